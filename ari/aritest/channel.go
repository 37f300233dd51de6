package aritest

import (
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
)

// channel is one live channel.
type channel struct {
	ari.Channel
	a        *Asterisk
	app      string // subscribed to it
	stasis   bool   // in the hands of app
	endpoint string
	plan     Plan
	vars     map[string]string
	bridge   *bridge
	plays    []*playback // the first one plays
	timers   []*time.Timer

	dialled    bool // and not bridged since: it sits in an invisible bridge and cannot be recorded
	started    bool // dialling has begun
	originated bool
	incoming   bool
	unheard    string // the application that hears of it no more
	args       []string
	lastDigit  time.Time
	sound      sound
}

func (a *Asterisk) newChannel(id, endpoint, app string) *channel {
	a.serial++
	if id == "" {
		id = fmt.Sprintf("%d.%d", a.start.Unix(), a.serial)
	}
	tech, rest, _ := strings.Cut(endpoint, "/")
	if _, trunk, ok := strings.Cut(rest, "@"); ok {
		rest = trunk
	}
	ch := &channel{a: a, app: app, endpoint: endpoint, plan: a.planFor(endpoint), vars: map[string]string{}}
	ch.Channel = ari.Channel{
		ID: id, Name: fmt.Sprintf("%s/%s-%08x", tech, rest, a.serial), State: "Down", Language: "en",
		Creationtime: now(),
	}
	ch.Dialplan = ari.DialplanCEP{Context: "default", Exten: "s", Priority: 1}
	ch.sound.at = time.Now()
	a.channels[id] = ch
	return ch
}

func (ch *channel) emit(ev ari.Event) { ch.a.emit(ch.app, ev) }

func (ch *channel) later(d time.Duration, f func()) {
	ch.timers = append(ch.timers, ch.a.after(d, func() {
		if ch.a.channels[ch.ID] == ch {
			f()
		}
	}))
}

func (ch *channel) stopTimers() {
	for _, t := range ch.timers {
		t.Stop()
	}
}

// enter brings a channel into its application, or ends it when no client is connected there.
func (ch *channel) enter(args []string) {
	if !ch.a.active(ch.app) {
		ch.destroy(ch.State == "Up", 0, 0)
		return
	}
	ch.stasis = true
	data := strings.Join(append([]string{ch.app}, args...), ",")
	ch.Dialplan.AppName, ch.Dialplan.AppData = "Stasis", data
	ch.emit(&ari.ChannelDialplan{Channel: ch.Channel, DialplanApp: "Stasis", DialplanAppData: data})
	ch.emit(&ari.StasisStart{Args: append([]string{}, args...), Channel: ch.Channel})
}

// dial lets the far end do what its plan says.
func (ch *channel) dial(timeout time.Duration) {
	p := ch.plan
	ch.started, ch.dialled = true, !ch.originated && ch.bridge == nil
	_, dialstring, _ := strings.Cut(ch.endpoint, "/")
	ch.emit(&ari.Dial{Peer: ch.Channel, Dialstring: dialstring})
	if timeout > 0 {
		ch.later(timeout, ch.timeout)
	}
	if p.Ring == 0 {
		ch.ring()
	} else if p.Ring > 0 {
		ch.later(p.Ring, ch.ring)
	}
	if p.Answer > 0 {
		ch.later(p.Answer, ch.answer)
	}
	if p.Refuse > 0 {
		ch.later(p.Refuse, func() { ch.refuse(p.Code) })
	}
}

func (ch *channel) ring() {
	if ch.State != "Down" {
		return
	}
	ch.State = "Ringing"
	ch.emit(&ari.ChannelStateChange{Channel: ch.Channel})
	ch.emit(&ari.Dial{Peer: ch.Channel, Dialstatus: "RINGING"})
}

func (ch *channel) answer() {
	if ch.State == "Up" {
		return
	}
	ch.State = "Up"
	ch.emit(&ari.ChannelStateChange{Channel: ch.Channel})
	ch.emit(&ari.Dial{Peer: ch.Channel, Dialstatus: "ANSWER"})
	if ch.originated {
		ch.enter(ch.args)
	}
	if ch.plan.Hangup > 0 {
		ch.later(ch.plan.Hangup, ch.farHangup)
	}
	if ch.plan.Digits != "" {
		ch.digits(ch.plan.Digits, ch.plan.DigitsAfter)
	}
}

// farHangup: a BYE without a reason is cause 0 on an originated channel that is in no bridge, otherwise 16.
func (ch *channel) farHangup() {
	cause := 16
	if ch.originated && ch.bridge == nil {
		cause = 0
	}
	ch.emit(&ari.ChannelHangupRequest{Channel: ch.Channel})
	ch.destroy(true, cause, 0)
}

func (ch *channel) refuse(code int) {
	if ch.State == "Up" {
		return
	}
	cause := causeOf(code)
	ch.emit(&ari.ChannelHangupRequest{Channel: ch.Channel, Cause: cause, TechCause: code})
	if ch.originated {
		ch.emit(&ari.Dial{Peer: ch.Channel, Dialstatus: dialStatusOf(cause)})
	}
	ch.destroy(true, cause, code)
}

// timeout: a created channel is asked to hang up, an originated one just goes.
func (ch *channel) timeout() {
	if ch.State == "Up" {
		return
	}
	if !ch.originated {
		ch.emit(&ari.ChannelHangupRequest{Channel: ch.Channel, Cause: 32, Soft: true})
	}
	ch.destroy(true, 19, 480)
}

// hangup is our own request.
func (ch *channel) hangup(cause int) {
	ch.emit(&ari.ChannelHangupRequest{Channel: ch.Channel, Cause: 32, Soft: true})
	if ch.originated && ch.State != "Up" {
		ch.emit(&ari.Dial{Peer: ch.Channel, Dialstatus: "NOANSWER"})
	}
	ch.destroy(true, cause, techOf(cause))
}

// destroy ends a channel with the events that follow the first one; quietly where no client is told.
func (ch *channel) destroy(told bool, cause, tech int) {
	ch.stopTimers()
	ch.a.failPlaybacks(ch)
	ch.a.endRecordings("channel:" + ch.ID)
	if ch.bridge != nil {
		ch.bridge.leave(ch)
	}
	delete(ch.a.channels, ch.ID)
	if told {
		if ch.stasis {
			ch.emit(&ari.StasisEnd{Channel: ch.Channel})
		}
		ch.Dialplan.AppName, ch.Dialplan.AppData = "", ""
		ch.emit(&ari.ChannelDestroyed{Cause: cause, CauseTxt: causeText(cause), TechCause: tech, Channel: ch.Channel})
	}
	if ap := ch.a.apps[ch.app]; ap != nil {
		ch.a.release(ap)
	}
}

// leave lets a channel go on in the dialplan, where it only waits; its events still come.
func (ch *channel) leave(context, exten string) {
	ch.a.failPlaybacks(ch)
	if ch.bridge != nil {
		ch.bridge.leave(ch)
	}
	ch.emit(&ari.StasisEnd{Channel: ch.Channel})
	ch.stasis = false
	ch.Dialplan = ari.DialplanCEP{Context: context, Exten: exten, Priority: 1, AppName: "Wait"}
}

// digits come every 300 ms, the first one after d.
func (ch *channel) digits(list string, d time.Duration) {
	for i, digit := range list {
		ch.later(d+time.Duration(i)*300*time.Millisecond, func() { ch.digit(string(digit)) })
	}
}

func (ch *channel) digit(d string) {
	at := now()
	if !at.After(ch.lastDigit) {
		at.Time = ch.lastDigit.Add(time.Millisecond)
	}
	ch.lastDigit = at.Time
	ev := &ari.ChannelDtmfReceived{Digit: d, DurationMs: 100, Channel: ch.Channel}
	ev.Timestamp = at
	ch.emit(ev)
}
