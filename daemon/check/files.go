package check

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/keyfile"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// What the mode of a file must not have.
const (
	ownersAlone fs.FileMode = 0o077 // neither the group nor others have anything
	groupReads  fs.FileMode = 0o027 // the group reads, others have nothing
	allRead     fs.FileMode = 0o022 // everyone reads, the owner alone writes
)

// placed is a kind of file or folder that the program makes or reads.
type placed struct {
	what  string   // the setting that names it, or what it is
	paths []string // those that are missing are another probe's
	shut  fs.FileMode
	roots bool // may be root's too: the daemon reads it only
	level probe.Level
	price string // what others could do
}

// files is the table of the daemon's files on this machine, with who may open each. A file that a person
// names on a command line (a backup, an export, the verdicts of an import) is made with mode 0600; of those only lists
// beside the data folder are checked.
func files(c config.Config, path string) []placed {
	secrets := []string{
		c.Asterisk.PasswordFile, c.AGIKeyFile().Path, c.Webhook.SecretFile, c.WrittenOffer.PasswordFile,
		c.Evidence.Mail.PasswordFile,
	}
	if c.Registers.Backend == config.InRedis {
		secrets = append(secrets, c.Redis.PasswordFile, c.Redis.Key, c.Redis.PersonSecret)
	}
	secrets = slices.DeleteFunc(secrets, func(name string) bool { return name == "" })
	for i, name := range secrets {
		secrets[i] = config.SecretFile(name)
	}
	home, recordings := filepath.Dir(c.Data.Dir), []string(nil)
	if !keyfile.Below(c.Recording.Dir, c.Data.Dir) {
		recordings = treeOf(c.Recording.Dir)
	}
	return []placed{
		{"configuration", append(matches(path+".d/*"), path, path+".d", filepath.Dir(path)), allRead, true, probe.Warn,
			"others can change what is dialed"},
		{"secret", secrets, groupReads, true, probe.Fail, "others can read or change it"},
		{"key", keyPlaces(c), ownersAlone, true, probe.Fail, "others can read it"},
		{"data.dir", treeOf(c.Data.Dir), ownersAlone, false, probe.Fail, "numbers and recordings are open to others"},
		{"recording.dir", recordings, ownersAlone, false, probe.Fail, "recordings are open to others"},
		{"data.erased_file", []string{erasedPath(c)}, allRead, false, probe.Fail,
			"others can bring erased numbers back"},
		{"list", append(matches(home+"/*.csv"), matches(home+"/*.xlsx")...), ownersAlone, true, probe.Warn,
			"it holds people's numbers"},
		{"sounds.dir", treeOf(c.Sounds.Dir), allRead, true, probe.Warn, "others can change what consumers hear"},
		{"api.socket", []string{c.API.Socket}, ownersAlone, false, probe.Fail, "others can run every verb"},
		{"folder of api.socket", []string{filepath.Dir(c.API.Socket)}, allRead, true, probe.Warn,
			"others can put a socket of their own in its place"},
	}
}

// keyPlaces are the keys that open the journal and recordings, those of before, the days' keys, and their folder.
func keyPlaces(c config.Config) []string {
	all := append(matches(c.DayKeys()+"/*.key*"), c.DayKeys(), c.MasterKey().Path, c.RecordingsKey().Path)
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(path string) bool { return path == c.AGIKeyFile().Path })
}

// erasedPath is where the list of erasures lies.
func erasedPath(c config.Config) string {
	return sqlite.Options{Dir: c.Data.Dir, Erased: c.Data.ErasedFile}.ErasedPath()
}

func matches(pattern string) []string {
	all, err := filepath.Glob(pattern)
	if err != nil {
		return nil
	}
	return all
}

// treeOf lists a folder and all below it. What may not be entered is not seen, and closed.
func treeOf(dir string) (all []string) {
	filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err == nil {
			all = append(all, path)
		}
		return nil
	})
	return all
}

// faultsTold is how many files of one kind are named.
const faultsTold = 5

// lookFiles holds each file against the table. The daemon's user is the one whose the data folder is.
func lookFiles(_ context.Context, s *scene, r *probe.Report) {
	daemon, known := ownerOf(s.cfg.Data.Dir)
	for _, p := range files(s.cfg, s.Path) {
		faults := 0
		for _, path := range p.paths {
			why := p.fault(path, daemon, known)
			if why == "" {
				continue
			}
			if faults++; faults <= faultsTold {
				r.Say(p.level, "%s: %s %s: %s", p.what, path, why, p.price)
			}
		}
		if faults > faultsTold {
			r.Say(p.level, "%s: and %d more", p.what, faults-faultsTold)
		}
	}
	r.Clean("each file and folder is its owner's, with a mode that closes it")
}

func ownerOf(path string) (uid uint32, known bool) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, false
	}
	uid, _, known = keyfile.Owner(info)
	return uid, known
}

// fault says what is wrong with a file; "" where nothing is, or where it is not there.
func (p placed) fault(path string, daemon uint32, known bool) string {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink != 0 { // of a link, what it leads to is another's
		return ""
	}
	mode, shut := info.Mode().Perm(), p.shut
	uid, _, is := keyfile.Owner(info)
	switch {
	case p.what == "key" && keyfile.Private(path, info) == nil: // a credential
		shut = 0
	case info.Mode()&fs.ModeSticky != 0: // in such a folder nothing of ours can be replaced
		shut &^= allRead
	}
	switch {
	case mode&shut != 0:
		return fmt.Sprintf("has mode %04o; chmod %04o", mode, mode&^shut)
	case known && is && uid != daemon && !(p.roots && uid == 0):
		return fmt.Sprintf("is of user %d and not of the daemon's user %d; chown", uid, daemon)
	}
	return ""
}
