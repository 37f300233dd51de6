package calls_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// oneOpen dials a call without an agent held for it as soon as there is a lead; the guard stands beside it.
type oneOpen struct{}

func (oneOpen) Event(pacing.Event)                         {}
func (oneOpen) Decide(*pacing.Observation) pacing.Decision { return pacing.Decision{Open: 1} }
func (f *floor) heldOpen(n int, p phone.Plan) dialer.AttemptID { // while every agent talks
	f.t.Helper()
	f.lead(n, p)
	return f.fact(fmt.Sprintf("number %d booked", n),
		func(x dialer.Fact) bool { return x.Kind == dialer.FactBooked && x.Number == number(n) }).Attempt
}

// row is one form of norm 2.3 as it went on the real PBX: what it counts as, and what the consumer heard, from the
// answer on.
type row struct {
	form, heard string
	dialer.AttemptID
	class       figures.Class
	begin, end  time.Duration // of the message; both 0: none was heard
	left        time.Duration // the end of the call
	by          string
	writtenAt   time.Duration // the journal's, of the message
	likeness    float64
	otherVoices string
}

// went reads what became of an attempt, from the journal and from the consumer's phone.
func (f *floor) went(form string, n int, id dialer.AttemptID) row {
	f.t.Helper()
	f.kind(id, dialer.FactEnded)
	var a figures.Attempt
	for _, x := range f.all() {
		if x.Attempt == id {
			a.Apply(x)
		}
	}
	c := f.consumer(n)
	r := row{
		form: form, AttemptID: id, class: figures.Classify(a),
		by: map[string]string{"us": "the consumer", "them": "ringevett"}[c.EndedBy],
	}
	if c.Answered.IsZero() {
		r.heard = "ringing only"
		return r
	}
	r.left = c.Ended.Sub(c.Answered)
	if !a.Message.IsZero() {
		r.writtenAt = a.Message.Sub(a.Answered)
	}
	r.listen(f.t, c)
	return r
}

// listen finds the message in what the consumer's phone received, piece by piece, and an agent's tone beside it.
func (r *row) listen(t testing.TB, c phone.Record) {
	prompt := message(t)
	const probe, piece, slack = 2 * phone.Rate, phone.Rate / 2, phone.Rate / 50
	score, at := phone.Likeness(c.Audio, prompt[:probe])
	if r.likeness = score; score >= 0.5 {
		first := int(at.Seconds() * phone.Rate)
		last := first
		for i := 0; i+piece <= len(prompt) && first+i+piece <= len(c.Audio); i += piece {
			if s, _ := phone.Likeness(c.Audio[max(0, first+i-slack):min(len(c.Audio), first+i+piece+slack)],
				prompt[i:i+piece]); s >= 0.5 {
				last = first + i + piece
			}
		}
		since := c.FirstRTP.Sub(c.Answered)
		r.begin, r.end = since+samples(first), since+samples(last)
		r.heard = fmt.Sprintf("the message, %.1f s of %.1f s", (r.end - r.begin).Seconds(),
			samples(len(prompt)).Seconds())
	}
	for _, s := range c.Loud {
		if from := s.To.Add(-500 * time.Millisecond); s.To.Sub(s.From) > time.Second &&
			phone.HasTone(c.Between(from, s.To), 1000) {
			r.otherVoices = fmt.Sprintf("an agent until %.1f s", s.To.Sub(c.Answered).Seconds())
		}
	}
	if words := slices.DeleteFunc([]string{r.heard, r.otherVoices},
		func(s string) bool { return s == "" }); len(words) > 0 {
		r.heard = strings.Join(words, ", ")
	} else {
		r.heard = "nothing"
	}
}

func samples(n int) time.Duration { return time.Duration(n) * time.Second / phone.Rate }

// message is the abandoned call's, as it is played.
func message(t testing.TB) []int16 {
	t.Helper()
	pcm, err := phone.ReadWAV(filepath.Join(sounds(), "nb", "abandoned.example.wav"))
	must(t, err)
	return pcm
}

// print is the row of the table.
func (r row) print() string {
	n := func(b bool) int { return map[bool]int{true: 1}[b] }
	var also []string
	for word, is := range map[string]bool{"late_transfer": r.class.LateTransfer, "agent_drop": r.class.AgentDropCounted,
		"early_hangup":          r.class.EarlyHangup,
		string(r.class.Outcome): !r.class.Answered} {
		if is {
			also = append(also, word)
		}
	}
	message := "     -     "
	if r.end > 0 {
		message = fmt.Sprintf("%4.1f – %4.1f", r.begin.Seconds(), r.end.Seconds())
	}
	return fmt.Sprintf("%-46s %d %d %d %d %d  %-17s %-11s  %-50s over at %4.1f s by %s", r.form, n(r.class.Attempted),
		n(r.class.Answered), n(r.class.Connected),
		n(r.class.Transferred), n(r.class.Abandoned), strings.Join(also, " "), message, r.heard, r.left.Seconds(), r.by)
}

// hold holds a row to the law: abandoned or not, no more than 15 s of message, begun within T and what the PBX takes.
func (r row) hold(t *testing.T, abandoned, heard bool) {
	t.Helper()
	const within = 2*time.Second + 300*time.Millisecond
	if r.class.Abandoned != abandoned {
		t.Errorf("%s: abandoned %v, want %v", r.form, r.class.Abandoned, abandoned)
	}
	if got := r.end > 0; got != heard {
		t.Errorf("%s: message heard %v (likeness %.2f), want %v", r.form, got, r.likeness, heard)
	}
	if heard && (r.end-r.begin > 15*time.Second || !r.class.AgentDrop && (r.begin > within || r.writtenAt > within)) {
		t.Errorf("%s: the message was heard from %v to %v, in the journal from %v; want at most 15 s from %v on",
			r.form, r.begin, r.end, r.writtenAt, within)
	}
}

// TestSevenForms: each form of an abandoned call (norm 2.3), and what is none, on the real PBX with the message's own
// audio.
func TestSevenForms(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var table []string
	add := func(rs ...row) {
		mu.Lock()
		defer mu.Unlock()
		for _, r := range rs {
			table = append(table, r.print())
		}
	}
	if long := samples(len(message(t))); long > 15*time.Second {
		t.Errorf("the message is %v long", long)
	}
	t.Run("forms", func(t *testing.T) {
		t.Run("open calls", func(t *testing.T) { t.Parallel(); add(openForms(t)...) })
		t.Run("glare", func(t *testing.T) {
			t.Parallel()
			f := abandonedFloor(t, phone.Plan{Ring: 2 * time.Second, Send: phone.Silence()})
			r := f.went("5  glare: cancelled, and the answer won", 1, 1)
			r.hold(t, true, true)
			add(r)
		})
		t.Run("agent drop", func(t *testing.T) {
			t.Parallel()
			f := dropFloor(t, 0)
			r := f.went("6  the agent's leg dies after a second", 1, 1)
			r.hold(t, true, true)
			add(r)
		})
		t.Run("none", func(t *testing.T) { t.Parallel(); add(noForms(t)...) })
	})
	slices.Sort(table)
	t.Logf("\n%-46s a b c d e  %-17s %-11s  what the consumer heard\n%s", "form (norm 2.3)", "also", "message s",
		strings.Join(table, "\n"))
}

// openForms has the only agent talk, and rings others meanwhile, without an agent for them.
func openForms(t *testing.T) (rs []row) {
	set := pacing.Defaults()
	f := newFloor(t, options{pacing: &set, morning: smallMorning, newPacer: oneOpen{}})
	f.agent(1, phone.Tone(700))
	f.kind(f.heldOpen(1, phone.Plan{Ring: 300 * time.Millisecond, Send: phone.Tone(400)}), dialer.FactBridged)
	quiet := func(hold time.Duration) phone.Plan {
		return phone.Plan{Ring: 500 * time.Millisecond, Send: phone.Silence(), Hold: hold}
	}
	all := []struct {
		form  string
		plan  phone.Plan
		heard bool
	}{
		{"3  gone at 0.6 s, no agent was held for it", quiet(600 * time.Millisecond), false},
		{"4  gone at 4 s, without an agent", quiet(4 * time.Second), true},
		{"7  a prompt without an agent, gone at 5 s", quiet(5 * time.Second), true},
		{"1  no agent came, the message to its end", quiet(0), true},
	}
	ids := make([]dialer.AttemptID, len(all))
	for n, c := range all { // beside each other: each message takes its time
		ids[n] = f.heldOpen(n+2, c.plan)
	}
	for n, c := range all {
		r := f.went(c.form, n+2, ids[n])
		r.hold(t, true, c.heard)
		rs = append(rs, r)
	}
	id := f.heldOpen(6, phone.Plan{Ring: 500 * time.Millisecond, Send: phone.Silence(), Hold: 14 * time.Second})
	f.kind(id, dialer.FactMessage)
	f.agent(2, phone.Tone(1000))
	f.kind(id, dialer.FactBridged)
	r := f.went("2  an agent comes too late, they talk", 6, id)
	r.hold(t, true, true)
	if r.otherVoices == "" {
		t.Error("form 2: the consumer did not hear the agent who came late")
	}
	return append(rs, r)
}

// noForms are not abandoned: an agent was on the way and the consumer left before T; none had answered.
func noForms(t *testing.T) []row {
	f, second := changesHands(t)
	early := f.went("-  not abandoned: gone at 0.6 s, one was held", 1, 1)
	early.hold(t, false, false)
	f.lead(2, phone.Plan{Never: true})
	f.kind(2, dialer.FactRinging)
	must(t, second.HangUp())
	cancelled := f.went("-  not abandoned: cancelled while it rang", 2, 2)
	cancelled.hold(t, false, false)
	return []row{early, cancelled}
}
