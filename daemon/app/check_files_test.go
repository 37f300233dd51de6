package app_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
)

// lived is a house with everything on the disk that a daemon makes or reads: its journal is open, so that its log is
// there too. It gives the configuration and the folder that holds all of it.
func lived(t *testing.T) (c config.Config, path, home string) {
	t.Helper()
	c = shipped(t)
	home = filepath.Dir(c.Data.Dir)
	c.Data.MasterKeyFile = filepath.Join(home, "keys", "master.key")
	c.Recording.Dir, c.Recording.KeyFile = filepath.Join(home, "recordings"), filepath.Join(home, "keys", "recordings.key")
	c.API.Socket = filepath.Join(home, "run", "s")
	path = filepath.Join(home, "etc", "ringevett.yaml")
	c.Asterisk.PasswordFile = filepath.Join(home, "etc", "asterisk.password")
	c.Registers.Backend, c.Redis.PasswordFile = config.InRedis, filepath.Join(home, "etc", "redis.password")
	c.Redis.Key, c.Redis.PersonSecret = filepath.Join(home, "etc", "redis.key"), filepath.Join(home, "etc", "persons")
	for name, mode := range map[string]fs.FileMode{
		path: 0o644, path + ".d/10-local.yaml": 0o644, c.Asterisk.PasswordFile: 0o640, c.Redis.PasswordFile: 0o640,
		c.Redis.Key: 0o600, c.Redis.PersonSecret: 0o600, c.API.Socket: 0o600,
		filepath.Join(home, "leads.csv"): 0o600, filepath.Join(home, "leads.csv.verdicts.csv"): 0o600, filepath.Join(home, "leads.xlsx"): 0o600,
		c.Recording.KeyFile: 0o600, c.Data.MasterKeyFile + ".until-20261128": 0o600, filepath.Join(home, "keys", "agi.key"): 0o640,
		filepath.Join(c.Recording.Dir, "1-a.sealed"): 0o600, filepath.Join(c.Data.Dir, "voices", "inquiry-1.sealed"): 0o600,
		filepath.Join(c.Data.Dir, "set-aside.jsonl"): 0o600, filepath.Join(c.Sounds.Dir, "nb", "hello.wav"): 0o644,
	} {
		folder := fs.FileMode(0o755)
		if strings.Contains(name, "keys") || strings.Contains(name, "recordings") || strings.Contains(name, c.Data.Dir) {
			folder = 0o700
		}
		fine(t, os.MkdirAll(filepath.Dir(name), folder))
		fine(t, os.WriteFile(name, []byte("x"), mode))
	}
	if _, err := app.Init(t.Context(), local(c)); err != nil {
		t.Fatal(err)
	}
	h, err := app.Open(t.Context(), local(c), app.ToWrite, "test", quiet())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return c, path, home
}

// local is the house without a Redis, which the files alone do not need.
func local(c config.Config) config.Config {
	c.Registers.Backend, c.Redis.PersonSecret = config.InMemory, ""
	return c
}

// TestEachLooseFileIsNamed: every file and folder of a house, found on the disk and not listed here, is named where
// others may write to it, and the house as it is made is not.
func TestEachLooseFileIsNamed(t *testing.T) {
	c, path, home := lived(t)
	if found := app.LookFiles(t.Context(), c, path); len(found) != 1 || found[0].Level != "ok" {
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
		for _, f := range app.LookFiles(t.Context(), c, path) {
			named = named || f.Level != "ok" && strings.Contains(f.Text, " "+name+" has mode")
		}
		if !named {
			t.Errorf("others can write to %s, and it is not named", name)
		}
		seen[filepath.Base(name)] = true
		return os.Chmod(name, info.Mode().Perm())
	}))
	for _, want := range []string{"ringevett.db", "ringevett.db-wal", "ringevett.db-shm", "ringevett.lock", "ringevett.last", "data.erased",
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
	for _, name := range []string{c.Data.MasterKeyFile, filepath.Join(c.Data.Dir, "ringevett.db"), c.Asterisk.PasswordFile} {
		fine(t, os.Chown(name, 4711, -1))
		found := app.LookFiles(t.Context(), c, path)
		if len(found) != 1 || !strings.Contains(found[0].Text, name+" is of user 4711") {
			t.Errorf("%s: %+v", name, found)
		}
		fine(t, os.Chown(name, 0, -1))
	}
}
