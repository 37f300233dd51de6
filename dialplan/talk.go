package dialplan

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/ringevett/ringevett/dialplan/agi"
)

// talk is one visit under way.
//
// Keys: one cuts the greeting and the menu at any time. What answers a key is said whole, so that of two keys pressed
// at once the first counts and the second is dropped; only the greeting that answers 9 and * can be cut again.
type talk struct {
	s      *agi.Session
	v      Visit
	r      Caller
	lang   string
	heard  []string
	until  time.Time // when the PBX goes on by itself
	faults []error   // of the port, that the caller was helped over; told at the end
}

const (
	allKeys  = "0123456789*#"
	noKeys   = ""
	endKey   = "#"
	keyWait  = 5 * time.Second
	stretch  = 8  // a busy PBX plays slower, and does not catch up: measured 5 % late with two cores fully taken
	mostKeys = 30 // a line that beeps by itself comes to an end
	english  = "en"
	bokmaal  = "nb"
)

// run gives how the dialplan is to go on.
func (t *talk) run(ctx context.Context) (verdict string, err error) {
	if err := t.allow(ctx, deskBudget); err != nil {
		return "", err
	}
	if err := t.s.Answer(ctx); err != nil {
		return "", err
	}
	if t.r.Busy {
		return t.leave(ctx, PartBusy)
	}
	key, err := t.say(ctx, PartGreeting, allKeys)
	if err != nil {
		return "", err
	}
	return t.choose(ctx, key)
}

// choose says the menu until the visit ends: at the second silence, and at the first once something was done.
func (t *talk) choose(ctx context.Context, key byte) (string, error) {
	silent := 0
	for range mostKeys {
		var err error
		if key == 0 {
			key, err = t.ask(ctx)
		}
		if err != nil {
			return "", err
		}
		if key == 0 {
			if silent++; silent == 2 {
				break
			}
			continue
		}
		t.heard = append(t.heard, "key "+string(key))
		verdict, next, err := t.press(ctx, key)
		if err != nil || verdict != "" {
			return verdict, err
		}
		if silent = 0; key == '1' || key == '2' {
			silent = 1
		}
		key = next
	}
	return deskDone, nil
}

// ask says the menu and waits for a key.
func (t *talk) ask(ctx context.Context) (byte, error) {
	key, err := t.say(ctx, PartMenu, allKeys)
	if key != 0 || err != nil {
		return key, err
	}
	if err := t.allow(ctx, keyWait); err != nil {
		return 0, err
	}
	return t.s.WaitKey(ctx, keyWait)
}

// press does what a key is for. An empty verdict goes on with the menu, or with next where that was pressed already.
func (t *talk) press(ctx context.Context, key byte) (verdict string, next byte, err error) {
	switch key {
	case '1':
		verdict, err = t.reserve(ctx, ForClients, PartClient)
	case '2':
		verdict, err = t.reserve(ctx, ForEveryone, PartAll)
	case '3':
		verdict, err = t.leave(ctx, "")
	case '0':
		verdict, err = t.through(ctx)
	case '*':
		next, err = t.say(ctx, PartAgain, allKeys)
	case '9':
		t.turn()
		next, err = t.say(ctx, PartGreeting, allKeys)
	default:
		_, err = t.say(ctx, PartWrong, noKeys)
	}
	return verdict, next, err
}

// turn goes to English and back.
func (t *talk) turn() {
	switch own := t.v.Language(); {
	case t.lang != english:
		t.lang = english
	case own != english:
		t.lang = own
	default:
		t.lang = bokmaal
	}
}

// reserve confirms only what is on the disk; of what is kept for it the caller hears so. A key is a wish, also of who
// hangs up right after it: neither that nor a PBX that does not answer keeps it from being stored.
func (t *talk) reserve(ctx context.Context, s Scope, done Part) (string, error) {
	if t.r.Number == "" {
		return t.leave(ctx, PartWithheld)
	}
	gone := t.allow(ctx, deskBudget)
	soon, cancel := context.WithTimeout(context.WithoutCancel(ctx), deskBudget)
	err := t.v.Reserve(soon, s)
	cancel()
	foreign, kept := errors.Is(err, ErrNoNumber), errors.Is(err, ErrKept)
	if !foreign && !kept {
		t.fault("a reservation", err)
	}
	switch {
	case gone != nil:
		return "", gone
	case foreign:
		return t.leave(ctx, PartWithheld)
	case kept:
		done = PartKept
	case err != nil:
		return t.leave(ctx, PartFailed)
	}
	_, err = t.say(ctx, done, noKeys)
	return "", err
}

// through hands the caller to the agents, or takes a message.
func (t *talk) through(ctx context.Context) (string, error) {
	if !t.v.Staffed() {
		return t.leave(ctx, PartClosed)
	}
	if _, err := t.say(ctx, PartThrough, noKeys); err != nil {
		return "", err
	}
	return deskStaff, t.s.SetVar(ctx, varDeskLang, t.lang)
}

// say says a part, until its end or one of keys.
func (t *talk) say(ctx context.Context, p Part, keys string) (byte, error) {
	words, err := t.v.Words(t.lang, p)
	if err == nil && len(words) == 0 {
		err = errors.New("there are none")
	}
	if err != nil {
		return 0, fmt.Errorf("words of %s in %s: %w", p, t.lang, err)
	}
	for n, w := range words {
		length := soundLength(w)
		length += length / stretch
		if err := t.allow(ctx, length); err != nil {
			return 0, err
		}
		key, err := t.s.Play(ctx, w, keys, length)
		if n == 0 && !errors.Is(err, agi.ErrNotPlayed) {
			t.heard = append(t.heard, t.lang+" "+string(p))
		}
		if key != 0 || err != nil {
			return key, err
		}
	}
	return 0, nil
}

// allow sets how long the next step may take before the PBX goes on by itself.
func (t *talk) allow(ctx context.Context, d time.Duration) error {
	limit := (d + deskPatience).Truncate(100 * time.Millisecond) // as it is told
	until := time.Now().Add(limit)                               // a moment before the PBX's own clock begins
	err := t.s.SetVar(ctx, "TIMEOUT(absolute)", strconv.FormatFloat(limit.Seconds(), 'f', 1, 64))
	if err == nil {
		t.until = until
	}
	return err
}

// fault keeps what the port could not do.
func (t *talk) fault(what string, err error) {
	if err != nil {
		t.faults = append(t.faults, fmt.Errorf("desk: %s: %w", what, err))
	}
}
