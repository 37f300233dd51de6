//go:build night

package calls_test

import (
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// TestNightAnswerUnderWhisper prints the time from the consumer's answer to the agent's voice in the consumer's ear and
// to the consumer's in the agent's: over 20 calls, and over 60 in which the agent still hears the whisper when the
// consumer answers. The bound asserted is the norm's T, not the machine's speed. The whisper must not reach the
// consumer.
func TestNightAnswerUnderWhisper(t *testing.T) {
	const plain, whispered = 20, 60
	f := newFloor(t, options{leads: plain, wrapUp: 100 * time.Millisecond})
	f.trunk.PlanAll(phone.Plan{Ring: 600 * time.Millisecond, Send: phone.Tone(consumerHz), Hold: 500 * time.Millisecond})
	legs := map[dialer.AgentID]*phone.Call{}
	for n := range 3 {
		legs[agentID(n+1)] = f.agent(n+1, phone.Tone(agentHz))
	}
	f.over(1, plain)
	f.answers("nothing is whispered", legs, 1, plain)
	f.alsoDials()
	var more []dialer.Lead
	for n := range whispered {
		more = append(more, dialer.Lead{Campaign: "c1", Number: number(plain + n + 1), Source: "kunder"})
	}
	f.load(more)
	f.over(plain+1, plain+whispered)
	f.want(six{a: plain + whispered, b: plain + whispered, c: plain + whispered, d: plain + whispered})
	f.answers("the whisper still plays", legs, plain+1, plain+whispered)
}

// over waits for the ends of attempts.
func (f *floor) over(first, last int) {
	f.t.Helper()
	for id := first; id <= last; id++ {
		f.kind(dialer.AttemptID(id), dialer.FactEnded)
	}
}

// alsoDials starts a second campaign of the client, without leads: from now on the agents hear, while a call rings, of
// which campaign it is.
func (f *floor) alsoDials() {
	f.t.Helper()
	c := f.campaign(f.campaignOf("c1").Client)
	c.ID = "c2"
	must(f.t, f.store.PutCampaign(f.t.Context(), c, "test"))
	must(f.t, f.store.SetRunning(f.t.Context(), c.ID, true, "test", "beside the first"))
	must(f.t, f.e.PutCampaign(f.t.Context(), f.campaignOf("c2")))
}

// answers measures the answers of some attempts, and holds what the consumers heard.
func (f *floor) answers(what string, legs map[dialer.AgentID]*phone.Call, first, last int) {
	f.t.Helper()
	whisper, err := phone.ReadWAV(filepath.Join(sounds(), "agent", "refused.wav"))
	must(f.t, err)
	whisper = whisper[:phone.Rate/2]
	var atConsumer, atAgent []time.Duration
	var rest []float64
	like := 0.0
	for id := dialer.AttemptID(first); id <= dialer.AttemptID(last); id++ {
		r := f.consumer(f.numberOf(id))
		heard := r.LoudAfter(r.Answered)
		if heard.IsZero() || heard.Sub(r.Answered) > 2*time.Second {
			f.t.Errorf("%s heard no agent within 2 s of the answer (%v)", id, heard.Sub(r.Answered))
			continue
		}
		atConsumer = append(atConsumer, heard.Sub(r.Answered))
		pcm := r.Between(heard.Add(40*time.Millisecond), r.Ended.Add(-40*time.Millisecond))
		rest = append(rest, besides(pcm, agentHz))
		score, _ := phone.Likeness(pcm, whisper)
		like = max(like, score)
		leg := legs[f.kind(id, dialer.FactBridged).Agent]
		if after, ok := toneAfter(leg.Between(r.Answered, r.Ended), consumerHz); ok {
			atAgent = append(atAgent, after)
		}
	}
	if n := last - first + 1; len(atConsumer) < n*5/6 || len(atAgent) < n*5/6 {
		f.t.Fatalf("%s: of %d calls only %d and %d were measured", what, n, len(atConsumer), len(atAgent))
	}
	slices.Sort(rest)
	f.t.Logf("%s: answer to the agent's voice at the consumer: %s", what, percentiles(atConsumer))
	f.t.Logf("%s: answer to the consumer's voice at the agent: %s", what, percentiles(atAgent))
	f.t.Logf("%s: at the consumer, but for the agent's tone: median %.1f dB, worst %.1f dB; likeness to the whisper %.2f",
		what, rest[len(rest)/2], rest[len(rest)-1], like)
	if like > sounded/2 || rest[len(rest)/2] > unheard {
		f.t.Errorf("%s: the consumer hears more than the agent", what)
	}
}

// numberOf is the index of an attempt's number.
func (f *floor) numberOf(id dialer.AttemptID) (n int) {
	for n = 1; number(n) != f.kind(id, dialer.FactBooked).Number; n++ {
	}
	return n
}

// besides is the level in dB of what is heard beside a tone.
func besides(pcm []int16, hz float64) float64 {
	return 10*math.Log10(1-phone.ToneShare(pcm, hz)) + phone.Level(pcm)
}

// toneAfter is when a tone is first heard in what a phone received, to 20 ms; the whisper may go on beside it.
func toneAfter(pcm []int16, hz float64) (after time.Duration, heard bool) {
	const window, step = phone.Rate / 25, phone.Rate / 200
	for at := 0; at+window <= len(pcm); at += step {
		if phone.ToneShare(pcm[at:at+window], hz) > 0.4 {
			return time.Duration(at) * time.Second / phone.Rate, true
		}
	}
	return 0, false
}

// percentiles prints durations, which it sorts.
func percentiles(all []time.Duration) string {
	slices.Sort(all)
	at := func(share int) time.Duration {
		return all[min(len(all)-1, len(all)*share/100)].Round(100 * time.Microsecond)
	}
	return "n " + strconv.Itoa(len(all)) + ", p50 " + at(50).String() + ", p99 " + at(99).String() + ", max " +
		at(100).String()
}
