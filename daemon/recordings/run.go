package recordings

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
)

// Report is what one run did.
type Report struct {
	Collected int `json:"collected"`
	Deleted   int `json:"deleted"`
	Returned  int `json:"returned" doc:"files that should not be there: removed, and told in the journal"`
}

// Run collects what has ended, deletes what is to go, and looks whether what is gone stayed gone. What one recording
// makes difficult delays no other; what could not be done is done by the next run.
func (k *Keeper) Run(ctx context.Context) (rep Report, err error) {
	k.work.Lock()
	defer k.work.Unlock()
	return rep, errors.Join(k.collect(ctx, &rep), k.delete(ctx, &rep), k.lookFor(ctx, &rep))
}

func (k *Keeper) collect(ctx context.Context, rep *Report) error {
	ended, err := k.o.Index.EndedRecordings(ctx)
	errs := []error{err}
	for _, r := range ended {
		err := k.take(ctx, r)
		if err == nil {
			rep.Collected++
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (k *Keeper) delete(ctx context.Context, rep *Report) error {
	going, err := k.o.Index.TakeRecordings(ctx, k.o.Now())
	errs := []error{err}
	for _, r := range going {
		err := k.remove(ctx, r.ID)
		if err == nil {
			err = k.o.Index.GoneRecording(ctx, r.ID)
		}
		if err == nil {
			rep.Deleted++
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// remove takes every file of it away, and looks that none is left.
func (k *Keeper) remove(ctx context.Context, id dialer.RecordingID) error {
	for _, path := range []string{k.path(id), k.path(id) + unfinished} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("delete %s: %w", id, err)
		}
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("delete %s: its file is still there: %w", id, err)
		}
	}
	if err := errors.Join(keyfile.SyncDir(k.o.Dir), k.o.PBX.RemoveRecording(ctx, id)); err != nil {
		return fmt.Errorf("delete %s: %w", id, err)
	}
	switch err := k.o.PBX.RecordingFile(ctx, id, &counter{}); {
	case err == nil:
		return fmt.Errorf("delete %s: the PBX still has it", id)
	case !errors.Is(err, dialer.ErrNotFound):
		return fmt.Errorf("delete %s: %w", id, err)
	}
	return nil
}

// lookFor finds files that should not be: come back from a backup, left by a crash, or never allowed.
func (k *Keeper) lookFor(ctx context.Context, rep *Report) error {
	names, err := os.ReadDir(k.o.Dir)
	errs := []error{err}
	for _, n := range names {
		id, done, ours := idOf(n.Name())
		if !ours {
			k.o.Log.WithField("file",
				n.Name()).Warn("a file that is not ours lies among the recordings: it is not deleted on time")
			continue
		}
		errs = append(errs, k.lookAt(ctx, id, done, "the folder of recordings", rep, func() error {
			return os.Remove(filepath.Join(k.o.Dir, n.Name()))
		}))
	}
	there, err := k.o.PBX.RecordingFiles(ctx)
	errs = append(errs, err)
	for _, id := range there {
		errs = append(errs,
			k.lookAt(ctx, id, k.o.Leave, "the PBX", rep, func() error { return k.o.PBX.RemoveRecording(ctx, id) }))
	}
	return errors.Join(errs...)
}

// lookAt removes a file that has no business to be there. whole: it would be in its place, if its recording lives.
func (k *Keeper) lookAt(
	ctx context.Context, id dialer.RecordingID, whole bool, where string, rep *Report, remove func() error,
) error {
	state, err := k.o.Index.StateOf(ctx, id)
	if err != nil {
		return err
	}
	switch state {
	case dialer.RecordingRuns, dialer.RecordingGoing: // the PBX writes it; or its own deletion failed, and comes again
		return nil
	case dialer.RecordingKept, dialer.RecordingLeft:
		if whole {
			return nil
		}
		return remove() // fetched, and a crash came before its copy was taken away
	}
	if err := remove(); err != nil {
		return fmt.Errorf("remove %s from %s: %w", id, where, err)
	}
	rep.Returned++
	code := map[dialer.RecordingState]string{dialer.RecordingGone: "returned", "": "unknown"}[state]
	k.o.Log.WithField("recording", id).Error(
		"a file of a recording was in " + where + " and should not have been: removed",
	)
	return k.o.Index.TellRecording(ctx, dialer.Recording{ID: id}, dialer.FactRecordingDefect, code,
		"a file in "+where+", removed", by)
}
