//go:build night

package calls_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// handset is what an agent has in hand: our test phone, or a phone program of other makers.
type handset interface {
	name() string
	press(ctx context.Context, keys string, info bool) error
	speak(aloud bool) // the tone by which consumers know the agent; a program speaks softly all day
	between(from, to time.Time) []int16
	seen(parts ...string) bool // its display showed a line with these parts
	over() bool                // the line is closed
	bar() float64              // how alike a sound is that it heard
}

// double is our test phone.
type double struct {
	leg  *phone.Call
	tone int
}

func (d double) name() string { return "test phone" }

func (d double) press(ctx context.Context, keys string, info bool) error {
	if info {
		return d.leg.PressInfo(ctx, keys)
	}
	return d.leg.Press(ctx, keys)
}

func (d double) speak(aloud bool) {
	if aloud {
		d.leg.Play(phone.Tone(d.tone))
		return
	}
	d.leg.Play(phone.Silence())
}

func (d double) between(from, to time.Time) []int16 { return d.leg.Between(from, to) }

func (d double) seen(parts ...string) bool {
	return slices.ContainsFunc(d.leg.Brief().Display, func(s phone.Shown) bool { return hasAll(s.Name, parts) })
}

func hasAll(text string, parts []string) bool {
	return !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(text, part) })
}

func (d double) bar() float64 { return sounded }

func (d double) over() bool { return !d.leg.Brief().Ended.IsZero() }

// foreign is a phone program. It writes what it hears to a file, in real time.
type foreign struct {
	*program
	called string
	keys   func(string)
	closed string // what it prints when the line is closed
	alike  float64
}

func (f foreign) name() string { return f.called }

func (f foreign) press(_ context.Context, keys string, _ bool) error {
	f.keys(keys)
	return nil
}

func (f foreign) speak(bool) {}

func (f foreign) seen(parts ...string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for line := range strings.Lines(f.out.String()) {
		if hasAll(line, parts) {
			return true
		}
	}
	return false
}

func (f foreign) bar() float64 { return f.alike }

func (f foreign) over() bool { return f.printed(f.closed) }

// wavHead is the size of what stands before the samples of a WAV file.
const wavHead = 44

// between takes the end of the file for now.
func (f foreign) between(from, to time.Time) []int16 {
	names, err := filepath.Glob(filepath.Join(f.dir, "*-dec.wav"))
	if err != nil || len(names) == 0 {
		return nil // it has heard nothing yet
	}
	file, err := os.Open(names[0])
	if err != nil {
		return nil
	}
	defer file.Close()
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return nil
	}
	back := func(t time.Time) int64 {
		samples := int64(max(0, min(time.Since(t), 2*time.Hour)) * phone.Rate / time.Second)
		return max(wavHead, size-size%2-2*samples)
	}
	pcm := make([]int16, (back(to)-back(from))/2)
	if err := binary.Read(io.NewSectionReader(file, back(from), 2*int64(len(pcm))), binary.LittleEndian, pcm); err != nil {
		return nil
	}
	return pcm
}

// softly is a quiet tone: consumers know the agent by it, and sounds are recognised beside it.
func softly(hz int, long time.Duration) []byte {
	pcm := make([]int16, phone.Rate*int(long/time.Second))
	for i := range pcm {
		pcm[i] = int16(800 * math.Sin(2*math.Pi*float64(hz*(i%phone.Rate))/phone.Rate))
	}
	return wavOf(pcm)
}

// sitsDown has an agent log in, at a phone that keeps what it hears all day.
func (w *workday) sitsDown(a *worker) {
	w.t.Helper()
	switch wav := softly(a.tone, time.Hour); a.phone {
	case "baresip":
		b := newBaresip(w.t, w.pbx.SIPAddr, a.n, wav)
		b.keys("d*50\n")
		b.says("Call established")
		a.handset = foreign{program: &b.program, called: a.phone, keys: b.press, closed: "session closed", alike: sounded}
	case "linphone":
		l := newLinphone(w.t, w.pbx.SIPAddr, a.n, wav)
		l.dials("*50")
		l.says("connected.")
		a.handset = foreign{program: &l.program, called: a.phone, keys: l.press, closed: " ended (",
			alike: sounded / 2} // it stretches sounds to keep its buffer filled, and other sounds have up to 0.3
	default:
		a.handset = double{w.atTestPhone(a), a.tone}
	}
	must(w.t, a.press(w.t.Context(), pin(a.n)+"#", false))
}

func (w *workday) atTestPhone(a *worker) *phone.Call {
	w.t.Helper()
	p, err := phone.NewAgent(phone.AgentOptions{User: fmt.Sprintf("agent%d", a.n), PBX: w.pbx.SIPAddr,
		Password: fmt.Sprintf("pw%d", a.n), Keep: phone.Keep{Audio: 2 * time.Hour}})
	must(w.t, err)
	w.t.Cleanup(func() { p.Close() })
	must(w.t, p.Register(w.t.Context()))
	leg, err := p.Dial(w.t.Context(), "*50", phone.Plan{Send: phone.Tone(a.tone)})
	must(w.t, err)
	return leg
}
