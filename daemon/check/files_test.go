package check_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// lived is a house with everything on the disk that a daemon makes or reads: its journal is open, so that its log is
// there too. It gives the configuration and the folder that holds all of it.
func lived(t *testing.T) (c config.Config, path, home string) {
	t.Helper()
	c, home = config.Defaults(), t.TempDir()
	c.Data.Dir, c.Sounds.Dir = filepath.Join(home, "data"), filepath.Join(home, "sounds")
	c.Data.MasterKeyFile = filepath.Join(home, "keys", "master.key")
	c.Recording.Dir, c.Recording.KeyFile = filepath.Join(home,
		"recordings"), filepath.Join(home, "keys", "recordings.key")
	c.API.Socket = filepath.Join(home, "run", "s")
	path = filepath.Join(home, "etc", "ringevett.yaml")
	c.Asterisk.PasswordFile = filepath.Join(home, "etc", "asterisk.password")
	c.Registers.Backend, c.Redis.PasswordFile = config.InRedis, filepath.Join(home, "etc", "redis.password")
	c.Redis.Key, c.Redis.PersonSecret = filepath.Join(home, "etc", "redis.key"), filepath.Join(home, "etc", "persons")
	for name, mode := range map[string]fs.FileMode{
		path: 0o644, path + ".d/10-local.yaml": 0o644, c.Asterisk.PasswordFile: 0o640, c.Redis.PasswordFile: 0o640,
		c.Redis.Key: 0o600, c.Redis.PersonSecret: 0o600, c.API.Socket: 0o600,
		filepath.Join(home, "leads.csv"): 0o600, filepath.Join(home, "leads.csv.verdicts.csv"): 0o600,
		filepath.Join(home, "leads.xlsx"): 0o600,
		c.Recording.KeyFile:               0o600, c.Data.MasterKeyFile + ".until-20261128": 0o600,
		filepath.Join(home, "keys", "agi.key"):                  0o640,
		filepath.Join(c.Recording.Dir, "1-a.sealed"):            0o600,
		filepath.Join(c.Data.Dir, "voices", "inquiry-1.sealed"): 0o600,
		filepath.Join(c.Data.Dir, "set-aside.jsonl"):            0o600,
		filepath.Join(c.Sounds.Dir, "nb", "hello.wav"):          0o644,
	} {
		folder := fs.FileMode(0o755)
		if strings.Contains(name, "keys") || strings.Contains(name, "recordings") ||
			strings.Contains(name, c.Data.Dir) {
			folder = 0o700
		}
		fine(t, os.MkdirAll(filepath.Dir(name), folder))
		fine(t, os.WriteFile(name, []byte("x"), mode))
	}
	o := sqlite.Options{Dir: c.Data.Dir, KeyFile: c.MasterKey().Path, DayKeys: c.DayKeys()}
	made, err := sqlite.Create(t.Context(), o)
	fine(t, err)
	fine(t, made.Close())
	h, err := sqlite.Open(t.Context(), o)
	fine(t, err)
	t.Cleanup(func() { h.Close() })
	return c, path, home
}

func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestEachLooseFileIsNamed: every file and folder of a house, found on the disk and not listed here, is named where
// others may write to it, and the house as it is made is not.
func TestEachLooseFileIsNamed(t *testing.T) {
	c, path, home := lived(t)
	if found := check.LookFiles(t.Context(), c, path); len(found) != 1 || found[0].Level != "ok" {
		t.Errorf("as it is made: %+v", found)
	}
	seen := map[string]bool{}
	fine(t, filepath.WalkDir(home, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == home {
			return err
		}
		info, err := e.Info()
		fine(t, err)
		fine(t, os.Chmod(name, info.Mode().Perm()|0o022))
		named := false
		for _, f := range check.LookFiles(t.Context(), c, path) {
			named = named || f.Level != "ok" && strings.Contains(f.Text, " "+name+" has mode")
		}
		if !named {
			t.Errorf("others can write to %s, and it is not named", name)
		}
		seen[filepath.Base(name)] = true
		return os.Chmod(name, info.Mode().Perm())
	}))
	for _, want := range []string{"ringevett.db", "ringevett.db-wal", "ringevett.db-shm", "ringevett.lock",
		"ringevett.last", "data.erased",
		"master.key", "agi.key", "s", "10-local.yaml", "1-a.sealed"} {
		if !seen[want] {
			t.Errorf("the house had no %s: the test shows nothing of it", want)
		}
	}
}

// TestAFileOfAnotherUserIsNamed needs a machine on which files can be given away.
func TestAFileOfAnotherUserIsNamed(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Log("not root: no file can be given to another user here")
		return
	}
	c, path, _ := lived(t)
	for _, name := range []string{
		c.Data.MasterKeyFile, filepath.Join(c.Data.Dir, "ringevett.db"), c.Asterisk.PasswordFile,
	} {
		fine(t, os.Chown(name, 4711, -1))
		found := check.LookFiles(t.Context(), c, path)
		if len(found) != 1 || !strings.Contains(found[0].Text, name+" is of user 4711") {
			t.Errorf("%s: %+v", name, found)
		}
		fine(t, os.Chown(name, 0, -1))
	}
}
