package upkeep

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// KeyMoving is what MoveKeys works with.
type KeyMoving struct {
	Path string // of the configuration
	Load func() (config.Config, error)
	To   string // the folder; "": the one of data.master_key_file, or "keys" beside the data folder
	By   string
}

// KeyMove is one file of keys that was moved.
type KeyMove struct {
	Setting string `json:"setting"`
	From    string `json:"from"`
	To      string `json:"to"`
}

// keyDropIn is the drop-in that names the files where the configuration names others. It is read last.
const keyDropIn = "99-keys.yaml"

// MoveKeys takes the keys out of the data folder, so that a copy of that folder opens nothing. No daemon may run. Each
// file is on the disk in its new place, and the configuration reads it there, before the old one is removed: a crash
// at any point leaves a journal that opens. It returns no moves where no key lies in the data folder.
func MoveKeys(ctx context.Context, with KeyMoving) ([]KeyMove, error) {
	c, err := with.Load()
	if err != nil {
		return nil, err
	}
	moves, err := planKeyMoves(c, with.To)
	if err != nil || len(moves) == 0 {
		return nil, err
	}
	s, err := OpenToWrite(ctx, c, nil) // with the lock: a daemon may be writing to a file of keys
	if err != nil {
		return nil, err
	}
	err = with.move(c, moves)
	if err == nil {
		f := dialer.Fact{At: s.Now(), Kind: dialer.FactChanged, Code: "keys", By: with.By,
			Detail: "keys moved out of the data folder to " + filepath.Dir(moves[0].To)}
		err = s.Write(ctx, sqlite.Batch{Facts: []dialer.Fact{f}})
	}
	return moves, errors.Join(err, s.Close())
}

// planKeyMoves lists the files of keys in the data folder with their new places.
func planKeyMoves(c config.Config, to string) (moves []KeyMove, err error) {
	if to == "" {
		to = filepath.Dir(c.Data.MasterKeyFile)
		if keyfile.Below(to, c.Data.Dir) {
			to = filepath.Join(filepath.Dir(c.Data.Dir), "keys")
		}
	}
	if !filepath.IsAbs(to) || keyfile.Below(to, c.Data.Dir) {
		return nil, dialer.Invalid{Field: "--to", Value: to, Why: "a full path outside of data.dir, " + c.Data.Dir}
	}
	for _, k := range c.KeyFiles() {
		if _, err := os.Stat(k.Path); err == nil && keyfile.Below(k.Path, c.Data.Dir) {
			moves = append(moves, KeyMove{k.Setting, k.Path, filepath.Join(to, filepath.Base(k.Path))})
		}
	}
	return moves, nil
}

func (with KeyMoving) move(c config.Config, moves []KeyMove) error {
	destroy := func() error { return nil }
	for _, m := range moves {
		if m.Setting == c.MasterKey().Setting { // the days' keys lie beside it
			var err error
			destroy, err = sqlite.CopyDayKeys(filepath.Dir(m.From), filepath.Dir(m.To), c.Data.Dir)
			if err != nil {
				return fmt.Errorf("copy the days' keys to %s: %w; nothing was changed", filepath.Dir(m.To), err)
			}
		}
		if err := copyKey(m, c.Data.Dir); err != nil {
			return fmt.Errorf("copy %s to %s: %w; nothing was changed", m.From, m.To, err)
		}
	}
	if err := with.readThere(moves); err != nil {
		return err
	}
	if err := destroy(); err != nil {
		return fmt.Errorf("the keys are read in their new place, and the days' old ones are still there: %w", err)
	}
	for _, m := range moves {
		if err := errors.Join(os.Remove(m.From), keyfile.SyncDir(filepath.Dir(m.From))); err != nil {
			return fmt.Errorf("the key is read at %s, and the old file is still there: %w", m.To, err)
		}
	}
	return nil
}

// copyKey has the key on the disk in its new place, owned as the data folder is. Another key that lies there stays.
func copyKey(m KeyMove, dataDir string) error {
	key, err := os.ReadFile(m.From)
	if err == nil {
		err = keyfile.Make(m.To, key, dataDir)
	}
	if err != nil {
		return err
	}
	if copied, err := os.ReadFile(m.To); err != nil || !bytes.Equal(copied, key) {
		return errors.Join(fmt.Errorf("%w: another key lies there", dialer.ErrRefused), err)
	}
	return nil
}

// readThere has the configuration read the keys in their new places, by a drop-in where it names others.
func (with KeyMoving) readThere(moves []KeyMove) error {
	if with.elsewhere(moves) == nil {
		return nil
	}
	name := filepath.Join(with.Path+".d", keyDropIn)
	err := os.MkdirAll(filepath.Dir(name), 0o755)
	if err == nil {
		err = keyfile.Replace(name, []byte(keySettings(moves)), 0o644)
	}
	if err != nil {
		return fmt.Errorf("the keys lie in both places now, and the configuration still reads the old ones: %w: "+
			"run it as root, or write this yourself and run it again:\n%s", err, keySettings(moves))
	}
	return with.elsewhere(moves)
}

// elsewhere is an error where the configuration, as it is now, reads a key in another place than its new one. The old
// files are still there.
func (with KeyMoving) elsewhere(moves []KeyMove) error {
	c, err := with.Load()
	if err != nil {
		return err
	}
	var errs []error
	for _, k := range c.KeyFiles() {
		for _, m := range moves {
			if k.Setting == m.Setting && k.Path != m.To {
				errs = append(errs, fmt.Errorf("%w: %s still names %s: the keys lie in both places now; "+
					"change it to %s and run it again", dialer.ErrRefused, k.Setting, k.Path, m.To))
			}
		}
	}
	return errors.Join(errs...)
}

// keySettings is the drop-in's text.
func keySettings(moves []KeyMove) string {
	var b strings.Builder
	b.WriteString("# Written by \"ringevett keys move\".\n")
	for _, m := range moves {
		section, key, _ := strings.Cut(m.Setting, ".")
		fmt.Fprintf(&b, "%s: {%s: %q}\n", section, key, m.To)
	}
	return b.String()
}
