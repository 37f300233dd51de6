package engine_test

import (
	"context"
	"sync/atomic"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/shown"
)

// fakeShows is a PBX whose trunk sends one number for every call; "nothing" cannot be read.
type fakeShows struct{ from atomic.Value }

func (s *fakeShows) Shown(context.Context, dialer.AttemptID) (shown.Look, error) {
	from := s.from.Load().(string)
	if from == "nothing" {
		return shown.Look{Why: "DAHDI does not tell which number it sends"}, nil
	}
	return shown.Look{Read: true, From: from, Leg: "PJSIP/trunk-00000001"}, nil
}

// lift gives a person's word on the number of the story's campaign.
func (f *floor) lift(word string) error {
	if word == "confirm" {
		return f.e.ConfirmShown(f.t.Context(), f.camp.Visible, "seen on a phone", "cli:kari")
	}
	return f.e.ShowAgain(f.t.Context(), f.camp.Visible, "the route is mended", "cli:kari")
}

// shown is what the journal keeps of the numbers that went out.
func (j *fakeJournal) shown() []shown.Kept {
	kept := map[dialer.Number]shown.Kept{}
	for _, f := range j.all() {
		switch {
		case f.Kind != dialer.FactShown || f.Code == dialer.ShownSame:
		case f.Code == dialer.ShownAgain:
			delete(kept, f.Visible)
		default:
			kept[f.Visible] = shown.Kept{Visible: f.Visible, Code: f.Code, Route: f.Route, Sent: f.Sent,
				Why: f.Detail, At: f.At, By: f.By}
		}
	}
	all := make([]shown.Kept, 0, len(kept))
	for _, k := range kept {
		all = append(all, k)
	}
	return all
}
