package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/sirupsen/logrus"
)

// stopWithin bounds each clean-up, so that one that hangs does not keep the journal from being closed.
const stopWithin = 5 * time.Second

// stops are the clean-ups of what was started, run last in, first out.
type stops struct {
	log *logrus.Entry
	all []stop
}

type stop struct {
	name string
	do   func(ctx context.Context) error
}

func (s *stops) add(name string, do func(ctx context.Context) error) {
	s.all = append(s.all, stop{name, do})
}

// run stops everything and joins what went wrong.
func (s *stops) run() error {
	var errs []error
	for _, x := range slices.Backward(s.all) {
		s.log.WithField("part", x.name).Debug("stopping")
		if err := x.run(); err != nil {
			errs = append(errs, fmt.Errorf("stop %s: %w", x.name, err))
		}
	}
	return errors.Join(errs...)
}

func (x stop) run() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- x.do(ctx) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("not within %v", stopWithin)
	}
}
