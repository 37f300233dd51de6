package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/training"
)

// A person listens to an agent's calls in a session: under a notice that the agent has acknowledged, after the agent
// was told by voice, in calls alone, and until its end. Each step is on the disk before the next. The PBX ends
// a session by itself that is not kept alive. See package notice and daemon/decisions/0047-listening-is-a-session.md.

// Listeners let people hear an agent's calls (8.3). The methods may block; those of one session come in order.
type Listeners interface {
	// RingListener has a phone ring for a session. Its answer comes as ListenerCame, its end as ListenerWent.
	RingListener(ctx context.Context, leg ListenerLeg, phone string, ring time.Duration) error
	// Listen has the session's listeners hear both sides of an agent's leg. Nothing of theirs reaches it.
	Listen(ctx context.Context, no ListenNo, agent dialer.SessionID) error
	// Deafen ends that; the listeners stay on their phones.
	Deafen(ctx context.Context, no ListenNo) error
	// KeepListening has the PBX keep a session for some seconds more, with host where there is one.
	KeepListening(ctx context.Context, no ListenNo) error
	// EndListening ends all that is left of a session.
	EndListening(ctx context.Context, no ListenNo) error
}

// ListenNo names a session on the PBX. It is never used again, not after a restart either.
type ListenNo int64

// ListenerLeg is a phone in a session.
type ListenerLeg struct {
	No   ListenNo
	Host bool
}

// What happens on the phones of a session.
type (
	// ListenerCame says that a phone was answered, and hears nothing yet.
	ListenerCame struct{ ListenerLeg }
	// ListenerWent says that it is gone.
	ListenerWent struct{ ListenerLeg }
	// EarWent says that nothing is heard any more, though nothing of ours ended it.
	EarWent struct{ No ListenNo }
)

// Times of a session.
const (
	listenRing   = 25 * time.Second // for its phones to be answered
	listenTell   = 30 * time.Second // for the agent to be told
	tellAgain    = 2 * time.Second  // after a telling that was cut off
	earPatience  = 8 * time.Second  // for the PBX to let a call be heard
	keepEvery    = 2 * time.Second  // see KeepListening
	stepPatience = 5 * time.Second  // for a step's fact to reach the disk
)

// listenPhase is how far a session is.
type listenPhase string

// The phases.
const (
	listenRings listenPhase = "rings"     // its phones ring
	listenIdle  listenPhase = "not told"  // they were answered, and the agent was not told yet
	listenTells listenPhase = "tells"     // the agent is being told
	listenTold  listenPhase = "waits"     // for a call that may be heard
	listenOpens listenPhase = "opens"     // a call is about to be heard
	listenOpen  listenPhase = "listening" // it is
)

// listening is one session.
type listening struct {
	notice.Wish
	no      ListenNo
	notice  dialer.NoticeID
	voice   string // names the sounds that tell of it
	session dialer.SessionID
	phase   listenPhase
	till    time.Time // when the phase ends at the latest
	after   time.Time // the agent is not told again before
	came    [2]bool   // the listener and the host
	told    bool      // it is on the disk that the agent was told
	attempt dialer.AttemptID
}

func (l *listening) hears() bool { return l.phase == listenOpens || l.phase == listenOpen }

// all reports whether each phone of the session was answered.
func (l *listening) all() bool { return l.came[0] && (l.came[1] || l.Host.Phone == "") }

// MayMonitor says why a wish to listen is not granted now.
func (e *Engine) MayMonitor(ctx context.Context, w notice.Wish) error {
	return e.ask(ctx, func(now time.Time) error { _, err := e.mayListen(now, w); return err })
}

// StartMonitor begins a session: it returns when that is on the disk, and its phones then ring. voice names the sounds
// that tell the agent of it.
func (e *Engine) StartMonitor(ctx context.Context, w notice.Wish, voice string) error {
	written := make(chan error, 1)
	err := e.ask(ctx, func(now time.Time) error {
		n, err := e.mayListen(now, w)
		if err != nil {
			return err
		}
		e.listenNo = max(e.listenNo+1, ListenNo(now.UnixMilli()))
		l := &listening{
			Wish: w, no: e.listenNo, notice: n.ID, voice: voice, session: e.legsOf(w.Agent)[0].Session,
			phase: listenRings, till: now.Add(listenRing),
		}
		e.listens[w.Agent] = l
		e.write(dialer.Batch{Facts: []dialer.Fact{l.fact(now, dialer.FactMonitorBegun, begunDetail(l))}},
			func(now time.Time, err error) {
				if written <- err; err != nil {
					delete(e.listens, w.Agent)
				} else if e.listens[w.Agent] == l {
					e.ringListeners(now, l)
				}
			})
		return nil
	})
	if err != nil {
		return err
	}
	return onDisk(ctx, written)
}

// StopMonitor ends the session with an agent. dialer.ErrNotFound: there is none.
func (e *Engine) StopMonitor(ctx context.Context, id dialer.AgentID, by string) error {
	return e.ask(ctx, func(now time.Time) error {
		l := e.listens[id]
		if l == nil {
			return fmt.Errorf("agent %s: a monitoring session: %w", id, dialer.ErrNotFound)
		}
		e.endListening(now, l, "stopped", by)
		return nil
	})
}

// mayListen gives the notice under which a session may begin.
func (e *Engine) mayListen(now time.Time, w notice.Wish) (n notice.Notice, err error) {
	if n, err = e.notices.Allows(now, w, e.lacksRoutines(now, w.Agent)); err != nil {
		return n, err
	}
	refuse := func(format string, args ...any) (notice.Notice, error) {
		return n, fmt.Errorf("%w: "+format, append([]any{dialer.ErrRefused}, args...)...)
	}
	old := e.listens[w.Agent]
	switch {
	case e.ports.Listeners == nil || !e.up || e.draining != nil:
		return refuse("the PBX is not connected, or the daemon is stopping")
	case len(e.legsOf(w.Agent)) == 0:
		return n, fmt.Errorf("agent %s: %w on the line", w.Agent, dialer.ErrNotFound)
	case old != nil:
		return refuse("%s listens to agent %s already: ringevett monitor stop %s", old.Listener.Name, w.Agent, w.Agent)
	case w.Listener.Phone == w.Host.Phone:
		return refuse("phone %s: listener and host have a phone each", w.Host.Phone)
	}
	for _, phone := range []string{w.Listener.Phone, w.Host.Phone} {
		if e.phoneInUse(phone) {
			return refuse("phone %s is an agent's on the line, or a listener's already", phone)
		}
	}
	return n, nil
}

func (e *Engine) phoneInUse(phone string) bool {
	if phone == "" {
		return false
	}
	for _, l := range e.listens {
		if l.Listener.Phone == phone || l.Host.Phone == phone {
			return true
		}
	}
	return slices.ContainsFunc(e.seats, func(s *roster.Seat) bool { return s.Endpoint == phone })
}

// lacksRoutines says that the agent was not taught how agents are monitored (5 e); "" where that is well.
func (e *Engine) lacksRoutines(now time.Time, a dialer.AgentID) string {
	s := e.training.Standing(now, training.OfAgent(a), training.Routines, "")
	if s.OK || e.training.Waived {
		return ""
	}
	return s.String() + ", " + s.Why()
}

func (l *listening) fact(now time.Time, kind dialer.FactKind, detail string) dialer.Fact {
	f := dialer.Fact{At: now, Kind: kind, Agent: l.Agent, Code: l.notice.Code(), Detail: detail}
	switch kind {
	case dialer.FactMonitorBegun:
		f.Client, f.Campaign, f.By = l.Listener.Client, l.Campaign, l.By
	case dialer.FactMonitorOpen, dialer.FactMonitorShut:
		f.Attempt = l.attempt
	}
	return f
}

// begunDetail is what the journal keeps of a session.
func begunDetail(l *listening) string {
	text := fmt.Sprintf("%s on %s for %s until %s", l.Listener.Name, l.Listener.Phone, l.Purpose, clockOf(l.Until))
	if l.Host.Phone != "" {
		text += fmt.Sprintf("; host: %s on %s", l.Host.Name, l.Host.Phone)
	}
	return text
}

// listenLane is the lane of one session.
type listenLane ListenNo

func (e *Engine) ringListeners(now time.Time, l *listening) {
	ring := func(leg ListenerLeg, phone string) {
		within(e, listenLane(l.no), "ring "+phone+" to listen", callerPatience, done(func(ctx context.Context) error {
			return e.ports.Listeners.RingListener(ctx, leg, phone, listenRing)
		}), func(now time.Time, _ struct{}, err error) {
			if err != nil && e.listens[l.Agent] == l {
				e.endListening(now, l, phone+" could not be rung: "+err.Error(), dialer.Self)
			}
		})
	}
	ring(ListenerLeg{No: l.no}, l.Listener.Phone)
	if l.Host.Phone != "" {
		ring(ListenerLeg{l.no, true}, l.Host.Phone)
	}
	e.remindListening(l.till, l)
	e.remindListening(l.Until, l)
	e.keepListening(now, l)
}

// remindListening has the session looked at again.
func (e *Engine) remindListening(at time.Time, l *listening) {
	e.remind(at, ofListening, int64(l.no), func(now time.Time) {
		if e.listens[l.Agent] == l {
			e.judgeOne(now, l)
		}
	})
}

// keepListening keeps the session on the PBX alive, as long as this loop runs.
func (e *Engine) keepListening(now time.Time, l *listening) {
	e.remind(now.Add(keepEvery), ofListening, int64(l.no), func(now time.Time) {
		if e.listens[l.Agent] != l {
			return
		}
		e.listenEffect(l, "keep", e.ports.Listeners.KeepListening)
		e.keepListening(now, l)
	})
}

// listenEffect carries out what only the PBX's own events answer.
func (e *Engine) listenEffect(l *listening, what string, do func(context.Context, ListenNo) error) {
	within(e, listenLane(l.no), what+" the listening to "+string(l.Agent), earPatience,
		done(func(ctx context.Context) error { return do(ctx, l.no) }),
		func(_ time.Time, _ struct{}, err error) {
			if err != nil {
				e.ports.Log.WithError(err).WithField("agent", l.Agent).Warn("the PBX did not " + what + " a listening")
			}
		})
}

func (e *Engine) listenOf(no ListenNo) *listening {
	for _, l := range e.listens {
		if l.no == no {
			return l
		}
	}
	return nil
}

func (ev ListenerCame) apply(e *Engine, now time.Time) {
	l := e.listenOf(ev.No)
	if l == nil {
		return
	}
	if l.came[index(ev.Host)] = true; l.phase == listenRings && l.all() {
		l.phase, l.till = listenIdle, l.Until
	}
	e.judgeOne(now, l)
}

func (ev ListenerWent) apply(e *Engine, now time.Time) {
	l := e.listenOf(ev.No)
	who := "the listener"
	if ev.Host {
		who = "the host"
	}
	switch {
	case l == nil:
	case l.came[index(ev.Host)]:
		e.endListening(now, l, who+" hung up", dialer.Self)
	default:
		e.endListening(now, l, who+" did not answer", dialer.Self)
	}
}

func index(host bool) int {
	if host {
		return 1
	}
	return 0
}

func (ev EarWent) apply(e *Engine, now time.Time) {
	if l := e.listenOf(ev.No); l != nil && l.hears() {
		e.endListening(now, l, "the PBX ended it", dialer.Self)
	}
}

// judgeListening brings every session in line with the floor, after whatever event.
func (e *Engine) judgeListening(now time.Time) {
	if len(e.listens) == 0 {
		return
	}
	for _, a := range slices.Sorted(maps.Keys(e.listens)) {
		e.judgeOne(now, e.listens[a])
	}
}

func (e *Engine) judgeOne(now time.Time, l *listening) {
	if why := e.listenOver(now, l); why != "" {
		e.endListening(now, l, why, dialer.Self)
		return
	}
	a := e.mayHear(l)
	if l.hears() && a != l.attempt {
		e.shutEar(now, l, "the call is over")
	}
	switch {
	case l.phase == listenIdle && !now.Before(l.after):
		e.tellListened(now, l)
	case l.phase == listenTold && a != 0:
		e.openEar(now, l, a)
	}
}

// listenOver says why a session ends now; "": it goes on.
func (e *Engine) listenOver(now time.Time, l *listening) string {
	_, err := e.notices.Allows(now, l.Wish, e.lacksRoutines(now, l.Agent))
	s := e.seat(l.session)
	switch {
	case !e.up:
		return "the connection to the PBX was lost"
	case e.draining != nil:
		return "the daemon is stopping"
	case s == nil || !s.OnLine():
		return "the agent left the line"
	case !now.Before(l.Until):
		return "its time is over"
	case err != nil:
		return err.Error()
	case now.Before(l.till):
	case l.phase == listenRings:
		return "a phone was not answered"
	default:
		return "the PBX or the disk took too long"
	}
	return ""
}

// mayHear is the call of the agent's that the listener may hear now; 0: none.
func (e *Engine) mayHear(l *listening) dialer.AttemptID {
	s := e.seat(l.session)
	a := e.calls[s.Attempt]
	if s.State != roster.Talking || a == nil || a.Session != s.Session || !l.Hears(a.Campaign, a.client) ||
		e.strangerIn(s.Session) != nil {
		return 0
	}
	return a.ID
}

// tellListened tells the agent, to the agent's ear alone, who listens until when. What follows waits until that was
// heard to its end and is on the disk.
func (e *Engine) tellListened(now time.Time, l *listening) {
	s := e.seat(l.session)
	if s.State == roster.Turning {
		l.after = now.Add(tellAgain)
		e.remindListening(l.after, l)
		return
	}
	l.phase, l.till = listenTells, now.Add(listenTell+stepPatience)
	e.remindListening(l.till, l)
	within(e, listenLane(l.no), "tell "+string(l.Agent)+" who listens", listenTell,
		done(func(ctx context.Context) error {
			return e.ports.Phone.Seat(ctx, l.session, SeatMonitored(l.voice, l.Listener.Client != ""))
		}), func(now time.Time, _ struct{}, err error) {
			if e.listens[l.Agent] != l {
				return
			}
			if err != nil {
				e.untold(now, l, err)
				return
			}
			e.write(dialer.Batch{Facts: []dialer.Fact{l.fact(now, dialer.FactMonitorTold, "")}},
				func(now time.Time, err error) {
					if err == nil && e.listens[l.Agent] == l {
						l.phase, l.till, l.told = listenTold, l.Until, true
						e.judgeOne(now, l)
					} else if err != nil {
						e.untold(now, l, err)
					}
				})
		})
}

func (e *Engine) untold(now time.Time, l *listening, err error) {
	if !errors.Is(err, ErrCut) {
		e.ports.Log.WithError(err).WithField("agent", l.Agent).Warn("the agent could not be told who listens; tried again")
	}
	l.phase, l.till, l.after = listenIdle, l.Until, now.Add(tellAgain)
	e.remindListening(l.after, l)
}

// openEar has the listener hear a call, once the journal has it.
func (e *Engine) openEar(now time.Time, l *listening, a dialer.AttemptID) {
	l.phase, l.attempt, l.till = listenOpens, a, now.Add(earPatience+stepPatience)
	e.heard[l.session] = heard{a, l.voice}
	e.remindListening(l.till, l)
	still := func() bool { return e.listens[l.Agent] == l && l.phase == listenOpens && l.attempt == a }
	e.write(dialer.Batch{Facts: []dialer.Fact{l.fact(now, dialer.FactMonitorOpen, "")}}, func(now time.Time, err error) {
		if err != nil || !still() {
			return
		}
		within(e, listenLane(l.no), "let "+l.Listener.Name+" hear "+a.String(), earPatience,
			done(func(ctx context.Context) error { return e.ports.Listeners.Listen(ctx, l.no, l.session) }),
			func(now time.Time, _ struct{}, err error) {
				switch {
				case !still():
				case err != nil:
					e.endListening(now, l, "the PBX refused it: "+err.Error(), dialer.Self)
				default:
					l.phase, l.till = listenOpen, l.Until
				}
			})
	})
}

func (e *Engine) shutEar(now time.Time, l *listening, why string) {
	e.tell(l.fact(now, dialer.FactMonitorShut, why))
	l.phase, l.till, l.attempt = listenTold, l.Until, 0
	e.listenEffect(l, "end", e.ports.Listeners.Deafen)
}

// endListening ends a session; an agent who was told of it hears that.
func (e *Engine) endListening(now time.Time, l *listening, why, by string) {
	if l.hears() {
		e.shutEar(now, l, why)
	}
	delete(e.listens, l.Agent)
	f := l.fact(now, dialer.FactMonitorEnded, why)
	f.By = by
	e.tell(f)
	e.listenEffect(l, "end", e.ports.Listeners.EndListening)
	if l.told || l.phase == listenTells {
		e.unsaid[l.Agent] = true
		e.sayListenEnds()
	}
}

// heard is the last call of an agent's leg that was listened to, and the sounds that name the listener.
type heard struct {
	attempt dialer.AttemptID
	voice   string
}

// whoHears tells the agent, on the agent's key, who listens, or who listened to the last call.
func (e *Engine) whoHears(_ time.Time, s *roster.Seat, _ roster.Pressed) {
	last, was := e.heard[s.Session]
	a := e.talked[s.Session]
	switch l := e.listens[s.Agent.ID]; {
	case l != nil && l.told:
		e.seatDo(s, SeatListens(l.voice))
	case was && a != nil && a.ID == last.attempt:
		e.seatDo(s, SeatListened(last.voice))
	default:
		e.seatDo(s, SeatNoListener)
	}
}

// SetListened gives the agents who were listened to when the daemon went away: their sessions have ended. It is called
// before Run.
func (e *Engine) SetListened(agents []dialer.AgentID) {
	for _, a := range agents {
		e.tell(dialer.Fact{
			At: e.ports.Now(), Kind: dialer.FactMonitorEnded, Agent: a, By: dialer.Self,
			Detail: "the daemon went away; the PBX ends within seconds what is not kept alive",
		})
		e.unsaid[a] = true
	}
}

// sayListenEnds lets agents hear that a session has ended, as soon as they are on the line.
func (e *Engine) sayListenEnds() {
	if !e.up || len(e.unsaid) == 0 {
		return
	}
	for _, s := range e.seats {
		if e.unsaid[s.Agent.ID] && s.OnLine() && !s.Behind {
			delete(e.unsaid, s.Agent.ID)
			e.seatDo(s, SeatMonitorEnd)
		}
	}
}

// watchListening checks that a listener hears an agent's call alone, after the agent was told under a notice that the
// agent has acknowledged.
func (e *Engine) watchListening(now time.Time) {
	for _, l := range e.listens {
		if overdue(now, l.till) {
			e.breach(ListenerHasDeadline, "the listener of "+string(l.Agent)+" "+string(l.phase))
		}
		if !l.hears() {
			continue
		}
		_, err := e.notices.Allows(now, l.Wish, e.lacksRoutines(now, l.Agent))
		if s := e.seat(l.session); !l.told || err != nil || s == nil || e.mayHear(l) != l.attempt {
			e.breach(ListenerIsTold, fmt.Sprintf("%s, in %s", l.Agent, l.attempt))
		}
	}
}

// MonitorView is an open session.
type MonitorView struct {
	notice.Wish
	Notice dialer.NoticeID
	State  string
	Told   bool
}

// Monitors gives the open sessions, by agent.
func (e *Engine) Monitors(ctx context.Context) (all []MonitorView, err error) {
	err = e.ask(ctx, func(time.Time) error {
		for _, a := range slices.Sorted(maps.Keys(e.listens)) {
			l := e.listens[a]
			all = append(all, MonitorView{l.Wish, l.notice, string(l.phase), l.told})
		}
		return nil
	})
	return all, err
}
