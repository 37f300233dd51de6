package sqlite_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func TestAClientWithAnOpenInquiryIsNotRemoved(t *testing.T) {
	s, _ := openAt(t, t.TempDir(), monday)
	if err := s.PutClient(t.Context(), dialer.Client{ID: "acme", Name: "Acme"}, "cli:per"); err != nil {
		t.Fatal(err)
	}
	id := ask(t, s, email(number(1), "please write"))
	err := s.RemoveClient(t.Context(), "acme", "gone", "cli:per")
	if !errors.Is(err, dialer.ErrRefused) || !strings.Contains(err.Error(), "waits for an answer") {
		t.Errorf("got %v", err)
	}
	if err := s.CloseInquiry(t.Context(), id, answered("done"), false, "cli:per"); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveClient(t.Context(), "acme", " ", "cli:per"); !errors.As(err, new(dialer.Invalid)) {
		t.Errorf("without a reason: got %v", err)
	}
	if err := s.RemoveClient(t.Context(), "acme", "gone", "cli:per"); err != nil {
		t.Error(err)
	}
	verify(t, s)
}
