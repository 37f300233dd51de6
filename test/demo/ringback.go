package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// The scene of the consumer whose call was abandoned: it rings the number that its phone showed, hears who rang, and
// reserves.
const (
	visibleNumber = "22000001"              // as the operator sends it
	fromOperator  = "demo-operator"         // the context of the operator's line
	menuUntilTwo  = 4500 * time.Millisecond // the menu has offered key 2
	atOnce        = 2 * time.Second
)

// operatorLine is what dialplan/README.md has an admin write for the desk.
func operatorLine() string {
	return fmt.Sprintf("\n[%s]\nexten => %s,1,Goto(%s,${EXTEN},1)\n", fromOperator, visibleNumber, dialplan.ContextDesk)
}

// visit is what the phone of who rang back saw and heard, and what the program said of the number before and after.
type visit struct {
	number                           string
	key                              string
	answered                         time.Time
	answeredAfter                    time.Duration
	hello, called, about, menu, done hearing
	before, after                    standing
	trouble                          error // why it went no further
}

// standing is a number's, by the program's own verbs.
type standing struct {
	in, gate string // the register's answer, and the gate's code
}

// ringBack waits for the end of the abandoned call and plays the scene.
func (d *demo) ringBack(ctx context.Context) (v visit) {
	v = visit{number: abandonedNumber, key: d.keys.desk}
	_, err := d.trunk.Await(ctx, func(r phone.Record) bool { return r.Number == v.number && !r.Ended.IsZero() })
	if err != nil {
		v.trouble = fmt.Errorf("it was not rung: %w", err)
		return v
	}
	if v.before, err = d.standing(ctx, v.number, dialer.Own, campaignID); err == nil {
		v.trouble = d.visit(ctx, &v)
		v.after, err = d.standing(ctx, v.number, dialer.Own, campaignID)
	}
	v.trouble = errors.Join(v.trouble, err)
	return v
}

func (d *demo) visit(ctx context.Context, v *visit) (err error) {
	at, cancel := context.WithTimeout(ctx, sceneStep)
	defer cancel()
	c, err := d.trunk.Call(at, d.pbx.SIPAddr, "+47"+v.number, visibleNumber, phone.Plan{Send: phone.Silence()})
	if err != nil {
		return fmt.Errorf("the visible number does not answer: %w", err)
	}
	defer c.HangUp() // one that is gone already is what is wanted
	r := c.Record()
	v.answered, v.answeredAfter = r.Answered, r.Answered.Sub(r.Invited)
	called := "nb/desk-called." + campaignID
	since := r.Answered
	for _, s := range []struct {
		name string
		most time.Duration
		into *hearing
	}{
		{"nb/desk-hello", time.Minute, &v.hello}, {called + ".1", time.Minute, &v.called},
		{called + ".2", time.Minute, &v.about}, {"nb/desk-menu.2", menuUntilTwo, &v.menu},
	} {
		if *s.into, err = d.listen(ctx, c, s.name, s.most, since); err != nil {
			return err
		}
		since = s.into.to
	}
	pressed := time.Now() // the answer may begin before the key is let go
	if err := c.Press(ctx, v.key); err != nil {
		return err
	}
	soon, cancel := context.WithTimeout(ctx, afterKey)
	defer cancel()
	v.done, err = d.listen(soon, c, "nb/reserved-all", time.Minute, pressed)
	return err
}

// standing asks a register and the gate, as an admin would.
func (d *demo) standing(
	ctx context.Context, number string, in dialer.RegisterID, campaign string,
) (s standing, err error) {
	var said verb.NumberCheck
	if err := d.ask(ctx, &said, "register", "check", number); err != nil {
		return s, err
	}
	at := slices.IndexFunc(said.Registers, func(r verb.RegisterAnswer) bool { return r.Register == string(in) })
	if at < 0 {
		return s, fmt.Errorf("the program does not know the register %s: %+v", in, said)
	}
	var why verb.Why
	err = d.ask(ctx, &why, "why", number, "--campaign", campaign)
	return standing{in: said.Registers[at].Answer, gate: why.Code}, err
}

// scene judges the visit.
func (v visit) scene() scene {
	s := scene{who: "…" + tail(v.number) + " rings back"}
	s.see(!v.answered.IsZero() && v.answeredAfter < atOnce,
		fmt.Sprintf("answered after %.2f s", v.answeredAfter.Seconds()),
		"the visible number did not answer at once")
	s.see(v.hello.clear() && v.called.clear() && v.about.clear(),
		fmt.Sprintf("heard who we are (likeness %.2f), after %.1f s “we rang you” (%.2f), for which client and why (%.2f)",
			v.hello.score, v.sinceAnswer(v.called), v.called.score, v.about.score), "did not hear who rang")
	s.see(v.done.clear(), fmt.Sprintf("key %s, heard that the number is reserved (%.2f)", v.key, v.done.score),
		fmt.Sprintf("pressed %s and did not hear that the number is reserved with everyone", v.key))
	s.see(v.before.in == "clear" && v.after.in == "reserved", "the register: clear before, reserved now",
		fmt.Sprintf("the number is not in the register (before %q, now %q)", v.before.in, v.after.in))
	s.see(v.before.gate != gate.BlockOwn && v.after.gate == gate.BlockOwn, "the gate says "+v.after.gate,
		fmt.Sprintf("the gate would not block it for that (before %q, now %q)", v.before.gate, v.after.gate))
	if v.trouble != nil {
		s.untrue = append(s.untrue, v.trouble.Error())
	}
	return s
}

func (v visit) sinceAnswer(h hearing) float64 { return h.from.Sub(v.answered).Seconds() }
