package dialplan_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/dialplan/agi"
)

// house is the desk of one story. Its faults are by what is asked of it: "open", "reserve", "message", "over", and
// "words PART" for a part without words, "lost PART" for one whose sound is not there.
type house struct {
	lang    string
	staffed bool
	faults  map[string]fault
	stop    time.Duration // after which the daemon is stopped; 0: never
	acts    []act
	stuck   string

	dir  string
	line *line
	told []string
}

// fault is what the port does in place of its work; nil: it does it.
type fault func(ctx context.Context) error

func fails(text string) fault { return func(context.Context) error { return errors.New(text) } }

func refuses(err error) fault {
	return func(context.Context) error { return fmt.Errorf("in the house: %w", err) }
}

// hangs comes back when its time is over, as it should.
func hangs(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }

// sleeps does not look at its time.
func sleeps(context.Context) error { time.Sleep(5 * time.Second); return nil }

// takes is work that lasts, and is done unless its time ends first.
func takes(d time.Duration) fault {
	return func(ctx context.Context) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func breaks(context.Context) error { panic("broken") }

func deskOf(h *house, pbx dialplan.PBX) agi.Handler {
	return agi.Scripts{dialplan.ScriptDesk: dialplan.ServeDesk(h, pbx)}
}

func (h *house) until(ctx context.Context) context.Context {
	if h.stop == 0 {
		return ctx
	}
	ctx, cancel := context.WithCancel(ctx)
	time.AfterFunc(h.stop, cancel)
	return ctx
}

func (h *house) ask(ctx context.Context, what string) error {
	if f := h.faults[what]; f != nil {
		return f(ctx)
	}
	return nil
}

func (h *house) tell(format string, args ...any) {
	h.told = append(h.told, fmt.Sprintf(format, args...))
}

func (h *house) Open(ctx context.Context, r dialplan.Caller) (dialplan.Visit, error) {
	h.tell("open %s from %q in %s busy %t", r.Visible, r.Number, r.Channel, r.Busy)
	return h, h.ask(ctx, "open")
}

func (h *house) Language() string { return h.lang }

func (h *house) Words(lang string, p dialplan.Part) ([]string, error) {
	if f, ok := h.faults["words "+string(p)]; ok {
		if f == nil {
			return nil, nil
		}
		return nil, f(context.Background())
	}
	if _, ok := h.faults["lost "+string(p)]; ok {
		return []string{filepath.Join(h.dir, "lost")}, nil
	}
	words := []string{filepath.Join(h.dir, lang+"-"+string(p))}
	if p == dialplan.PartGreeting {
		words = append(words, words[0]+"-too")
	}
	return words, nil
}

func (h *house) Reserve(ctx context.Context, s dialplan.Scope) error {
	err := h.ask(ctx, "reserve")
	h.tell("reserve %d: %v", s, err)
	return err
}

func (h *house) Staffed() bool { return h.staffed }

func (h *house) Message(ctx context.Context, m dialplan.Message) error {
	err := errors.Join(h.ask(ctx, "message"), ctx.Err())
	if m.Recording != "" {
		h.tell("message %s of %d s: %v", m.Recording, m.Seconds, err)
	} else {
		h.tell("no message%s, %s: %v", strings.Replace(m.Blank, "ringevett/desk/", " in ", 1), m.Why, err)
	}
	return err
}

func (h *house) Over(ctx context.Context, e dialplan.VisitEnd) error {
	err := errors.Join(h.ask(ctx, "over"), ctx.Err())
	h.tell("over whole %t: %s", e.Whole, strings.Join(e.Heard, ", "))
	return err
}

// voices writes a sound of two seconds for each part in each language, and a second one for the greeting.
func voices(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, lang := range []string{"nb", "nn", "en"} {
		for _, p := range []dialplan.Part{dialplan.PartGreeting, "greeting-too", dialplan.PartAgain, dialplan.PartMenu,
			dialplan.PartClient,
			dialplan.PartAll, dialplan.PartFailed, dialplan.PartWithheld, dialplan.PartThrough, dialplan.PartBusy,
			dialplan.PartClosed,
			dialplan.PartLeave, dialplan.PartWrong, dialplan.PartKept} {
			if err := os.WriteFile(filepath.Join(dir, lang+"-"+string(p)+".ulaw"), make([]byte, 2*8000),
				0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}
