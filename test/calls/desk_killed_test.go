package calls_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// TestAMessageWhoseDaemonIsKilled: the daemon is killed while two callers speak. One hangs up: the next daemon finds
// the message with the PBX. The other goes on speaking while that daemon looks: this message is left alone until it
// is whole. Nothing stays with the PBX.
func TestAMessageWhoseDaemonIsKilled(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	withheld, known := told{
		name: "a withheld number", from: 2, withheld: true, key: "3",
	}, told{name: "a known caller", from: 1, key: "3"}
	words := h.words("leave-message", "access")

	w := h.toTheTone(withheld)
	must(t, w.Play(phone.PCM(words)))
	c := h.toTheTone(known)
	must(t, c.Play(phone.PCM(words)))
	spoken := time.After(phoneTime(len(words)))
	<-time.After(2 * time.Second) // both speak
	h.kill()
	must(t, w.HangUp())
	if got := len(h.withPBX()); got != 2 {
		t.Fatalf("the PBX has %d recordings", got)
	}
	h.serve()
	in := h.inquiryOf(withheld)
	h.wantVoice(in.ID, words[:4*phone.Rate])
	if got := h.inquiries(); len(got) != 1 || len(h.withPBX()) != 1 {
		t.Errorf("who still speaks was not left alone: %+v, the PBX has %d", got, len(h.withPBX()))
	}
	select {
	case <-spoken:
	case <-c.Ended():
		t.Fatal("the message was cut short")
	}
	must(t, c.Press(t.Context(), "#"))
	h.hears(c, "away/4722000001")
	must(t, c.HangUp())
	in = h.inquiryOf(known)
	if in.Visible != "+4722000001" || in.Client != "fjellvann" || !in.Due.Equal(in.Received.Add(24*time.Hour)) ||
		in.Seconds < len(words)/phone.Rate {
		t.Errorf("got %+v", in)
	}
	h.wantVoice(in.ID, words)
	if got := len(h.inquiries()); got != 2 {
		t.Errorf("%d inquiries", got)
	}
	h.until("nothing is left with the PBX", func() bool { return len(h.withPBX()) == 0 })
}

// words are sounds of the house, one after the other.
func (h *house) words(sounds ...string) (all []int16) {
	h.t.Helper()
	for _, name := range sounds {
		pcm, err := phone.ReadWAV(h.path("sounds", "nb", name+".wav"))
		must(h.t, err)
		all = append(all, pcm...)
	}
	return all
}

// phoneTime is how long so many samples last.
func phoneTime(samples int) time.Duration { return time.Duration(samples) * time.Second / phone.Rate }
