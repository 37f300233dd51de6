package sqlite

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
)

// The private halves of the days' keys are beside the master key, one file each: the key in use, and the one for the
// next day. No backup has them: losing them begins a new row of keys and loses no entry.

// signer is a day's key with its private half. The zero signer cannot sign.
type signer struct {
	dialer.Proof // Day and Key
	private      ed25519.PrivateKey
}

// sign is the day's signature on an entry that comes after the head.
func (s signer) sign(h head, kind dialer.FactKind, p dialer.Proof) []byte {
	return ed25519.Sign(s.private, h.toSign(kind, p))
}

// dayKeyGlob matches the files of one journal's private halves; of any journal where install is "*".
func (o Options) dayKeyGlob(install string) string {
	return filepath.Join(o.dayKeyDir(), "day-"+install+"-*.key")
}

func (o Options) dayKeyDir() string {
	if o.DayKeys != "" {
		return o.DayKeys
	}
	return filepath.Dir(o.keyPath())
}

func (o Options) dayKeyPath(install string, p dialer.Proof) string {
	name := fmt.Sprintf("day-%s-%s-%s.key", install, p.Day, hex.EncodeToString(p.Key[:8]))
	return filepath.Join(o.dayKeyDir(), name)
}

// makeDayKey draws a key pair and has its private half on the disk, under its name, before anything is signed with it.
func (o Options) makeDayKey(install string, day dialer.Day) (signer, error) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return signer{}, err
	}
	k := signer{dialer.Proof{Day: day, Key: public}, private}
	seed := private.Seed()
	defer clear(seed)
	return k, keyfile.Make(o.dayKeyPath(install, k.Proof), seed, o.Dir)
}

// readDayKey gives a key its private half. It is the zero signer if there is none, or the file holds another.
func (o Options) readDayKey(install string, p dialer.Proof) (signer, error) {
	if len(p.Key) == 0 {
		return signer{}, nil
	}
	seed, err := os.ReadFile(o.dayKeyPath(install, p))
	defer clear(seed)
	if errors.Is(err, fs.ErrNotExist) {
		return signer{}, nil
	}
	if err != nil {
		return signer{}, err
	}
	if len(seed) != ed25519.SeedSize {
		return signer{}, nil
	}
	private := ed25519.NewKeyFromSeed(seed)
	if !bytes.Equal(private.Public().(ed25519.PublicKey), p.Key) {
		return signer{}, nil
	}
	return signer{dialer.Proof{Day: p.Day, Key: p.Key}, private}, nil
}

// destroyDayKeys destroys each private half but those of the given keys.
func (o Options) destroyDayKeys(install string, keep ...dialer.Proof) error {
	files, err := filepath.Glob(o.dayKeyGlob(install))
	if err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, p := range keep {
		if len(p.Key) > 0 {
			kept[o.dayKeyPath(install, p)] = true
		}
	}
	var errs []error
	for _, path := range files {
		if !kept[path] {
			errs = append(errs, destroyFile(path))
		}
	}
	return errors.Join(errs...)
}

// CopyDayKeys copies every private half to another folder and syncs it. It gives a function that destroys those in the
// first.
func CopyDayKeys(from, to, dataDir string) (destroy func() error, err error) {
	files, err := filepath.Glob(Options{DayKeys: from}.dayKeyGlob("*"))
	for _, path := range files {
		seed, fault := os.ReadFile(path)
		if fault == nil {
			fault = keyfile.Make(filepath.Join(to, filepath.Base(path)), seed, dataDir)
		}
		err = errors.Join(err, fault)
		clear(seed)
	}
	return func() error {
		var errs []error
		for _, path := range files {
			errs = append(errs, destroyFile(path))
		}
		return errors.Join(errs...)
	}, err
}

// destroyFile overwrites a small file with zeros, has that on the disk, and removes it. What a file system or a drive
// keeps of the old bytes elsewhere is beyond its reach.
func destroyFile(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil {
		_, err = f.Write(make([]byte, info.Size()))
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return errors.Join(os.Remove(path), keyfile.SyncDir(filepath.Dir(path)))
}
