package sqlite

import (
	"context"
	"errors"
	"slices"
)

// errClosed is the error of a write to a store that is closed or was opened for reading.
var errClosed = errors.New("the journal is not open for writing")

// groupSize bounds one commit, so that a flood of work does not let the first of it wait for the last.
const groupSize = 4096

// job is what one caller wants done. It may run twice, when another job of its group was refused.
type job struct {
	do   func(*tx) error
	done chan error

	alone func() error // instead of do, for what SQLite does outside of transactions only
}

// submit runs do in the next group. Without an error, its changes are on the disk; with one, none of them is.
func (w *writer) submit(ctx context.Context, do func(*tx) error) error {
	return w.await(ctx, &job{do: do, done: make(chan error, 1)})
}

func (w *writer) await(ctx context.Context, j *job) error {
	if w == nil {
		return errClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !w.enqueue(j) {
		return errClosed
	}
	select {
	case err := <-j.done:
		return err
	case <-ctx.Done():
		if w.withdraw(j) {
			return ctx.Err()
		}
		return <-j.done // its commit is under way
	}
}

func (w *writer) enqueue(j *job) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return false
	}
	w.queue = append(w.queue, j)
	select {
	case w.wake <- struct{}{}:
	default:
	}
	return true
}

// withdraw removes a job from the queue, if no group has it yet.
func (w *writer) withdraw(j *job) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.Index(w.queue, j)
	if i < 0 {
		return false
	}
	w.queue = slices.Delete(w.queue, i, i+1)
	return true
}

// nextGroup takes the jobs that wait from the queue, up to groupSize or to a job that must run alone. open is false
// once the queue is closed.
func (w *writer) nextGroup() (group []*job, open bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for n < min(len(w.queue), groupSize) && w.queue[n].alone == nil {
		n++
	}
	if n == 0 && len(w.queue) > 0 {
		n = 1
	}
	group, w.queue = slices.Clone(w.queue[:n]), slices.Delete(w.queue, 0, n)
	return group, !w.closed
}

// drain takes no more work and waits until the rest is written.
func (w *writer) drain() {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	select {
	case w.wake <- struct{}{}:
	default:
	}
	<-w.ended
}
