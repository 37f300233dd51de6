package rest_test

import (
	"context"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// staff are the people of a fake house, and what the server noted of them.
type staff struct {
	all   []dialer.User
	noted []dialer.Fact
	deaf  error // the journal cannot be written
}

func (s *staff) Staff(context.Context) ([]dialer.User, error) { return s.all, nil }

func (s *staff) Note(_ context.Context, f dialer.Fact) error {
	if s.deaf == nil {
		s.noted = append(s.noted, f)
	}
	return s.deaf
}
