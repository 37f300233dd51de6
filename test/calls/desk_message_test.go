package calls_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// deskToneHz is the tone after which a caller speaks.
const deskToneHz = 1000

// told is a caller who comes to the tone.
type told struct {
	name     string
	from     int
	withheld bool
	key      string   // pressed in the greeting
	hears    []string // after it
	says     string   // this sound of the house; "": nothing
	ends     string   // "#", "hangs up" or "": waits until the desk ends it
	noted    bool     // becomes an inquiry
	text     string   // of the inquiry
}

func messages() []told {
	const leave = "nb/leave-message"
	return []told{
		{name: "a known caller", from: 1, key: "3", says: "desk-unknown.4722000001", ends: "#", noted: true},
		{
			name: "a withheld number", from: 2, withheld: true, key: "1",
			hears: []string{"nb/reserved-withheld", leave}, says: "notice", ends: "#", noted: true,
		},
		{name: "hung up while speaking", from: 3, key: "3", says: "access", ends: "hangs up", noted: true},
		{
			name: "silence from a known caller", from: 4, key: "3", noted: true,
			text: "wanted to leave a message, and there is none: nothing was said after the tone",
		},
		{
			name: "asked for somebody out of hours", from: 5, key: "0", hears: []string{"nb/desk-closed"},
			says: "reserved-all", noted: true,
		},
		{name: "silence from a withheld number", from: 6, withheld: true, key: "3"},
	}
}

// TestMessages: what a caller speaks after the tone becomes an inquiry with a sealed voice, through the whole daemon
// on the real Asterisk, and nothing of it stays with the PBX.
func TestMessages(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "desk: {opens: 12, closes: 16}") // it is ten
	t.Run("stories", func(t *testing.T) {
		for _, m := range messages() {
			t.Run(m.name, func(t *testing.T) {
				t.Parallel()
				h.as(t).message(m)
			})
		}
	})
	if got := len(h.inquiries()); got != 5 {
		t.Errorf("%d inquiries, want one of each who is known or spoke", got)
	}
	h.until("nothing is left with the PBX", func() bool { return len(h.withPBX()) == 0 })
}

// as is the house in another test.
func (h *house) as(t *testing.T) *house {
	mine := *h
	mine.t = t
	return &mine
}

// message is a caller's call from its beginning to what has come of it.
func (h *house) message(m told) {
	h.t.Helper()
	c := h.toTheTone(m)
	said := h.speak(c, m)
	<-c.Ended()
	if !m.noted {
		return
	}
	in := h.inquiryOf(m)
	if due := in.Received.Add(
		24 * time.Hour,
	); !in.Due.Equal(due) || in.Channel != "message" || in.Visible != "+4722000001" || in.Client != "fjellvann" ||
		in.Text != m.text {
		h.t.Errorf("got %+v", in)
	}
	if said == nil {
		if in.Voice != "" || in.Seconds != 0 {
			h.t.Errorf("nothing was said: got %+v", in)
		}
		return
	}
	h.wantVoice(in.ID, said)
}

// toTheTone dials, comes to the prompt by the keys that the message has, and waits for the tone.
func (h *house) toTheTone(m told) *phone.Call {
	h.t.Helper()
	dial := h.trunk.Call
	if m.withheld {
		dial = h.trunk.CallWithheld
	}
	c, err := dial(h.t.Context(), h.pbx.SIPAddr, string(number(m.from)), "22000001", phone.Plan{Send: phone.Silence()})
	must(h.t, err)
	h.hears(c, "nb/desk-hello")
	must(h.t, c.Press(h.t.Context(), m.key))
	h.hears(c, m.hears...)
	if len(m.hears) < 2 {
		for hears(c.Record(), deskToneHz) < 0 { // the prompt is long, and can be cut as soon as it is there
			must(h.t, c.Press(h.t.Context(), "#"))
			<-time.After(2 * time.Second)
		}
		return c
	}
	h.until("the tone", func() bool { return hears(c.Record(), deskToneHz) >= 0 })
	return c
}

// speak says the message's words after the tone, as a person does, and gives them.
func (h *house) speak(c *phone.Call, m told) (said []int16) {
	h.t.Helper()
	if m.says == "" {
		return nil
	}
	said, err := phone.ReadWAV(h.path("sounds", "nb", m.says+".wav"))
	must(h.t, err)
	must(h.t, c.Play(phone.PCM(append(make([]int16, phone.Rate/2), said...))))
	if m.ends == "hangs up" {
		said = said[:len(said)/2] // in the middle of it
	}
	<-time.After(time.Duration(len(said)+phone.Rate*3/4) * time.Second / phone.Rate)
	switch m.ends {
	case "#":
		must(h.t, c.Press(h.t.Context(), "#"))
	case "hangs up":
		must(h.t, c.HangUp())
	}
	return said
}

func (h *house) inquiries() (list []verb.Inquiry) {
	h.t.Helper()
	h.ask(&list, "inquiries", "list")
	return list
}

// inquiryOf waits for the inquiry of a caller, and for its voice where there is one.
func (h *house) inquiryOf(m told) (found verb.Inquiry) {
	h.t.Helper()
	want := string(number(m.from))
	if m.withheld {
		want = ""
	}
	h.until("the inquiry of "+m.name, func() bool {
		for _, x := range h.inquiries() {
			var in verb.Inquiry
			h.ask(&in, "inquiries", "show", strconv.FormatInt(x.ID, 10), "--numbers")
			if in.Number == want && in.Voice != "wanted" {
				found = in
				return true
			}
		}
		return false
	})
	return found
}

// wantVoice holds what can be listened to against what was said, and that it lies nowhere in the clear.
func (h *house) wantVoice(id int64, said []int16) {
	h.t.Helper()
	out := h.path(fmt.Sprintf("heard-%d.wav", id))
	h.run("inquiries", "listen", strconv.FormatInt(id, 10), "--why", "to answer it", "--out", out)
	pcm, err := phone.ReadWAV(out)
	must(h.t, err)
	score, at := phone.Likeness(pcm, said)
	h.t.Logf("inquiry %d: %.1f s were said and %.1f s kept, likeness %.2f from %v", id, float64(len(said))/phone.Rate,
		float64(len(pcm))/phone.Rate, score, at)
	if score < 0.8 || at > 3*time.Second || len(pcm) > len(said)+6*phone.Rate {
		h.t.Error("that is not what was said")
	}
	file, err := os.ReadFile(out)
	must(h.t, err)
	for path, b := range h.stored() {
		if from := len(file) / 2; bytes.Contains(b, file[from:from+64]) {
			h.t.Errorf("the voice lies in the clear in %s", path)
		}
	}
	if _, there := h.stored()[h.path("data", "voices", fmt.Sprintf("inquiry-%d.sealed", id))]; !there {
		h.t.Error("no sealed file")
	}
}

// stored are the files of the daemon's own folder.
func (h *house) stored() map[string][]byte { return h.files(h.path("data")) }

// withPBX are the files in the PBX's store of recordings.
func (h *house) withPBX() map[string][]byte {
	return h.files(filepath.Join(h.pbx.Dir, "spool", "recording"))
}

func (h *house) files(dir string) map[string][]byte {
	h.t.Helper()
	all := map[string][]byte{}
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(path, "-shm") {
			return nil
		}
		if b, err := os.ReadFile(path); err == nil { // the daemon deletes meanwhile
			all[path] = b
		}
		return nil
	})
	return all
}
