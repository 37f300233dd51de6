package sqlite

import (
	"context"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/tick"
)

// What one step of night work may take of the writer's time, and how long it lets others have it before the next, as a
// multiple of what it took.
const (
	nightStep = 8 * time.Millisecond
	nightRest = 4
)

// inSteps carries step out in transactions of its own as long as it asks for more, and rests after each, so that
// bookings need not wait for long. A step keeps to nightStep by itself.
func (s *Store) inSteps(ctx context.Context, step func(t *tx) (more bool, err error)) error {
	for more := true; more; {
		began := time.Now()
		err := s.writer.submit(ctx, func(t *tx) (err error) {
			more, err = step(t)
			return err
		})
		if err == nil {
			err = pause(ctx, min(time.Second, nightRest*time.Since(began)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// deleteStep is how many rows one transaction of night work deletes.
const deleteStep = 500

// deleteInSteps carries out a DELETE whose last parameter is how many rows it may take, until none are left.
func (s *Store) deleteInSteps(ctx context.Context, query string, args ...any) (gone int, err error) {
	err = s.inSteps(ctx, func(t *tx) (bool, error) {
		n, err := t.change(query, append(slices.Clone(args), deleteStep)...)
		gone += int(n)
		return n == deleteStep, err
	})
	return gone, err
}

func pause(ctx context.Context, d time.Duration) error {
	tick.Pause(ctx, d)
	return ctx.Err()
}
