package contract

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
)

// Stage is an Asterisk with a trunk, real or in memory, on which a scene is played.
type Stage struct {
	Client *ari.Client
	Prefix string // of ids: a real Asterisk must never see one twice
	Plan   func(number string, c Callee)
	Move   func(id, how string) error // by another hand: "redirect" into the dialplan, or "park"
	Prompt string                     // a medium of about half a second

	Number, Second string // that this scene may call

	subs map[string]*ari.Subscription
	seen map[string]*lanes
	log  []string
}

// Callee is what a called number does.
type Callee struct {
	Ring   time.Duration // before the outcome
	Code   int           // refuses with it; 0: answers
	Never  bool          // rings until we give up
	Hangup time.Duration // after the answer
	Digits string        // half a second after the answer
}

// lanes are the parts of a channel's events whose inner order is fixed. Between them Asterisk promises none: a change
// of state and the Dial event that tells it come from two threads, and even the Dial that begins may come after
// RINGING.
type lanes struct{ begun, dial, state, channel, media []string }

// Endpoint is a number on the trunk.
func Endpoint(number string) string { return "PJSIP/" + number + "@trunk" }

// ID makes a scene's short name unique; the names are of one length.
func (s *Stage) ID(name string) string { return s.Prefix + name }

// Watch subscribes to a channel that is yet to be made.
func (s *Stage) Watch(name string) {
	if s.subs == nil {
		s.subs, s.seen = map[string]*ari.Subscription{}, map[string]*lanes{}
	}
	s.subs[name], s.seen[name] = s.Client.SubscribeChannel(s.ID(name)), &lanes{}
}

// Create makes a channel to a number and dials it.
func (s *Stage) Create(ctx context.Context, name, number string, timeout time.Duration) {
	s.Watch(name)
	_, err := s.Client.CreateChannel(ctx, ari.CreateParams{
		ID: s.ID(name), Endpoint: Endpoint(number), AppArgs: "a,b", Formats: "alaw",
	})
	s.Note("create "+name, err)
	s.Await(ctx, name, "StasisStart(Down)")
	s.Note("dial "+name, s.Client.Dial(ctx, s.ID(name), timeout, ""))
}

// Note writes down how a request went: fine, or Asterisk's refusal.
func (s *Stage) Note(what string, err error) {
	var e *ari.Error
	switch {
	case err == nil:
		s.log = append(s.log, what+": ok")
	case errors.As(err, &e):
		s.log = append(s.log, fmt.Sprintf("%s: %d %s", what, e.Status, strings.ReplaceAll(e.Message, s.Prefix, "")))
	default:
		s.log = append(s.log, what+": "+err.Error())
	}
}

// Await reads a channel's events until one is as told.
func (s *Stage) Await(ctx context.Context, name, want string) {
	for {
		ev, err := s.subs[name].Next(ctx)
		if err != nil {
			s.log = append(s.log, fmt.Sprintf("%s: no %s: %v", name, want, err))
			return
		}
		if s.write(name, ev) == want {
			return
		}
	}
}

// AwaitEnd reads a channel's events until it is gone.
func (s *Stage) AwaitEnd(ctx context.Context, name string) {
	for ev, err := range s.subs[name].All(ctx) {
		if err != nil {
			s.log = append(s.log, fmt.Sprintf("%s: %v", name, err))
			return
		}
		s.write(name, ev)
	}
}

// Transcript is what happened, in an order that does not depend on threads.
func (s *Stage) Transcript() []string {
	out := slices.Clone(s.log)
	for _, name := range slices.Sorted(maps.Keys(s.seen)) {
		l := s.seen[name]
		for lane, list := range map[string][]string{
			"0 begun": l.begun, "1 dial": l.dial, "2 state": l.state, "3 channel": l.channel, "4 media": l.media,
		} {
			out = append(out, name+" "+lane+": "+strings.Join(list, " "))
		}
	}
	slices.Sort(out[len(s.log):])
	return out
}

// write puts an event into its lane, in short.
func (s *Stage) write(name string, ev ari.Event) (short string) {
	l := s.seen[name]
	kind := ev.Head().Type
	add := func(lane *[]string, format string, args ...any) {
		short = kind + fmt.Sprintf(format, args...)
		*lane = append(*lane, short)
	}
	switch e := ev.(type) {
	case *ari.Dial:
		lane := &l.dial
		if e.Dialstatus == "" {
			lane = &l.begun
		}
		add(lane, "(%s)", e.Dialstatus)
	case *ari.ChannelStateChange:
		add(&l.state, "(%s)", e.Channel.State)
	case *ari.StasisStart:
		add(&l.channel, "(%s)", e.Channel.State)
	case *ari.ChannelHangupRequest:
		add(&l.channel, "(cause %d tech %d soft %v)", e.Cause, e.TechCause, e.Soft)
	case *ari.ChannelDestroyed:
		add(&l.channel, "(cause %d tech %d %s)", e.Cause, e.TechCause, e.Channel.State)
	case *ari.ChannelDtmfReceived:
		add(&l.channel, "(%s)", e.Digit)
	case *ari.ChannelEnteredBridge, *ari.ChannelLeftBridge, *ari.StasisEnd:
		add(&l.channel, "")
	case *ari.PlaybackStarted:
		add(&l.media, "(%s)", e.Playback.State)
	case *ari.PlaybackContinuing:
		add(&l.media, "(%s)", e.Playback.State)
	case *ari.PlaybackFinished:
		add(&l.media, "(%s)", e.Playback.State)
	case *ari.RecordingStarted:
		add(&l.media, "(%s)", e.Recording.State)
	case *ari.RecordingFinished:
		add(&l.media, "(%s)", e.Recording.State)
	case *ari.RecordingFailed:
		add(&l.media, "(%s %s)", e.Recording.State, e.Recording.Cause)
	}
	return short
}
