package parts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/sirupsen/logrus"
)

// StopWithin bounds each clean-up, so that one that hangs does not keep the journal from being closed. On a busy disk
// the journal's own close takes seconds.
const StopWithin = 20 * time.Second

// Stops are the clean-ups of what was started, run last in, first out.
type Stops struct {
	Log *logrus.Entry

	all []stop
}

type stop struct {
	name string
	do   func(ctx context.Context) error
}

// Add keeps a clean-up; do has StopWithin.
func (s *Stops) Add(name string, do func(ctx context.Context) error) {
	s.all = append(s.all, stop{name, do})
}

// Run stops everything and joins what went wrong.
func (s *Stops) Run() error {
	var errs []error
	for _, x := range slices.Backward(s.all) {
		s.Log.WithField("part", x.name).Debug("stopping")
		if err := x.run(); err != nil {
			errs = append(errs, fmt.Errorf("stop %s: %w", x.name, err))
		}
	}
	return errors.Join(errs...)
}

func (x stop) run() error {
	ctx, cancel := context.WithTimeout(context.Background(), StopWithin)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- x.do(ctx) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("not within %v", StopWithin)
	}
}

// Background runs do until the stop; after a panic p runs it again.
func (s *Stops) Background(p *Parts, name string, do func(ctx context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); p.Tend(ctx, name, do) }()
	s.Add(name, func(context.Context) error { cancel(); <-ended; return nil })
}
