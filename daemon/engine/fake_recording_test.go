package engine_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// fakeRecordings writes down what it is told, and refuses what the story has it refuse. It holds the one promise of all
// itself: it records nothing of which the journal does not have a prompt heard to its end and a yes.
type fakeRecordings struct {
	f       *floor
	mu      sync.Mutex
	mode    consent.Mode
	untold  map[dialer.AgentID]bool // agents without a notice
	refused bool
	refuses string // the first word of an effect
}

// obey takes "recording opt_in", "recording untold bob", "recording refused", "recording refuses record".
func (t *fakeRecordings) obey(w []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch w[0] {
	case "untold":
		t.untold[dialer.AgentID(w[1])] = true
	case "refused":
		t.refused = true
	case "refuses":
		t.refuses = w[1]
	default:
		t.mode = consent.Mode(w[0])
	}
}

func (t *fakeRecordings) Terms(
	_ context.Context, _ dialer.Campaign, _ dialer.Number, terms consent.Terms,
) (consent.Terms, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	terms.Mode, terms.Category, terms.Refused, terms.Prompt = t.mode, "quality", t.refused, dialer.Prompt{
		Name: "consent-ask-nb", SHA256: "c0ffee",
	}
	return terms, nil
}

func (t *fakeRecordings) Question(context.Context, dialer.Campaign) (string, error) {
	return "consent-ask-nb", nil
}

func (t *fakeRecordings) Noticed(_ context.Context, a dialer.AgentID) (bool, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.f.notices) > 0 {
		_, err := t.f.ledger().Recorded(t.f.now(), a, "quality")
		return err == nil, nil
	}
	return !t.untold[a], nil
}

func (t *fakeRecordings) Do(_ context.Context, s consent.State, agent dialer.SessionID, ef consent.Effect) error {
	with := ""
	if agent != "" {
		with = " with " + string(agent)
	}
	t.f.note("%s-recording %s%s", s.Terms.Call, ef, with)
	t.mu.Lock()
	defer t.mu.Unlock()
	if word(ef.String()) == t.refuses {
		return errors.New("no space left")
	}
	if _, begins := ef.(consent.Record); begins &&
		!t.f.journal.has(s.Terms.Call, dialer.FactInformed, dialer.FactConsent) {
		t.f.breach(fmt.Sprintf("%s is recorded without a prompt and a yes on the disk", s.Terms.Call))
	}
	return nil
}

func (j *fakeJournal) has(id dialer.AttemptID, kinds ...dialer.FactKind) bool {
	left := map[dialer.FactKind]bool{}
	for _, k := range kinds {
		left[k] = true
	}
	for _, f := range j.all() {
		if f.Attempt == id {
			delete(left, f.Kind)
		}
	}
	return len(left) == 0
}

func (t *fakeRecordings) Sweep(context.Context) error { t.f.note("house recordings sweep"); return nil }

func (t *fakeRecordings) Halt(_ context.Context, id dialer.AttemptID, strayed bool) error {
	how := ""
	if strayed {
		how = " and drop"
	}
	t.f.note("%s-recording halt%s", id, how)
	return nil
}

// consentEvent turns "presses 1", "heard consent", "unheard consent", "unrecorded 1" into what the PBX would tell of a
// recording.
func consentEvent(id dialer.AttemptID, w []string) engine.Event {
	switch w[0] {
	case "presses":
		return engine.ConsentEvent{ID: id, Ev: consent.Key{Digit: w[1][0]}}
	case "heard", "unheard":
		return engine.ConsentEvent{ID: id, Ev: consent.Played{Sound: consent.Sound(w[1]), Whole: w[0] == "heard"}}
	case "unrecorded":
		part, _ := strconv.Atoi(w[1])
		return engine.RecordingOver{ID: id, Part: part, Why: "the PBX ended it"}
	}
	return nil
}

// consentCode is the word of a fact about a recording.
func consentCode(f dialer.Fact) string {
	if f.Code != "" &&
		(strings.HasPrefix(string(f.Kind), "consent") || strings.HasPrefix(string(f.Kind), "recording")) {
		return fmt.Sprintf(" %s", f.Code)
	}
	return ""
}
