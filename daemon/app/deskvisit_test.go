package app_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

// notes keep what the desk makes of a visit, unless they are full.
type notes struct {
	mu      sync.Mutex
	full    bool
	kept    []dialer.Inquiry
	voices  map[dialer.InquiryID]string
	dropped []string
}

func (n *notes) AddInquiry(_ context.Context, in dialer.Inquiry) (dialer.InquiryID, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.full {
		return 0, errors.New("disk full")
	}
	n.kept = append(n.kept, in)
	n.voice(dialer.InquiryID(len(n.kept)), in.Voice)
	return dialer.InquiryID(len(n.kept)), nil
}

func (n *notes) KeepVoice(_ context.Context, id dialer.InquiryID, recording string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.full {
		return errors.New("disk full")
	}
	n.voice(id, recording)
	return nil
}

func (n *notes) DropVoice(_ context.Context, recording string) error {
	n.dropped = append(n.dropped, recording)
	return nil
}

func (n *notes) voice(id dialer.InquiryID, recording string) {
	if n.voices == nil {
		n.voices = map[dialer.InquiryID]string{}
	}
	n.voices[id] = recording
}

// why asks the gate about the caller, in a campaign.
func why(t *testing.T, h *app.Rooms, campaign, n string) string {
	t.Helper()
	w, err := h.Why(t.Context(), verb.WhyQuery{Campaign: campaign, Number: n})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range w.Steps {
		if s.Code == gate.BlockOwn || s.Code == gate.BlockClient {
			return s.Code
		}
	}
	return ""
}

func TestAReservationByKeyBindsTheNextDial(t *testing.T) {
	tests := []struct {
		name  string
		scope dialplan.Scope
		want  map[string]string // by campaign
	}{
		{"with those who were named", dialplan.ForClients, map[string]string{
			"fjellvann-service": gate.BlockClient, "sentrum-service": gate.BlockClient, "third-service": "",
		}},
		{"with everyone", dialplan.ForEveryone, map[string]string{
			"fjellvann-service": gate.BlockOwn, "sentrum-service": gate.BlockOwn, "third-service": gate.BlockOwn,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := deskHouse(t)
			third := "clients:\n  - {id: third, name: Third AS, spoken: Third, orgno: \"999 999 997\", phone: 22 00 " +
				"00 04, visible: [\"+4722000004\"]}\n"
			text := strings.NewReplacer("fjellvann-service", "third-service", "client: fjellvann", "client: third",
				visible, "+4722000004").Replace(example(t, "example/campaign.yaml"))
			_, err1 := h.AddClients(t.Context(), []byte(third), "test")
			_, err2 := h.AddCampaign(t.Context(), []byte(text), "test")
			if err := errors.Join(err1, err2); err != nil {
				t.Fatal(err)
			}
			tellRung(t, h, rung{"fjellvann-service", caller, tuesday(9, 0, 0)},
				rung{"sentrum-service", caller, tuesday(9, 10, 0)})
			d, n := desk(h)
			v := visitOf(t, d, rings(caller))
			for campaign := range tt.want {
				if got := why(t, h, campaign, caller); got != "" {
					t.Fatalf("%s before: got %s", campaign, got)
				}
			}
			if err := v.Reserve(t.Context(), tt.scope); err != nil {
				t.Fatal(err)
			}
			for campaign, want := range tt.want {
				if got := why(t, h, campaign, caller); got != want {
					t.Errorf("%s: got %q, want %q", campaign, got, want)
				}
				if got := why(t, h, campaign, theOther); got != "" {
					t.Errorf("%s, another's number: got %q", campaign, got)
				}
			}
			if err := v.Over(t.Context(), dialplan.VisitEnd{Whole: true}); err != nil || len(n.kept) != 0 {
				t.Errorf("confirmed on the line it is done: got %v, %+v", err, n.kept)
			}
			facts, err := h.Told(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range facts {
				if f.Kind == dialer.FactReserved &&
					(f.Number != caller || f.By != "desk" || f.Detail != "asked by key at the desk") {
					t.Errorf("got %+v", f)
				}
			}
		})
	}
}

func TestWhoHasNoNumberReservesNothing(t *testing.T) {
	for _, from := range []string{"", "+46700000001", "Anonymous"} {
		h := deskHouse(t)
		d, _ := desk(h)
		v := visitOf(t, d, rings(from))
		for _, s := range []dialplan.Scope{dialplan.ForClients, dialplan.ForEveryone} {
			// by this the caller is told why
			if err := v.Reserve(t.Context(), s); !errors.Is(err, dialplan.ErrNoNumber) {
				t.Errorf("%q: got %v", from, err)
			}
		}
		if all, err := h.Reservations(t.Context()); err != nil || len(all) != 0 {
			t.Errorf("%q: got %+v, %v", from, all, err)
		}
	}
}

// timeless takes away the times, after looking at them.
func timeless(all []dialer.Inquiry) []dialer.Inquiry {
	var out []dialer.Inquiry
	for _, in := range all {
		if in.Due.Sub(in.Received) == 24*time.Hour {
			in.Due, in.Received = time.Time{}, time.Time{}
		}
		in.Voice = "" // the notes have it
		out = append(out, in)
	}
	return out
}

func TestWhatACallerWantsBecomesOneInquiry(t *testing.T) {
	const channel = "1763974800.7"
	recorded := dialplan.Message{Recording: "ringevett/desk/7", Seconds: 12}
	full := dialplan.Message{Why: "the PBX refused: no space left on device"}
	say := func(t *testing.T, v dialplan.Visit, m dialplan.Message) {
		t.Helper()
		if err := v.Message(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	over := func(t *testing.T, v dialplan.Visit, heard ...string) {
		t.Helper()
		if err := v.Over(t.Context(), dialplan.VisitEnd{Heard: heard}); err != nil {
			t.Fatal(err)
		}
	}
	wait := func(t *testing.T, d app.Desk, how string) {
		t.Helper()
		if err := d.Unanswered(t.Context(), channel, how); err != nil {
			t.Fatal(err)
		}
	}
	base := dialer.Inquiry{
		Visit: channel, Number: caller, Visible: visible, Client: "fjellvann", Campaign: "fjellvann-service",
	}
	of := func(way dialer.InquiryChannel, text string, seconds int) []dialer.Inquiry {
		in := base
		in.Channel, in.Text, in.Seconds = way, text, seconds
		return []dialer.Inquiry{in}
	}
	tests := []struct {
		name  string
		from  string
		do    func(t *testing.T, d app.Desk, v dialplan.Visit)
		want  []dialer.Inquiry
		voice string
	}{
		{"a message", caller, func(t *testing.T, _ app.Desk, v dialplan.Visit) {
			say(t, v, recorded)
			over(t, v, "nb greeting", "key 3", "nb leave")
		}, of(dialer.InquiryMessage, "", 12), recorded.Recording},
		{"a message that could not be recorded", caller,
			func(t *testing.T, _ app.Desk, v dialplan.Visit) { say(t, v, full) },
			of(dialer.InquiryMessage,
				"wanted to leave a message, and there is none: the PBX refused: no space left on device", 0), ""},
		{"the same of an unknown caller", "", func(t *testing.T, _ app.Desk, v dialplan.Visit) { say(t, v, full) },
			nil, ""},
		{"no agent was free, and the caller hung up", caller,
			func(t *testing.T, d app.Desk, _ dialplan.Visit) { wait(t, d, "hung up while waiting") },
			of(dialer.InquiryStaff, "asked for somebody and reached no one: hung up while waiting", 0), ""},
		{"no agent was free, and the caller left a message: one person, one answer", caller,
			func(t *testing.T, d app.Desk, _ dialplan.Visit) {
				wait(t, d, "no agent was free within the wait")
				back := rings(caller)
				back.Busy = true
				v := visitOf(t, d, back)
				say(t, v, recorded)
				over(t, v, "nb busy", "nb leave")
			}, of(dialer.InquiryStaff, "asked for somebody and reached no one: no agent was free within the wait", 0),
			recorded.Recording},
		{"the word that no agent was free comes after the message", caller,
			func(t *testing.T, d app.Desk, v dialplan.Visit) {
				say(t, v, recorded)
				wait(t, d, "no agent was free within the wait")
			}, of(dialer.InquiryMessage, "", 12), recorded.Recording},
		{"asked for somebody outside the hours, and hung up", caller,
			func(t *testing.T, _ app.Desk, v dialplan.Visit) { over(t, v, "nb greeting", "key 0", "nb closed") },
			of(dialer.InquiryStaff, "asked for somebody and reached no one", 0), ""},
		{"heard the greeting, and no more", caller,
			func(t *testing.T, _ app.Desk, v dialplan.Visit) { over(t, v, "nb greeting") }, nil, ""},
		{"talked to an agent", caller, func(t *testing.T, d app.Desk, _ dialplan.Visit) {
			if err := d.Taken(t.Context(), channel, "kari"); err != nil {
				t.Error(err)
			}
		}, nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := deskHouse(t)
			tellRung(t, h, rung{"fjellvann-service", caller, tuesday(9, 0, 0)})
			d, n := desk(h)
			tt.do(t, d, visitOf(t, d, rings(tt.from)))
			if diff := cmp.Diff(tt.want, timeless(n.kept)); diff != "" || n.voices[1] != tt.voice {
				t.Errorf("voice %q, want %q (-want +got):\n%s", n.voices[1], tt.voice, diff)
			}
		})
	}
}

func TestAWithheldCallersMessageIsAnInquiryWithoutANumber(t *testing.T) {
	h := deskHouse(t)
	d, n := desk(h)
	if err := visitOf(t, d, rings("")).Message(t.Context(), dialplan.Message{
		Recording: "ringevett/desk/7", Seconds: 5,
	}); err != nil {
		t.Fatal(err)
	}
	want := []dialer.Inquiry{
		{Channel: dialer.InquiryMessage, Visit: "1763974800.7", Visible: visible, Client: "fjellvann", Seconds: 5},
	}
	if diff := cmp.Diff(want, timeless(n.kept)); diff != "" || n.voices[1] != "ringevett/desk/7" {
		t.Errorf("voices %v (-want +got):\n%s", n.voices, diff)
	}
}

// After a restart the wait for an agent is told of a visit that only the journal knows.
func TestAVisitOfBeforeARestartBecomesAnInquiryToo(t *testing.T) {
	h := deskHouse(t)
	d, _ := desk(h)
	visitOf(t, d, rings(caller))
	d, n := desk(h)
	if err := d.Unanswered(t.Context(), "1763974800.7", "the daemon was away"); err != nil {
		t.Fatal(err)
	}
	if len(n.kept) != 1 || n.kept[0].Number != caller {
		t.Errorf("got %+v", n.kept)
	}
	if err := d.Unanswered(t.Context(), "7.8", "hung up"); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("an unknown visit: got %v", err)
	}
}

func TestTheDeskIsStaffedInItsHours(t *testing.T) {
	h := deskHouse(t)
	d, _ := desk(h)
	v := visitOf(t, d, rings(caller))
	for at, want := range map[time.Time]bool{
		tuesday(9, 0, 0): true, tuesday(15, 59, 0): true, tuesday(16, 0, 1): false,
		tuesday(10, 0, 0).AddDate(0, 0, 4): false,
	} {
		h.At(at)
		if got := v.Staffed(); got != want {
			t.Errorf("%v: got %v", at, got)
		}
	}
}

// Two clients rang, and their campaigns have different languages: the greeting is in one that has all of it.
func TestTheGreetingIsInALanguageThatHasAllOfIt(t *testing.T) {
	h := deskHouse(t)
	tellRung(t, h, rung{"fjellvann-service", caller, tuesday(9, 0, 0)})
	d, _ := desk(h)
	v := visitOf(t, d, rings(caller))
	if got := v.Language(); got != "nb" {
		t.Errorf("where all is there: got %s, want the campaign's", got)
	}
	for _, p := range []dialplan.Part{dialplan.PartGreeting, dialplan.PartMenu} {
		files, err := v.Words("nn", p)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if err := errors.Join(os.MkdirAll(filepath.Dir(f), 0o755), os.WriteFile(f+".wav", nil, 0o600)); err != nil {
				t.Fatal(err)
			}
		}
	}
	ours, err := v.Words("nb", dialplan.PartMenu)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(ours[0] + ".wav"); err != nil {
		t.Fatal(err)
	}
	d, _ = desk(h)
	if got := visitOf(t, d, rings(caller)).Language(); got != "nn" {
		t.Errorf("got %s, want nn", got)
	}
}

// A returned call is none of ours: it is in none of the six figures (4.3), and a person who asks what is held on their
// number sees it.
func TestAReturnedCallIsInNoFigureAndInWhatIsHeldOnTheNumber(t *testing.T) {
	h := deskHouse(t)
	tellRung(t, h, rung{"fjellvann-service", caller, tuesday(9, 0, 0)})
	before, err := h.Figures(t.Context(), verb.FiguresQuery{})
	if err != nil {
		t.Fatal(err)
	}
	d, _ := desk(h)
	v := visitOf(t, d, rings(caller))
	gone := dialer.Fact{
		At: tuesday(10, 1, 0), Kind: dialer.FactReturnedLost, Code: "1763974800.7", Detail: "hung up while waiting",
	}
	other := dialer.Fact{At: tuesday(10, 1, 0), Kind: dialer.FactReturnedAgent, Code: "1763974800.8", Agent: "kari"}
	if err := errors.Join(h.Tell(t.Context(), gone, other),
		v.Over(t.Context(), dialplan.VisitEnd{Heard: []string{"nb greeting"}})); err != nil {
		t.Fatal(err)
	}
	after, err := h.Figures(t.Context(), verb.FiguresQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
	s, err := h.Subject(t.Context(), caller, "test")
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, f := range s.Facts {
		if strings.HasPrefix(f.Kind, "returned") {
			kinds = append(kinds, f.Kind)
		}
	}
	if diff := cmp.Diff([]string{"returned", "returned_lost", "returned_over"}, kinds); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
