// Package memory answers for the registers from the memory of the process. It is the default. The master copy is on the
// disk, in daemon/sqlite; the sets here follow it.
//
// Each register is one immutable set behind a pointer. A check compares one number, the generation of the disk's
// registers, and asks the pointers: some 100 ns. If the generation has moved, by a change in this process or by another
// process in the file, the sets are read again before the check answers.
package memory

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// Truth is what is on the disk. Its methods may block as long as the disk does.
type Truth interface {
	// RegisterGeneration changes whenever a register may have changed.
	RegisterGeneration(ctx context.Context) (int64, error)
	// RegisterNews tells of every register's version, and gives at most limit lines of the change log after from.
	RegisterNews(ctx context.Context, from int64, limit int) (sets.News, error)
	LoadSet(ctx context.Context, r dialer.RegisterID, known *sets.Set) (*sets.Set, error)
	AddTo(ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry) (int64, error)
	RemoveFrom(ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry) (int64, error)
	Replace(
		ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery,
	) (dialer.RegisterVersion, []sets.Member, error)
	LastChange(ctx context.Context) (int64, error)
	WatchRegisters(ctx context.Context, from int64) (<-chan dialer.RegisterChange, error)
}

// Sets are the registers in memory. Every method may be called from any goroutine.
type Sets struct {
	truth Truth
	now   atomic.Pointer[state]
	load  sync.Mutex // one reader of the truth at a time

	replacing sync.Mutex                // one at a time
	coming    atomic.Pointer[delivered] // what this process is putting up, so that it need not be read from the disk
}

// state is all registers as of one generation of the truth. It does not change.
type state struct {
	generation int64
	seq        int64 // of the newest change in it
	sets       sets.Snapshot
}

type delivered struct {
	dialer.RegisterVersion
	base *sets.Base
}

// New gives sets that read the truth when they are first asked.
func New(t Truth) *Sets { return &Sets{truth: t} }

// Close has nothing to close: the truth is its owner's.
func (s *Sets) Close() error { return nil }

// Ready reads the registers, so that the first check need not.
func (s *Sets) Ready(ctx context.Context) error {
	_, err := s.current(ctx)
	return err
}

// Check asks every named register. An error or Unknown means: do not dial.
func (s *Sets) Check(
	ctx context.Context, who dialer.Subject, regs []dialer.RegisterID,
) ([]dialer.RegisterAnswer, error) {
	var room [4]sets.Member
	members, err := sets.Members(room[:0], who)
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", who.Number.Masked(), err)
	}
	st, err := s.current(ctx)
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", who.Number.Masked(), err)
	}
	out := make([]dialer.RegisterAnswer, len(regs))
	for i, r := range regs {
		out[i].Register = r
		if set := st.sets[r]; set != nil {
			out[i] = set.Answer(members)
		}
	}
	return out, nil
}

// Snapshot gives the named registers as they are now; one that is not there is not loaded.
func (s *Sets) Snapshot(ctx context.Context, regs []dialer.RegisterID) (sets.Snapshot, error) {
	st, err := s.current(ctx)
	if err != nil {
		return nil, fmt.Errorf("take the registers: %w", err)
	}
	out := sets.Snapshot{}
	for _, r := range regs {
		out[r] = &sets.Set{Version: dialer.RegisterVersion{Register: r}}
		if set := st.sets[r]; set != nil {
			out[r] = set.Merged()
		}
	}
	return out, nil
}

// Versions tells of every register there is.
func (s *Sets) Versions(ctx context.Context) ([]dialer.RegisterVersion, error) {
	st, err := s.current(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the registers: %w", err)
	}
	return st.sets.Versions(), nil
}

// Add returns when the addition is on the disk and every later check sees it.
func (s *Sets) Add(
	ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry,
) (int64, error) {
	return s.truth.AddTo(ctx, r, who, e)
}

// Remove returns when the removal is on the disk and every later check sees it.
func (s *Sets) Remove(
	ctx context.Context, r dialer.RegisterID, who dialer.Subject, e dialer.RegisterEntry,
) (int64, error) {
	return s.truth.RemoveFrom(ctx, r, who, e)
}

// Replace returns when the new version is on the disk and every later check is made against it.
func (s *Sets) Replace(
	ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery,
) (dialer.RegisterVersion, error) {
	v, _, err := s.Put(ctx, r, base, d)
	return v, err
}

// Put is Replace, and tells whose additions and removals the version settles.
func (s *Sets) Put(
	ctx context.Context, r dialer.RegisterID, base *sets.Base, d sets.Delivery,
) (dialer.RegisterVersion, []sets.Member, error) {
	s.replacing.Lock()
	defer s.replacing.Unlock()
	st, err := s.current(ctx) // so that the version to come is known by being newer
	if err != nil {
		return dialer.RegisterVersion{}, nil, err
	}
	d.Before = st.sets[r]
	s.coming.Store(&delivered{
		dialer.RegisterVersion{Register: r, Count: base.Count(), LoadedAt: d.LoadedAt.UTC()}, base,
	})
	defer s.coming.Store(nil)
	v, settled, err := s.truth.Replace(ctx, r, base, d)
	if err == nil {
		_, _ = s.current(ctx) // so that the next check need not read it; one that fails here fails there
	}
	return v, settled, err
}

// Watch gives every addition and removal after from, in order, until ctx ends.
func (s *Sets) Watch(ctx context.Context, from int64) (<-chan dialer.RegisterChange, error) {
	return s.truth.WatchRegisters(ctx, from)
}

// LastChange is where to watch from, to hear of what comes next.
func (s *Sets) LastChange(ctx context.Context) (int64, error) { return s.truth.LastChange(ctx) }

// Deaf is nil: only this process writes, and the watch hears what it writes.
func (s *Sets) Deaf() error { return nil }
