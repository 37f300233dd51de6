package recordings

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// PBX holds what Asterisk has recorded. A recording that is not there is dialer.ErrNotFound. Its methods block as
// long as Asterisk does.
type PBX interface {
	RecordingFile(ctx context.Context, id dialer.RecordingID, w io.Writer) error
	RemoveRecording(ctx context.Context, id dialer.RecordingID) error // fine where there is none
	RecordingFiles(ctx context.Context) ([]dialer.RecordingID, error) // all of ours, running ones too
}

// Index is the journal's knowledge of recordings.
type Index interface {
	EndedRecordings(ctx context.Context) ([]dialer.Recording, error)
	KeepRecording(ctx context.Context, r dialer.Recording) (kept bool, err error)
	TakeRecordings(ctx context.Context, wall time.Time) ([]dialer.Recording, error)
	GoneRecording(ctx context.Context, id dialer.RecordingID) error
	TellRecording(ctx context.Context, r dialer.Recording, kind dialer.FactKind, code, detail, by string) error
	RewrapRecordings(ctx context.Context, rewrap func(dialer.RecordingID, []byte) ([]byte, error)) (int, error)
	StateOf(ctx context.Context, id dialer.RecordingID) (dialer.RecordingState, error) // "" where it is not known
}

// Options say where recordings are kept.
type Options struct {
	Dir     string // of the sealed files; made with mode 0700
	KeyFile string // recordings.key
	Leave   bool   // leave them with the PBX
	PBX     PBX
	Index   Index
	Log     *logrus.Entry
	Now     func() time.Time
}

// Keeper keeps the files.
type Keeper struct {
	o    Options
	work sync.Mutex // one run, or one rotation, at a time
	keys sync.Mutex // guards ring
	ring ring
}

const (
	ending     = ".sealed"
	unfinished = ".unfinished"
	by         = "ringevett"
)

// Open reads the keys, and makes the folder and the first key where there are none.
func Open(o Options) (*Keeper, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("folder of recordings: %w", err)
	}
	r, err := readRing(o.KeyFile)
	if errors.Is(err, errNoRing) {
		r, err = o.firstRing()
	}
	if err != nil {
		return nil, err
	}
	return &Keeper{o: o, ring: r}, nil
}

// firstRing makes the first key. Where sealed files lie already the key is lost or its name is wrong, and a new one
// would bury that.
func (o Options) firstRing() (ring, error) {
	sealed, err := filepath.Glob(filepath.Join(o.Dir, "*"+ending))
	if err != nil {
		return nil, fmt.Errorf("folder of recordings: %w", err)
	}
	if len(sealed) > 0 {
		return nil,
			fmt.Errorf("key of recordings: %w: %s is missing and %d sealed recordings lie in %s: put it back from "+
				"its backup, "+
				"or delete them", dialer.ErrRefused, o.KeyFile, len(sealed), o.Dir)
	}
	first := ring{newKey()}
	return first, first.write(o.KeyFile)
}

func (k *Keeper) path(id dialer.RecordingID) string { return filepath.Join(k.o.Dir, string(id)+ending) }

func (k *Keeper) held() ring {
	k.keys.Lock()
	defer k.keys.Unlock()
	return k.ring
}

// take takes over what the PBX has finished. Done twice, or half and again, it comes to the same.
func (k *Keeper) take(ctx context.Context, r dialer.Recording) error {
	sum, key := sha256.New(), newKey()
	count := &counter{}
	to := io.MultiWriter(sum, count)
	r.State = dialer.RecordingLeft
	var err error
	if k.o.Leave {
		err = k.o.PBX.RecordingFile(ctx, r.ID, to)
	} else {
		r.State = dialer.RecordingKept
		err = k.fetch(ctx, r.ID, key, to)
	}
	if err != nil && !errors.Is(err, dialer.ErrNotFound) {
		return fmt.Errorf("collect %s: %w", r.ID, err)
	}
	r.Bytes, r.SHA256 = count.n, hex.EncodeToString(sum.Sum(nil))
	if r.State == dialer.RecordingKept {
		if r.Box, err = k.held().wrap(r.ID, key); err != nil {
			return fmt.Errorf("collect %s: %w", r.ID, err)
		}
	}
	kept, err := k.o.Index.KeepRecording(ctx, r)
	if err != nil || !kept || k.o.Leave { // not kept: taken back meanwhile, and the run deletes it
		return err
	}
	return k.o.PBX.RemoveRecording(ctx, r.ID)
}

// fetch seals the PBX's file while it comes. One that is not there gives an empty one: nothing was recorded.
func (k *Keeper) fetch(ctx context.Context, id dialer.RecordingID, key []byte, also io.Writer) error {
	return writeFile(k.path(id), func(f *os.File) error {
		s, err := newSealer(f, key, []byte(id))
		if err != nil {
			return err
		}
		err = k.o.PBX.RecordingFile(ctx, id, io.MultiWriter(s, also))
		if errors.Is(err, dialer.ErrNotFound) {
			err = nil
		}
		return errors.Join(err, s.Close())
	})
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) { c.n += int64(len(p)); return len(p), nil }

// Read writes one recording's sound to w, after the journal knows who took it and why (8.2.1 d).
func (k *Keeper) Read(ctx context.Context, w io.Writer, r dialer.Recording, why, who string) error {
	if r.State != dialer.RecordingKept && r.State != dialer.RecordingLeft {
		return fmt.Errorf("read %s: %w: it is %s", r.ID, dialer.ErrRefused, r.State)
	}
	if err := k.o.Index.TellRecording(ctx, r, dialer.FactRecordingRead, string(r.Side), why, who); err != nil {
		return err
	}
	sum := sha256.New()
	if err := k.clear(ctx, io.MultiWriter(w, sum), r); err != nil {
		return fmt.Errorf("read %s: %w", r.ID, err)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != r.SHA256 {
		return fmt.Errorf("read %s: its checksum is %s, and was %s when it was recorded", r.ID, got, r.SHA256)
	}
	return nil
}

func (k *Keeper) clear(ctx context.Context, w io.Writer, r dialer.Recording) error {
	if r.State == dialer.RecordingLeft {
		return k.o.PBX.RecordingFile(ctx, r.ID, w)
	}
	key, err := k.held().unwrap(r.ID, r.Box)
	if err != nil {
		return err
	}
	f, err := os.Open(k.path(r.ID))
	if err != nil {
		return err
	}
	defer f.Close()
	return unseal(w, f, key, []byte(r.ID))
}

// Rotate makes a new key, seals every recording's key under it, and takes the old ones out.
func (k *Keeper) Rotate(ctx context.Context) (recordings int, err error) {
	k.work.Lock()
	defer k.work.Unlock()
	k.keys.Lock()
	defer k.keys.Unlock()
	both := append(ring{newKey()}, k.ring...)
	if err := both.write(k.o.KeyFile); err != nil {
		return 0, err
	}
	k.ring = both
	n, err := k.o.Index.RewrapRecordings(ctx, func(id dialer.RecordingID, box []byte) ([]byte, error) {
		key, err := both.unwrap(id, box)
		if err != nil {
			return nil, err
		}
		return both.wrap(id, key)
	})
	if err != nil {
		return 0, fmt.Errorf("rotate the key of recordings: %w; both keys stay in the file", err)
	}
	if err := both[:1].write(k.o.KeyFile); err != nil {
		return n, err
	}
	k.ring = both[:1]
	return n, nil
}

// idOf reads the name of a file of ours, done or unfinished.
func idOf(name string) (id dialer.RecordingID, done, ours bool) {
	name, half := strings.CutSuffix(name, unfinished)
	name, ours = strings.CutSuffix(name, ending)
	return dialer.RecordingID(name), !half, ours
}
