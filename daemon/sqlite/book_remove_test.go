package sqlite_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
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

// TestAClientOfArchivedCampaignsIsPutAway: the figures and the desk keep its name and numbers. It takes no new
// campaign, and can be added again.
func TestAClientOfArchivedCampaignsIsPutAway(t *testing.T) {
	s, clock := openAt(t, t.TempDir(), monday)
	ctx := t.Context()
	book(t, s)
	must(t, s.Reserve(ctx, "acme", number(1), "letter", "test"))
	write(t, s, booked(1, number(2)), ended(1, dialer.Busy))
	if err := s.RemoveClient(ctx, "acme", "gone", "test"); !errors.Is(err, dialer.ErrRefused) ||
		!strings.Contains(err.Error(), "wool") {
		t.Errorf("with a campaign that is not archived: %v", err)
	}
	archives(t, s, "")
	must(t, s.RemoveClient(ctx, "acme", "gone", "test"))
	if c, err := s.Client(ctx, "acme"); err != nil || !c.Archived.Equal(monday) || c.Name != acme.Name ||
		!c.Owns("+4722000001") {
		t.Errorf("the client that was put away: %+v, %v", c, err)
	}
	if err := s.RemoveClient(ctx, "acme", "gone", "test"); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("a second time: %v", err)
	}
	next := wool
	next.ID = "mittens"
	if err := s.PutCampaign(ctx, next, "test"); !errors.Is(err, dialer.ErrRefused) ||
		!strings.Contains(err.Error(), "client add") {
		t.Errorf("a new campaign for it: %v", err)
	}
	other := dialer.Client{ID: "umbra", Name: "Umbra", Visible: acme.Visible}
	if err := s.PutClient(ctx, other, "test"); !errors.Is(err, dialer.ErrRefused) ||
		!strings.Contains(err.Error(), "was client acme's") {
		t.Errorf("its number for another client at once: %v", err)
	}
	if _, reserved, err := s.Reserved(ctx, number(1), "acme"); err != nil || !reserved {
		t.Errorf("its register: %v, %v", reserved, err)
	}
	must(t, errors.Join(s.PutClient(ctx, acme, "test"), s.PutCampaign(ctx, next, "test")))
	if f := facts(t, s, sqlite.Query{}); f[len(f)-2].Detail != "client acme is back in the book" {
		t.Errorf("the journal says %q", f[len(f)-2].Detail)
	}
	must(t, s.ArchiveCampaign(ctx, next.ID, "over", "test"))
	must(t, s.RemoveClient(ctx, "acme", "gone again", "test"))
	clock.at = clock.at.AddDate(2, 0, 2)
	must(t, s.PutClient(ctx, other, "test"))
	verify(t, s)
}
