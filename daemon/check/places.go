package check

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/keyfile"
	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// placeProbes look at where files are, and who can open them.
func placeProbes() []probing {
	return []probing{
		{Name: "master key", Proves: "it is there", Do: "restore it from its backup", Look: lookMasterKey},
		{Name: "files",
			Proves: "each file and folder that the daemon creates or reads has the right owner, and is closed to others",
			Do:     "give the named files the stated mode, and the daemon's user as owner", Look: lookFiles},
		{Name: "keys apart", Proves: "no key is in the folder that it opens, so a copy of data.dir alone opens nothing",
			Do: "systemctl stop ringevett; ringevett keys move; systemctl start ringevett", Look: lookKeysApart},
		{Name: "erasures",
			Proves: "the list of erasures is apart from the journal, so that a restored copy undoes none",
			Do: "set data.erased_file to a path outside data.dir that the daemon may write to, and move the " +
				"list there",
			Look: lookErasures},
		{Name: "secrets", Proves: "each secret is there, on a permanent disk, and not among the sounds",
			Do: "put it where its key in the configuration says, owned by the daemon's user", Look: lookSecrets},
		{Name: "webhook", Proves: "events can be signed, and none was given up",
			Do: "mend the named file, or the receiver; then: ringevett webhook retry", Look: lookWebhook},
		{Name: "folders", Proves: "data, recordings and sounds are in separate folders, on permanent disks",
			Do: "move the named folder, and set its key", Look: lookFolders},
	}
}

func lookMasterKey(_ context.Context, s *scene, r *probe.Report) {
	file := s.cfg.MasterKey().Path
	r.Judge(probe.Fail, keyFault(file), file+"; is there a backup, apart from the journal's?")
}

func keyFault(path string) error {
	_, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s is missing: make it with: ringevett init; or restore it from its backup", path)
	}
	return err
}

// lookKeysApart tells of keys that a copy of the data folder brings along.
func lookKeysApart(_ context.Context, s *scene, r *probe.Report) {
	for _, k := range s.cfg.KeyFiles() {
		if _, err := os.Stat(k.Path); err == nil && keyfile.Below(k.Path, s.cfg.Data.Dir) {
			r.Warn("%s: %s lies in data.dir: anyone who has a copy of that folder can read it", k.Setting, k.Path)
		}
	}
	r.Clean("none lies in data.dir")
	old, _ := sqlite.OldKeys(s.cfg.MasterKey().Path)
	for _, name := range old {
		r.OK("%s opens backups of before a rotation: remove it when they are gone", name)
	}
}

// lookErasures tells where the list lies, which a restore must not take back with the journal.
func lookErasures(_ context.Context, s *scene, r *probe.Report) {
	list := erasedPath(s.cfg)
	_, err := os.Stat(list)
	switch {
	case keyfile.Below(list, s.cfg.Data.Dir):
		r.Warn("the list lies in data.dir, %s: a restored folder takes it back too", list)
	case err != nil:
		r.Warn("there is no list yet (%v): the next start of the daemon makes it", err)
	default:
		r.OK("%s; is it copied with each backup?", list)
	}
}

// secretFile is a file of secrets that a key names.
type secretFile struct {
	key, path string
	later     bool // it is made when first needed
}

func (s *scene) secretFiles() []secretFile {
	c := s.cfg
	all := []secretFile{
		{"asterisk.password_file", config.SecretFile(c.Asterisk.PasswordFile), false},
		{"agi.key_file", c.AGIKeyFile().Path, true},
		{"webhook.secret_file", c.Webhook.SecretFile, false},
		{"written_offer.password_file", c.WrittenOffer.PasswordFile, false},
		{"evidence.mail.password_file", c.Evidence.Mail.PasswordFile, false},
		{"recording.key_file", c.RecordingsKey().Path, true}, {"data.master_key_file", c.MasterKey().Path, true},
	}
	if c.Registers.Backend == config.InRedis {
		all = append(all, secretFile{"redis.password_file", c.Redis.PasswordFile, false},
			secretFile{"redis.key_file", c.Redis.Key, false},
			secretFile{"redis.person_secret_file", c.Redis.PersonSecret, false})
	}
	return slices.DeleteFunc(all, func(f secretFile) bool { return f.path == "" })
}

func lookSecrets(_ context.Context, s *scene, r *probe.Report) {
	for _, f := range s.secretFiles() {
		_, err := os.Stat(f.path)
		switch {
		case errors.Is(err, fs.ErrNotExist) && f.later:
			continue
		case err != nil:
			r.Fail("%s: %v", f.key, err)
			continue
		case keyfile.Below(f.path, s.cfg.Sounds.Dir):
			r.Fail("%s: %s lies under sounds.dir, which others must be able to read", f.key, f.path)
		case passing(filepath.Dir(f.path)):
			r.Warn("%s: %s lies in memory: it is gone after a restart of the machine", f.key, f.path)
		}
	}
	r.Clean("all are there")
}

// lookWebhook tells what keeps another system from being told of calls.
func lookWebhook(ctx context.Context, s *scene, r *probe.Report) {
	if s.cfg.Webhook.URL == "" {
		r.OK("webhook.url is empty: no other system is told of calls")
		return
	}
	if _, err := s.cfg.Webhook.Key(); err != nil {
		r.Fail("%v", err)
	}
	if s.house.Undelivered != nil {
		all, err := s.house.Undelivered(ctx)
		switch {
		case err != nil:
			r.Warn("%v", err)
		case all > 0:
			r.Warn("%d events were given up: ringevett webhook list", all)
		}
	}
	r.Clean("events are signed with %s", s.cfg.Webhook.SecretFile)
}

// tmpfs is the kernel's number of a file system in memory.
const tmpfs = 0x01021994

// passing reports whether a folder lies in memory.
func passing(dir string) bool {
	var st syscall.Statfs_t
	return syscall.Statfs(dir, &st) == nil && st.Type == tmpfs
}

func lookFolders(_ context.Context, s *scene, r *probe.Report) {
	c := s.cfg
	if passing(c.Data.Dir) {
		r.Warn("data.dir: %s lies in memory: the journal is gone after a restart of the machine", c.Data.Dir)
	}
	for _, in := range []struct{ key, path, other, dir, why string }{
		{"sounds.dir", c.Sounds.Dir, "data.dir", c.Data.Dir, "Asterisk cannot read it there"},
		{"data.dir", c.Data.Dir, "sounds.dir", c.Sounds.Dir, "others can read that"},
		{"recording.dir", c.Recording.Dir, "sounds.dir", c.Sounds.Dir, "others can read that"},
	} {
		if keyfile.Below(in.path, in.dir) {
			r.Fail("%s: %s lies under %s: %s", in.key, in.path, in.other, in.why)
		}
	}
	r.Clean("they lie apart")
}
