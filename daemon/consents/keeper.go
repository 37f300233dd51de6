package consents

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/recordings"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// errAway says that no daemon runs, so that files with the PBX stay there.
var errAway = errors.New("no daemon runs, so the PBX is not asked: its files wait for the daemon's next run")

// awayPBX is the PBX where no daemon runs: sealed files can be read and made unreadable, the rest waits for the daemon.
type awayPBX struct{}

func (awayPBX) RecordingFile(context.Context, dialer.RecordingID, io.Writer) error { return errAway }
func (awayPBX) RemoveRecording(context.Context, dialer.RecordingID) error          { return errAway }
func (awayPBX) RecordingFiles(context.Context) ([]dialer.RecordingID, error)       { return nil, errAway }

// Recordings are all recordings of a house. It is the engine's port during calls; see engine.Recordings.
type Recordings struct {
	Ports
	media Media // nil: no daemon
	pbx   PBX   // nil: no daemon

	opening sync.Mutex         // guards keeper
	keeper  *recordings.Keeper // opened when first needed

	ended chan struct{} // a recording has ended: it is sealed soon
}

// New makes the recordings of a house without a daemon.
func New(p Ports) *Recordings { return &Recordings{Ports: p, ended: make(chan struct{}, 1)} }

// Connect gives them the PBX. A daemon calls it once, before the engine runs.
func (r *Recordings) Connect(m Media, p PBX) { r.media, r.pbx = m, p }

// open opens the keeper of files. Where recording is switched off, older recordings are still deleted on time; where
// there are none, nothing is made on the disk.
func (r *Recordings) open(ctx context.Context) (*recordings.Keeper, error) {
	r.opening.Lock()
	defer r.opening.Unlock()
	if r.keeper != nil {
		return r.keeper, nil
	}
	set := r.Settings()
	if set.Mode == consent.Off {
		old, err := r.Index.Recordings(ctx, sqlite.RecordingQuery{})
		if err != nil || len(old) == 0 {
			return nil, errors.Join(err,
				fmt.Errorf("%w: recording.mode is off, and nothing is recorded", dialer.ErrRefused))
		}
	}
	if err := os.MkdirAll(filepath.Dir(set.KeyFile), 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of keys: %w", err)
	}
	var pbx recordings.PBX = awayPBX{}
	if r.pbx != nil {
		pbx = r.pbx
	}
	k, err := recordings.Open(recordings.Options{
		Dir: set.Dir, KeyFile: set.KeyFile, Leave: set.Leave, PBX: pbx, Index: r.Files, Log: r.Log, Now: r.Now,
	})
	r.keeper = k
	return k, err
}

// running reports whether the end of a recording was not reported.
func running(r dialer.Recording) bool { return r.State == dialer.RecordingRuns && r.Ended.IsZero() }

// Needed reports whether the engine needs recordings: calls are recorded, or one of before the last start still is.
func (r *Recordings) Needed(ctx context.Context) (bool, error) {
	if r.Settings().Mode != consent.Off {
		return true, nil
	}
	some, err := r.anyRunning(ctx)
	return some && err == nil, err
}

func (r *Recordings) anyRunning(ctx context.Context) (bool, error) {
	all, err := r.Index.Recordings(ctx, sqlite.RecordingQuery{})
	return slices.ContainsFunc(all, running), err
}

// WaitNone waits until nothing is recorded. It gives false where ctx ends first or the journal fails.
func (r *Recordings) WaitNone(ctx context.Context, every time.Duration) bool {
	look := time.NewTicker(every)
	defer look.Stop()
	for {
		if some, err := r.anyRunning(ctx); err != nil || !some {
			return err == nil
		}
		select {
		case <-ctx.Done():
			return false
		case <-look.C:
		}
	}
}
