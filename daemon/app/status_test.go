package app_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func TestStatusNamesWhatTheJournalRefused(t *testing.T) {
	h := open(t)
	if s, err := h.Status(t.Context()); err != nil || s.SetAside != "" {
		t.Errorf("before: got %q, %v", s.SetAside, err)
	}
	fine(t, h.SetAside(dialer.Batch{Facts: []dialer.Fact{{Kind: dialer.FactEnded, Attempt: 7}}}, errors.New("no good")))
	s, err := h.Status(t.Context())
	if err != nil || !strings.Contains(s.SetAside, "refused: 1, in") ||
		!strings.Contains(s.SetAside, "set-aside.jsonl") || !strings.Contains(s.SetAside, "no good") {
		t.Errorf("got %q, %v", s.SetAside, err)
	}
}
