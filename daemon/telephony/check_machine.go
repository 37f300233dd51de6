package telephony

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/user"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/ringevett/ringevett/daemon/probe"
)

// machineProbes look at Asterisk's files, where it runs on this machine.
func machineProbes() []probe.Probe[*checker] {
	return []probe.Probe[*checker]{
		{Name: "recording folder", Proves: "Asterisk can store recordings and callers' messages",
			Do: "create the folder recording below Asterisk's spool folder, owned by Asterisk's user", Look: lookSpool},
		{Name: "sounds for asterisk", Proves: "Asterisk's user can read the sounds for agents, consumers and callers",
			Do: "give others r on the files and x on each folder above: chmod -R o+rX", Look: lookSounds},
		{Name: "recordings for others",
			Proves: "other users of the machine cannot read Asterisk's recordings and callers' messages",
			Do:     "chmod o-rwx on the folder recording below Asterisk's spool folder", Look: lookSpoolMode},
		filesProbe,
	}
}

// filesProbe looks also where ARI does not answer: this may be why.
var filesProbe = probe.Probe[*checker]{
	Name:   "asterisk's files",
	Proves: "ari.conf and http.conf have one [general] each, and other users can read neither password nor key",
	Do:     "keep one [general] in each file: Asterisk reads the last one at its next start", Look: lookFiles,
}

// usualConf is where Asterisk's files are when it cannot be asked.
const usualConf = "/etc/asterisk"

func lookSpool(ctx context.Context, k *checker, r *probe.Report) {
	if _, err := k.c.StoredRecordings(ctx); err != nil {
		r.Fail("the PBX cannot list its recordings (%v): the folder is missing", err)
		return
	}
	r.OK("it is there")
}

// lookSpoolMode looks at the folder in which recordings and messages lie until the daemon has fetched them over ARI.
func lookSpoolMode(ctx context.Context, k *checker, r *probe.Report) {
	spool, err := k.c.GlobalVar(ctx, "ASTSPOOLDIR")
	if err != nil || spool == "" || !k.s.Loopback() {
		r.OK("where they lie cannot be seen from here")
		return
	}
	for _, dir := range []string{filepath.Join(spool, "recording"), filepath.Join(spool, "recording", "ringevett")} {
		if why := openTo(dir); why != "" {
			r.Warn("%s: others can hear what is recorded", why)
		}
	}
	r.Clean("%s is closed to others", filepath.Join(spool, "recording"))
}

// openTo says that users who are neither the owner nor in the group reach what is in a folder; "" where they do not, as
// where a folder above is closed.
func openTo(dir string) string {
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm()&0o005 == 0 {
		return ""
	}
	for up := filepath.Dir(dir); ; up = filepath.Dir(up) {
		if above, err := os.Stat(up); err == nil && above.Mode().Perm()&0o001 == 0 {
			return ""
		}
		if up == filepath.Dir(up) {
			return fmt.Sprintf("%s has mode %04o", dir, info.Mode().Perm())
		}
	}
}

// lookSounds asks the file system on behalf of the user that listens at ARI's address.
func lookSounds(_ context.Context, k *checker, r *probe.Report) {
	if !k.s.Loopback() {
		r.OK("Asterisk runs on another machine: whether it can read the sounds is heard at the first login")
		return
	}
	who, err := listenerOf(k.s.URL)
	if err != nil {
		r.OK("which user Asterisk runs as cannot be seen: %v", err)
		return
	}
	if fault := who.cannotRead(k.x.SoundsDir); fault != "" {
		r.Fail("Asterisk runs as %s and %s: nothing of ours can be heard", who.name, fault)
		return
	}
	r.OK("Asterisk runs as %s, who can read %s", who.name, k.x.SoundsDir)
}

// reader is a user with its groups.
type reader struct {
	name   string
	uid    uint32
	groups []uint32
}

// listenerOf finds who listens at a URL's port on this machine.
func listenerOf(address string) (reader, error) {
	u, err := url.Parse(address)
	if err != nil {
		return reader{}, err
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		return reader{}, fmt.Errorf("port %q: %w", u.Port(), err)
	}
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		f, err := os.Open(table)
		if err != nil {
			continue
		}
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			if uid, is := listens(lines.Text(), uint16(port)); is {
				return readerOf(uid), nil
			}
		}
	}
	return reader{}, errors.New("nothing listens there")
}

// listens reads one line of the kernel's table of sockets: local address, state 0A, and whose it is.
func listens(line string, port uint16) (uid uint32, is bool) {
	f := strings.Fields(line)
	if len(f) < 8 || f[3] != "0A" || !strings.HasSuffix(f[1], fmt.Sprintf(":%04X", port)) {
		return 0, false
	}
	n, err := strconv.ParseUint(f[7], 10, 32)
	return uint32(n), err == nil
}

func readerOf(uid uint32) reader {
	who := reader{name: fmt.Sprintf("user %d", uid), uid: uid}
	u, err := user.LookupId(strconv.FormatUint(uint64(uid), 10))
	if err != nil {
		return who
	}
	who.name = u.Username
	ids, _ := u.GroupIds()
	for _, id := range append(ids, u.Gid) {
		if n, err := strconv.ParseUint(id, 10, 32); err == nil {
			who.groups = append(who.groups, uint32(n))
		}
	}
	return who
}

// may reports whether the user has a right on a file: 4 read, 1 enter. Access lists are not asked.
func (r reader) may(info fs.FileInfo, right fs.FileMode) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || r.uid == 0 {
		return true
	}
	mode := info.Mode().Perm()
	switch {
	case st.Uid == r.uid:
		mode >>= 6
	case slices.Contains(r.groups, st.Gid):
		mode >>= 3
	}
	return mode&right == right
}

// cannotRead says what below or above dir the user cannot read; "" where there is nothing of the kind.
func (r reader) cannotRead(dir string) string {
	for up := dir; ; up = filepath.Dir(up) {
		info, err := os.Stat(up)
		if err != nil {
			return fmt.Sprintf("%s is not there", up)
		}
		if !r.may(info, 1) {
			return fmt.Sprintf("may not enter %s (mode %04o)", up, info.Mode().Perm())
		}
		if up == filepath.Dir(up) {
			break
		}
	}
	fault := ""
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return fs.SkipAll // ours may not look either
		}
		info, err := e.Info()
		switch {
		case err != nil:
		case e.IsDir() && !r.may(info, 5):
			fault = fmt.Sprintf("may not enter %s (mode %04o)", path, info.Mode().Perm())
		case filepath.Ext(path) == ".wav" && !r.may(info, 4):
			fault = fmt.Sprintf("may not read %s (mode %04o)", path, info.Mode().Perm())
		}
		if fault != "" {
			return fs.SkipAll
		}
		return nil
	})
	return fault
}

// othersRead reports whether users who are neither the owner nor in the group can read a file.
func othersRead(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().Perm()&0o004 != 0 && openTo(filepath.Dir(path)) != ""
}

// general begins a section of that name.
var general = regexp.MustCompile(`(?m)^\[general\]\s*(\(\+?\))?`)

// lookFiles reads what may be read: these files are often Asterisk's alone.
func lookFiles(ctx context.Context, k *checker, r *probe.Report) {
	dir := usualConf
	if k.c != nil && k.away == nil {
		dir, _ = k.c.GlobalVar(ctx, "ASTETCDIR")
	}
	if dir == "" || !k.s.Loopback() {
		r.OK("where they are cannot be seen")
		return
	}
	var unread []string
	for _, name := range []string{"ari.conf", "http.conf"} {
		if path := filepath.Join(dir, name); name == "ari.conf" && othersRead(path) {
			r.Warn("%s can be read by others, and has ARI's password: chmod o-r", path)
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			unread = append(unread, err.Error())
			continue
		}
		if n := len(general.FindAll(text, -1)); n > 1 {
			r.Warn("%s has %d sections [general]", filepath.Join(dir, name), n)
		}
	}
	if path := filepath.Join(dir, "ringevett.conf"); othersRead(path) {
		r.Warn("%s can be read by others, and has the key by which the daemon knows Asterisk: chmod o-r", path)
	}
	if len(unread) > 0 {
		r.Clean("not seen: %s; look yourself, or run check as root", strings.Join(unread, "; "))
	}
	r.Clean("one [general] in ari.conf and http.conf")
}
