// Package engine is the single writer: one goroutine owns every campaign, seat and call.
//
// Everything that changes them is an event in its inbox: what Asterisk reports, agents' keys, commands of people,
// finished slow work, deadlines. For each free agent the engine looks up a lead, asks the gate and the pacing, holds
// the agent, has the attempt written to the disk, and only then asks for the call. Nothing in it blocks: slow work runs
// in lanes and comes back as an event. After each event it compares its own state with the invariants of invariants.go.
//
// ports.go lists what it needs of others. See daemon/decisions/0001-one-writer.md.
package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/daemon/shown"
	"github.com/ringevett/ringevett/daemon/training"
	"github.com/ringevett/ringevett/daemon/trunk"
)

// Settings are the house's own rules for every campaign.
type Settings struct {
	Responsible   string        // the named responsible person; empty: nothing is dialed (4.1)
	Hours         hours.Rules   // calling hours (4.2 j)
	Rest          time.Duration // for which a number rests after a talk or message; see gate.Facts
	T             time.Duration // an answer must get its agent within this, at most 2 s (norm 2.1)
	MaxCalls      int           // our ceiling on the trunk; 0: none
	PerSecond     int           // attempts started per second; 0: no limit
	PinTries      int           // wrong PINs before a phone is turned away
	PinLock       int           // wrong PINs in a row before the phone is locked; 0: roster.PINLock
	AfterWord     time.Duration // the short wrap-up that follows each word of an agent; 0: none
	MoreWrapUp    time.Duration // what a key adds to a wrap-up; 0: a minute
	LongestWrapUp time.Duration // of one that is prolonged, or owes an outcome; 0: ten minutes
	PauseLasts    time.Duration // after which the leg of an agent who did not come back is ended; 0: roster.PauseLasts

	OwnCallBack time.Duration // for which a call-back is kept for the agent who promised it; 0: roster.OwnLasts

	RingBack bool // agents whose legs died with the PBX are rung when it is back

	NewPacer func(pacing.Settings) Pacer // nil: pacing.New
	// of campaigns in predictive mode; grace and ring time are T's and the campaign's
	Pacing  pacing.Settings
	Ack     gate.Ack // without which they stay in power mode (4.6.1)
	AckText string   // SHA-256 of the text that is to be acknowledged

	DeskWait time.Duration // how long a caller who asked for somebody waits for an agent

	Watch time.Duration // how often the floor is held against its invariants; 0: after every event
}

// Pacer says how many calls a campaign in predictive mode dials now. The guard stands beside it: see Engine.covered.
type Pacer interface {
	Event(pacing.Event)
	Decide(*pacing.Observation) pacing.Decision
}

// Ports are what the engine needs of the world.
type Ports struct {
	Phone      Phone
	Journal    Journal
	Aside      Aside // nil: what the journal refuses is told in the log alone
	Book       Book
	Registers  Registers
	Recordings Recordings       // nil: nothing is recorded
	Callers    Callers          // nil: no caller is put through to an agent
	Desk       Desk             // nil: what became of callers is not told
	Inquiries  Inquiries        // nil: agents cannot note any
	Wishes     Wishes           // nil: agents can reserve no number
	Ringer     Ringer           // nil: no agent is rung back
	Listeners  Listeners        // nil: no person can listen
	Speaker    Speaker          // nil: nothing is said to both parties of a talk
	Displays   Displays         // nil: handsets show nothing of the calls
	Shows      Shows            // nil: the number that goes out is not compared
	Recall     Recall           // needed after Resume with a tally that forgets
	Now        func() time.Time // wall clock; a demo's is shifted
	Log        *logrus.Entry
}

// PBX is all that the engine asks of Asterisk.
type PBX interface {
	Phone
	Callers
	Displays
	Shows
	Speaker
	Ringer
	Listeners
}

// Connect gives an engine that was made without them its ports to the PBX: the PBX reports to the engine, so it is made
// after it. It is called before Run.
func (e *Engine) Connect(pbx PBX) {
	e.ports.Phone, e.ports.Callers, e.ports.Shows, e.ports.Speaker = pbx, pbx, pbx, pbx
	e.ports.Displays, e.ports.Ringer, e.ports.Listeners = pbx, pbx, pbx
}

// Engine is the floor. Make it with New, run it with Run; every other method may be called from any goroutine while
// it runs.
type Engine struct {
	numbers

	set   Settings
	ports Ports
	in    *inbox
	lanes *lanes
	books *writer
	ctx   context.Context // of Run: what lanes work under

	campaigns  []*campaign // by id
	campaignNo int64       // of the last one put on the floor
	seats      []*roster.Seat
	wentLately []gone    // legs that ended in the last seconds
	lostAt     time.Time // when events ceased to flow; zero: they never did
	calls      map[dialer.AttemptID]*attempt
	hands      map[dialer.AttemptID]*hand            // dialed by people, on the PBX's own route
	talked     map[dialer.SessionID]*attempt         // each seat's last conversation, for the agent's word on it
	before     map[dialer.SessionID]*attempt         // the one before that, for a word that comes late
	screens    map[dialer.SessionID]*screen          // what each handset shows
	served     map[dialer.SessionID]*caller          // each seat's last caller, until the next party, for the agent's word
	closing    map[dialer.Number]int                 // numbers of calls whose end, or last word, is on its way to the disk
	ringing    map[dialer.Number]bool                // numbers being looked up, rung or talked to
	unsaved    map[dialer.LeadID]int                 // leads with changes on the way to the disk
	looks      map[dialer.LeadID]*lookup             // leads whose facts are being looked up
	claims     map[dialer.Number]*claim              // numbers that are about to be dialed by hand
	errands    map[int64]*errand                     // slow work in the lanes
	slow       map[dialer.AttemptID]bool             // bookings that the disk has not taken in time
	diskAt     time.Time                             // when the disk last came back
	trials     roster.Trials                         // phones that keyed wrong PINs
	paused     map[dialer.AgentID]dialer.PauseReason // by agents before the start, until their legs are found
	training   training.Ledger                       // what everybody was taught (5)
	cleared    training.Cleared                      // which agents may have calls now
	notices    notice.Ledger                         // of recording and monitoring (8.1)
	errandNo   int64
	kept       []*keptByKey // reservations that agents have keyed, for the invariants
	claimNo    Claim
	due        deadlines
	// when time alone changes what somebody's training counts for
	trainingDue *deadline
	noticesDue  *deadline                 // when time alone changes what a notice allows
	readWaits   map[dialer.SessionID]bool // seats that are looked at again for a notice to be read
	listens     map[dialer.AgentID]*listening
	listenNo    ListenNo
	heard       map[dialer.SessionID]heard
	unsaid      map[dialer.AgentID]bool // agents who are to hear that a monitoring session has ended
	callers     []*caller               // who rang a visible number and asked for an agent, in the order of arrival
	callerNo    int64
	starts      []time.Time // of attempts in the last second
	nextID      dialer.AttemptID
	tally       *figures.Tally                     // the ledgers, counted from the facts
	recalls     map[dialer.AttemptID][]dialer.Fact // corrections that wait for their attempt's earlier facts
	offs        map[dialer.CampaignID]string       // predictive switched off by an alarm: why
	epoch       time.Time                          // from which pacing counts time
	turn        int                                // whose campaign's turn it is to place first

	trunk trunk.Brake    // the one that every campaign dials on
	stops int            // how often it was stopped since the start
	shown *shown.Numbers // what is known of the numbers that went out; nil: none is compared

	up        bool   // events flow
	skew      string // why the two clocks cannot both be right; "": they agree
	halt      string // why nothing is dialed at all; "": dialing is allowed
	distrust  string // why the records that decide who may be rung are not believed; "": they are
	disk      string // why the journal cannot be written; "": it can
	setAside  int    // entries, or parts of one, that the journal refused since the start
	ended     bool   // the loop has ended: the last facts are written, and nothing is begun
	room      string // why its disk has no room for new calls; "": it has
	replaced  bool
	stalled   bool          // the PBX does not answer, though connected
	draining  chan struct{} // closed when drained; nil: not draining
	seatNo    int64
	seatCount int
	adopting  int                       // seats found on the PBX whose agents are being looked up
	missed    map[dialer.AttemptID]bool // calls that a look at the PBX did not find, until it says what became of them
	minds     conscience
	pulses    pulses

	try   *try // the one under way, or the last one; nil: none yet
	tryNo int64

	strangers map[string]*stranger // channels that are not ours in bridges of ours, by channel
	moved     moved                // legs of ours, by another hand

	selfRecorded map[string]time.Time // phones turned away because the PBX records their calls, by endpoint
	routeRecords string               // why nothing is dialed: the PBX records what we place; "": it does not
}

// New makes an engine that knows its campaigns and what was left open when the daemon last went away. first is the
// first attempt's number.
func New(set Settings, ports Ports, first dialer.AttemptID) *Engine {
	e := &Engine{
		set: set, ports: ports, in: newInbox(), lanes: newLanes(), nextID: first,
		calls: map[dialer.AttemptID]*attempt{}, hands: map[dialer.AttemptID]*hand{},
		talked:  map[dialer.SessionID]*attempt{},
		before:  map[dialer.SessionID]*attempt{},
		ringing: map[dialer.Number]bool{}, looks: map[dialer.LeadID]*lookup{}, unsaved: map[dialer.LeadID]int{},
		claims: map[dialer.Number]*claim{}, errands: map[int64]*errand{}, slow: map[dialer.AttemptID]bool{},
		missed: map[dialer.AttemptID]bool{}, halt: "not connected to the PBX yet", minds: newConscience(),
		tally: figures.NewTally(hours.Oslo()), offs: map[dialer.CampaignID]string{}, epoch: midnight(ports.Now()),
	}
	e.screens = map[dialer.SessionID]*screen{}
	e.served, e.closing = map[dialer.SessionID]*caller{}, map[dialer.Number]int{}
	e.recalls, e.trials = map[dialer.AttemptID][]dialer.Fact{}, roster.Trials{}
	e.paused, e.readWaits = map[dialer.AgentID]dialer.PauseReason{}, map[dialer.SessionID]bool{}
	e.heard = map[dialer.SessionID]heard{}
	e.listens, e.unsaid = map[dialer.AgentID]*listening{}, map[dialer.AgentID]bool{}
	e.books = newWriter(ports, e.in)
	e.numbers, e.pulses.of = newNumbers(), map[dialer.SessionID]*watcher{}
	e.strangers, e.selfRecorded = map[string]*stranger{}, map[string]time.Time{}
	return e
}

// Tell puts an event in the inbox. It never blocks.
func (e *Engine) Tell(ev Event) { e.in.put(ev) }

// lanesEnd is how long slow work may take to return once its context has ended. With lastWrites it is less than the 5
// s that the daemon gives each part to stop.
const lanesEnd = 2 * time.Second

// Run is the loop. It returns when ctx has ended, when every lane has finished or has had 2 s to, and when every fact
// told is on the disk, set aside, or refused by a failing disk for the last time. What is told after it has returned
// is not heard.
func (e *Engine) Run(ctx context.Context) {
	lanesCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	e.ctx = lanesCtx
	left := make(chan []entry, 1)
	go func() { left <- e.books.run(ctx) }()
	e.loop(ctx)
	cancel()
	if !e.lanes.end(lanesEnd) {
		e.ports.Log.WithField("work", e.undone()).Error("stopped with work that did not return")
	}
	e.finish(context.WithoutCancel(ctx), <-left)
}

// finish applies what is still in the inbox and writes what that tells, until neither is left. Lanes have ended:
// effects are not carried out any more, and nothing is dialed; the next start settles with the PBX what is open.
func (e *Engine) finish(ctx context.Context, left []entry) {
	ctx, cancel := context.WithTimeout(ctx, lastWrites)
	defer cancel()
	e.ended = true
	for {
		for evs := e.in.take(); len(evs) > 0; evs = e.in.take() {
			for _, ev := range evs {
				ev.apply(e, e.ports.Now())
			}
		}
		if left = append(left, e.books.take()...); len(left) == 0 {
			return
		}
		if left = e.books.write(ctx, ctx, left); len(left) > 0 {
			break
		}
	}
	for _, en := range append(left, e.books.take()...) {
		e.books.setAside(en.batch, errLastRefused)
	}
}

var errLastRefused = errors.New("the disk refused it until the daemon stopped")

func (e *Engine) loop(ctx context.Context) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	var look <-chan time.Time
	if e.set.Watch > 0 {
		ticker := time.NewTicker(e.set.Watch)
		defer ticker.Stop()
		look = ticker.C
	}
	for {
		e.settle(e.ports.Now())
		if e.set.Watch == 0 {
			e.watch(e.ports.Now())
		}
		timer.Reset(e.untilDue())
		select {
		case <-ctx.Done():
			return
		case <-look:
			e.watch(e.ports.Now())
		case <-timer.C:
		case <-e.in.ready:
		}
		for _, ev := range e.in.take() {
			now := e.ports.Now()
			e.fireDue(now)
			ev.apply(e, now)
		}
		e.fireDue(e.ports.Now())
	}
}

// settle does what the state allows after events: strangers who are left alone go, waiting consumers are served, those
// we rang before those who rang us, then what agents who left have laid bare, new attempts last.
func (e *Engine) settle(now time.Time) {
	e.disownAll(now)
	e.judgeListening(now)
	e.sayListenEnds()
	e.quicken(now)
	e.offerAgents(now)
	e.offerCallers(now)
	e.offerTry(now)
	e.uncover(now)
	e.letGo()
	if !e.proving(now) {
		e.place(now)
	}
	if e.draining != nil && len(e.calls) == 0 && len(e.callers) == 0 {
		select {
		case <-e.draining:
		default:
			close(e.draining)
		}
	}
}

func (e *Engine) untilDue() time.Duration {
	if len(e.due) == 0 {
		return time.Hour
	}
	return max(0, e.due[0].at.Sub(e.ports.Now()))
}

// effect runs work aside whose success the PBX tells in its own events: only a failure comes back.
func (e *Engine) effect(key any, work func(ctx context.Context) error, failed func(now time.Time, err error)) {
	e.lanes.do(key, func() {
		if err := safely(func() error { return work(e.ctx) }); err != nil {
			e.in.put(finished(func(_ *Engine, now time.Time) { failed(now, err) }))
		}
	})
}

func (ev Up) apply(e *Engine, now time.Time) { e.connected(ev, now) }

func (ev Down) apply(e *Engine, now time.Time) {
	e.lost(now)
	e.up, e.stalled = false, false
	e.deafRecordings(now)
	if !e.replaced {
		e.halt = "not connected to the PBX: " + ev.Why
	}
	e.ports.Log.WithField("why", ev.Why).Warn("events from the PBX stopped; nothing is dialed")
}

func (ev Stalled) apply(e *Engine, _ time.Time) {
	e.stalled = ev.Is
	if ev.Is {
		e.ports.Log.Warn("the PBX does not answer; nothing is dialed until it does")
	} else {
		e.ports.Log.Info("the PBX answers again")
	}
}

// MaxSkew is how far the PBX's clock may be from ours. Beyond it one of the two is wrong, so it is not known whether
// it is a calling hour (4.2 j), nor when what the PBX tells happened.
const MaxSkew = time.Minute

func (ev Clock) apply(e *Engine, _ time.Time) {
	was := e.skew
	e.skew = skewed(ev.Ahead)
	switch {
	case was == "" && e.skew != "":
		e.ports.Log.Error(e.skew)
	case was != "" && e.skew == "":
		e.ports.Log.Info("the PBX's clock and this one agree again")
	}
}

// skewed says in one sentence that the clocks are too far apart; "" where they are not.
func skewed(ahead time.Duration) string {
	word := "ahead of"
	if ahead < 0 {
		word = "behind"
	}
	if ahead.Abs() <= MaxSkew {
		return ""
	}
	return fmt.Sprintf("the PBX's clock is %v %s this one, more than %v: set both by NTP (4.2 j); they are compared "+
		"again every few seconds",
		ahead.Abs(), word, MaxSkew)
}

func (ev Room) apply(e *Engine, _ time.Time) { e.room = ev.Lacks }

func (Replaced) apply(e *Engine, now time.Time) {
	e.up, e.replaced = false, true
	e.deafRecordings(now)
	e.halt = "another instance took our application over; nothing is dialed until this daemon is restarted"
	e.ports.Log.Error(e.halt)
}

// running gives the campaigns that are started, beginning with the one whose turn it is.
func (e *Engine) running() []*campaign {
	var on []*campaign
	for _, c := range e.campaigns {
		if c.Running {
			on = append(on, c)
		}
	}
	if len(on) > 1 {
		k := e.turn % len(on)
		on = slices.Concat(on[k:], on[:k])
	}
	e.turn++
	return on
}

func (e *Engine) campaign(id dialer.CampaignID) *campaign {
	i := slices.IndexFunc(e.campaigns, func(c *campaign) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return e.campaigns[i]
}
