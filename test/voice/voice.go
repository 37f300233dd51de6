// Package voice gives the houses of tests and the demo the sounds that the example's campaign needs. espeak-ng speaks
// them once for each user of this machine, not once for each test.
package voice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/test/asterisk/debian"
)

// Website is the address that the prompts before a recording name.
const Website = "www.example.no"

// Put puts in the folder all that the house of the examples can say: client fjellvann, campaigns fjellvann-service
// and -salg, in bokmål and English, recording's prompts too. Files are links to those of all tests, but for the
// message of an abandoned call: who spoils another removes it first, and never writes into it.
func Put(dir string) error {
	from, err := made()
	if err != nil {
		return fmt.Errorf("sounds for a test's house: %w", err)
	}
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, strings.TrimPrefix(path, from))
		if e.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		if !strings.HasPrefix(e.Name(), "abandoned.") && (os.Link(path, to) == nil || os.Symlink(path, to) == nil) {
			return nil // a symbolic link where the folder is on another disk: a house has a thousand sounds
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(to, b, 0o644)
	})
}

// made is the folder that all tests share, named by what it was made from.
var made = sync.OnceValues(func() (string, error) {
	cache, err := debian.CacheDir()
	if err != nil {
		return "", err
	}
	mark, err := mark()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "sounds-"+mark)
	now := time.Now()
	if os.Chtimes(dir, now, now) == nil { // it is there
		return dir, nil
	}
	dropOld(cache, now)
	aside, err := os.MkdirTemp(cache, ".sounds-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(aside)
	if err := speak(aside); err != nil {
		return "", err
	}
	// another process was faster
	if err := os.Rename(filepath.Join(aside, "sounds"), dir); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	return dir, nil
})

// dropOld removes what no test has used for a week: each change of the words makes a folder.
func dropOld(cache string, now time.Time) {
	all, _ := filepath.Glob(filepath.Join(cache, "sounds-*"))
	for _, dir := range all {
		if info, err := os.Stat(dir); err == nil && now.Sub(info.ModTime()) > 7*24*time.Hour {
			os.RemoveAll(dir) // what cannot be removed takes room and does no harm
		}
	}
}

// mark is the hash of every text, of the examples, and of the code that makes sounds of them.
func mark() (string, error) {
	_, here, _, _ := runtime.Caller(0)
	root := filepath.Join(filepath.Dir(here), "..", "..")
	sum, files := sha256.New(), 0
	for _, pattern := range []string{
		"sounds/*.go", "sounds/*/*.go", "sounds/*/*.txt", "daemon/speech/*.go", "configs/example/*.yaml",
		"test/voice/*.go",
	} {
		names, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			return "", err
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			b, err := os.ReadFile(name)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(sum, "%s %d\n", strings.TrimPrefix(name, root), len(b))
			sum.Write(b)
			files++
		}
	}
	if files == 0 {
		return "", fmt.Errorf("the sources are not at %s", root)
	}
	return hex.EncodeToString(sum.Sum(nil))[:16], nil
}

// speak makes the sounds of a house that has the examples in its book.
func speak(dir string) error {
	ctx := context.Background()
	text, err := configs.Text(configs.ExampleConfig)
	if err != nil {
		return err
	}
	c, err := config.Parse("example", []byte(text))
	if err != nil {
		return err
	}
	c.Data = config.Data{Dir: filepath.Join(dir, "data"), MasterKeyFile: filepath.Join(dir, "data", "master.key")}
	c.API.Socket, c.Sounds.Dir = filepath.Join(dir, "s"), filepath.Join(dir, "sounds")
	c.Recording.Website = Website
	if _, err := upkeep.Init(ctx, c); err != nil {
		return err
	}
	log := logrus.New()
	log.SetOutput(io.Discard)
	h, err := app.Open(ctx, c, app.ToWrite, "test", logrus.NewEntry(log))
	if err != nil {
		return err
	}
	defer h.Close()
	if err := fill(ctx, h); err != nil {
		return err
	}
	_, err = app.RenderSounds(ctx, c, h, true)
	return err
}

func fill(ctx context.Context, h *app.Rooms) error {
	client, err := configs.Text(configs.ExampleClient)
	if err != nil {
		return err
	}
	if _, err := h.AddClients(ctx, []byte(client), "test"); err != nil {
		return err
	}
	for _, name := range []string{configs.ExampleCampaign, configs.ExampleSale} {
		text, err := configs.Text(name)
		if err != nil {
			return err
		}
		if _, err := h.AddCampaign(ctx, []byte(text), "test"); err != nil {
			return err
		}
	}
	return nil
}
