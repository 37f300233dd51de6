package dialplan

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/dialplan/agi"
)

// Guard decides about calls that people dial by hand. Its methods may block, at most as long as ctx: the dialplan
// waits for three seconds and then goes on by itself.
type Guard interface {
	// Ask tells whether the call may be placed. An error is no answer: a marketing call is refused then, every other
	// one let by.
	Ask(ctx context.Context, c HandCall) (Answer, error)
	// Withdraw says that the PBX never heard the answer, so that the attempt was not placed with our leave.
	Withdraw(ctx context.Context, attempt int64, why string)
	// Over tells how a call ended; after an error it is told again.
	Over(ctx context.Context, e HandEnd) error
}

// HandCall is a call that somebody dialed by hand.
type HandCall struct {
	Number   string // as dialed
	Client   string // with Campaign: what the context's variable says; both empty where the call has no campaign
	Campaign string
	// of numbers that stand in none of the campaign's lists, by its name in the campaign; "": none is said
	Source    string
	Marketing bool   // the context is closed unless we allow the call
	Phone     string // "PJSIP/101"
	Channel   string // its unique id
	From      string // the dialplan's context that asks; "" where the PBX does not tell

	// Unproven says that the PBX could not be asked whether all this is so: nothing may be allowed on it, a refusal
	// holds.
	Unproven bool
}

// Answer is what the guard says.
type Answer struct {
	Allowed bool
	Attempt int64  // booked; 0: the call is not counted, and its end is not told
	Visible string // the caller id to show; "": as it is
	Sound   string // blocked: what is played, as Asterisk wants it
	Why     string // in plain words, for the PBX's console; without the number
}

// HandEnd is how a call ended, as Dial() and the channel tell.
type HandEnd struct {
	Attempt int64
	Status  string        // DIALSTATUS; "" when the dialplan came to no Dial()
	Talked  time.Duration // from the answer to the end
	Cause   int           // Q.850
	At      time.Time     // the PBX's clock, to the second; told at once, unless the daemon was away
}

// How a call's words to the guard are kept short of the dialplan's patience.
const (
	askBudget   = 2 * time.Second
	sayBudget   = 500 * time.Millisecond
	verdict     = "RINGEVETT_VERDICT"
	sayAllow    = "allow"
	sayBlock    = "block"
	varAttempt  = "RINGEVETT_ATTEMPT"
	varVisible  = "RINGEVETT_VISIBLE"
	varSound    = "RINGEVETT_SOUND"
	varTold     = "RINGEVETT_TOLD"
	pathGuard   = "guard"
	pathOver    = "over"
	partsOfOver = 6
)

// Refusal is what a server answers to a header that is none: the guard's call does not go on then, whatever wrote into
// the header.
const Refusal = `SET VARIABLE "` + verdict + `" "` + sayBlock + `"`

// Serve answers the guard's contexts of the shipped dialplan with what g says of what pbx knows. The desk's is
// ServeDesk, by the path ScriptDesk.
func Serve(g Guard, pbx PBX) agi.Scripts {
	return agi.Scripts{
		pathGuard: agi.HandlerFunc(func(ctx context.Context, s *agi.Session) error { return ask(ctx, s, g, pbx) }),
		pathOver:  agi.HandlerFunc(func(ctx context.Context, s *agi.Session) error { return over(ctx, s, g, pbx) }),
	}
}

// ask says nothing where the guard does not know: the dialplan's own default stands. Where the PBX knows otherwise
// than the header, it says no.
func ask(ctx context.Context, s *agi.Session, g Guard, pbx PBX) error {
	c, err := handCall(s.Request)
	if err != nil {
		return err
	}
	soon, cancel := context.WithTimeout(ctx, askBudget)
	defer cancel()
	ch, err := prove(soon, pbx, s.Request, claimOfGuard(), varFrom)
	if lies(err) {
		return fmt.Errorf("guard: refused: %w", errors.Join(err, say(ctx, s, Answer{Why: "the PBX knows otherwise"})))
	}
	c.Unproven, c.From = err != nil, ch.Vars[varFrom]
	a, err := g.Ask(soon, c)
	if err != nil {
		return fmt.Errorf("guard: %w", err)
	}
	if err := say(ctx, s, a); err != nil {
		if a.Attempt != 0 {
			g.Withdraw(context.WithoutCancel(ctx), a.Attempt, "the PBX did not hear the answer")
		}
		return fmt.Errorf("guard: %w", err)
	}
	return nil
}

// handCall reads the arguments: what the admin's context says first, so that nothing in a dialed number can take its
// place.
func handCall(q agi.Request) (HandCall, error) {
	c := HandCall{Phone: q.Endpoint(), Channel: q.UniqueID}
	if len(q.Args) < 3 {
		return c, fmt.Errorf("guard: %d arguments, want %s, %s and the number: is the dialplan's file of version %d?",
			len(q.Args), VarMarketing, VarCampaign, Version)
	}
	c.Number = strings.Join(q.Args[2:], ",")
	purpose := q.Arg(1)
	if q.Arg(0) != "" {
		purpose, c.Marketing = q.Arg(0), true
	}
	if purpose == "" {
		return c, nil
	}
	var ok bool
	c.Client, c.Campaign, ok = strings.Cut(purpose, "/")
	c.Campaign, c.Source, _ = strings.Cut(c.Campaign, "/")
	if !ok || c.Client == "" || c.Campaign == "" {
		return c, fmt.Errorf("guard: %s and %s are of the form client/campaign or client/campaign/source, not %.60q",
			VarMarketing, VarCampaign, purpose)
	}
	return c, nil
}

// say sets the verdict last: until it stands, nothing has been said.
func say(ctx context.Context, s *agi.Session, a Answer) error {
	ctx, cancel := context.WithTimeout(ctx, sayBudget)
	defer cancel()
	word := sayBlock
	vars := [][2]string{{varSound, a.Sound}}
	if a.Allowed {
		word = sayAllow
		vars = [][2]string{{varVisible, a.Visible}, {varAttempt, attemptText(a.Attempt)}}
	}
	if err := s.Verbose(ctx, "ringevett guard: "+word+": "+a.Why); err != nil {
		return err
	}
	for _, v := range append(vars, [2]string{verdict, word}) {
		if v[1] == "" {
			continue
		}
		if err := s.SetVar(ctx, v[0], v[1]); err != nil {
			return err
		}
	}
	return nil
}

func attemptText(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

func over(ctx context.Context, s *agi.Session, g Guard, pbx PBX) error {
	e, err := handEnd(s.Request.Arg(0))
	if err != nil {
		s.SetVar(ctx, varTold, "yes") // telling it again would make it no better
		return err
	}
	soon, cancel := context.WithTimeout(ctx, askBudget)
	defer cancel()
	if _, err := prove(soon, pbx, s.Request, claimOfOver()); err != nil {
		return fmt.Errorf("end of attempt %d, not taken: %w", e.Attempt, err)
	}
	if err := g.Over(soon, e); err != nil {
		return fmt.Errorf("end of attempt %d, to be told again: %w", e.Attempt, err)
	}
	return s.SetVar(ctx, varTold, "yes")
}

// handEnd reads "17*ANSWER*4*4321*16*1764000000".
func handEnd(text string) (HandEnd, error) {
	parts := strings.Split(text, "*")
	if len(parts) != partsOfOver {
		return HandEnd{}, fmt.Errorf("end of a call by hand: %.60q has not %d parts", text, partsOfOver)
	}
	n := func(i int) int64 { // what Asterisk has not set is empty
		v, err := strconv.ParseInt(parts[i], 10, 64)
		if err != nil {
			return 0
		}
		return max(0, v)
	}
	e := HandEnd{Attempt: n(0), Status: parts[1], Cause: int(n(4)), At: time.Unix(n(5), 0)}
	e.Talked = max(time.Duration(n(2))*time.Second, time.Duration(n(3))*time.Millisecond)
	if e.Attempt == 0 || n(5) == 0 {
		return e, fmt.Errorf("end of a call by hand: %.60q names no attempt or no time", text)
	}
	return e, nil
}
