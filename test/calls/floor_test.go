// Package calls_test runs the daemon's floor — engine, telephony, journal — against a real Asterisk with phones that
// speak SIP and RTP: the golden vectors of the norm, the agents' side, and what happens when things break.
package calls_test

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/display"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/shown"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/daemon/training"
	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// floor is one daemon's floor on one PBX of its own.
type floor struct {
	t     testing.TB
	pbx   *asterisk.PBX
	trunk *phone.Trunk
	store *sqlite.Store
	e     *engine.Engine
	tel   *telephony.PBX
	stop  context.CancelFunc
	ran   chan struct{}
	o     options
	began time.Time // of the clock

	mu    sync.Mutex
	facts []dialer.Fact
	news  chan struct{}
}

type options struct {
	now       string                          // Oslo time at the start; "": Tuesday 24 November 2026, 12:00
	ring      time.Duration                   // 0: 20 s
	wrapUp    time.Duration                   // 0: 1 s
	endpoint  string                          // "": PJSIP/%s@trunk
	wrap      func(engine.Phone) engine.Phone // between engine and PBX
	agents    int                             // phones on the PBX; 0: 3
	leads     int                             // how many numbers 90000001… are loaded at the start
	pbx       func(*asterisk.Options)         // more of the PBX
	ari       func(url string) string         // what stands between the daemon and ARI; nil: nothing
	maxCalls  int
	pacing    *pacing.Settings // the campaign is predictive, and has been acknowledged
	newPacer  engine.Pacer     // nil: the daemon's own
	t         time.Duration    // 0: 2 s
	morning   int              // conversations with persons before the test begins
	deskWait  time.Duration    // of callers
	afterWord time.Duration    // the short wrap-up after a word; 0: none
	pinLock   int              // wrong PINs in a row that lock a phone; 0: ten
	ringBack  bool             // agents are rung back after a restart of the PBX
	keepCalls int              // how many of the consumers' calls their phones remember; 0: 200
}

const visible = dialer.Number("+4722000001")

func number(n int) dialer.Number { return dialer.Number(fmt.Sprintf("+479000%04d", n)) }

// newFloor boots a PBX, opens a journal and starts the floor. No agent is logged in yet.
func newFloor(t testing.TB, o options) *floor {
	t.Helper()
	f := &floor{t: t, o: o, news: make(chan struct{})}
	trunk, err := phone.NewTrunk(phone.TrunkOptions{Keep: phone.Keep{Calls: o.keepCalls}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { trunk.Close() })
	f.trunk = trunk
	po := asterisk.Options{
		TrunkAddr: trunk.Addr(), Agents: max(3, o.agents),
		Dialplan: dialplan.Conf(dialplan.Options{SoundsDir: sounds()}),
	}
	if o.pbx != nil {
		o.pbx(&po)
	}
	f.pbx = asterisk.Start(t, po)
	f.openStore()
	f.start()
	t.Cleanup(f.close)
	f.untilUp()
	return f
}

// untilUp waits until events flow.
func (f *floor) untilUp() {
	f.t.Helper()
	for range 3000 {
		s, err := f.e.Snapshot(f.t.Context())
		must(f.t, err)
		if s.Up {
			return
		}
		<-time.After(20 * time.Millisecond)
	}
	f.t.Fatal("the floor was not connected to the PBX within 60 s")
}

// sounds is the folder of the shipped sounds.
func sounds() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..", "sounds")
}

func (f *floor) openStore() {
	store, err := sqlite.Create(f.t.Context(), sqlite.Options{Dir: filepath.Join(f.t.TempDir(), "data")})
	must(f.t, err)
	f.store = store
	ctx := f.t.Context()
	client := dialer.Client{
		ID: "fjellvann", Name: "Fjellvann Strøm", Spoken: "Fjellvann Strøm", Phone: "22 00 00 01",
		Visible: []dialer.Number{visible},
	}
	must(f.t, store.PutClient(ctx, client, "test"))
	must(f.t, store.PutCampaign(ctx, f.campaign(client), "test"))
	must(f.t, store.SetRunning(ctx, "c1", true, "test", "the test begins"))
	for i := range max(3, f.o.agents) {
		a := dialer.Agent{
			ID: agentID(i + 1), FullName: fmt.Sprintf("Agent Nummer %d", i+1),
			Endpoint: fmt.Sprintf("PJSIP/agent%d", i+1),
		}
		must(f.t, store.PutAgent(ctx, a, pin(i+1), "test"))
	}
	var leads []dialer.Lead
	for i := range f.o.leads {
		leads = append(leads, dialer.Lead{Campaign: "c1", Number: number(i + 1), Source: "kunder"})
	}
	if f.o.morning > 0 {
		f.past(f.o.morning)
	}
	if len(leads) > 0 {
		_, _, err = store.AddLeads(ctx, sqlite.ImportList{Campaign: "c1", Source: "kunder", By: "test", Name: "test"},
			leads)
		must(f.t, err)
	}
}

// past writes a morning's conversations, each with a person.
func (f *floor) past(n int) {
	began := f.clock()().Add(-30 * time.Minute)
	var b dialer.Batch
	for i := range n {
		id, err := f.store.NextAttempt(f.t.Context())
		must(f.t, err)
		at := began.Add(time.Duration(i) * 3 * time.Second)
		for _, x := range []dialer.Fact{
			{
				Kind: dialer.FactBooked, Number: number(5000 + i), Visible: visible, T: 2 * time.Second,
			}, {Kind: dialer.FactDialed},
			{Kind: dialer.FactAnswered, Reserved: true}, {Kind: dialer.FactBridged},
			{
				Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByConsumer,
			}, {Kind: dialer.FactDisposed, Disposition: dialer.Person},
		} {
			x.At, x.Attempt, x.Campaign, x.Client = at, id, "c1", "fjellvann"
			b.Facts = append(b.Facts, x)
		}
	}
	must(f.t, f.store.Write(f.t.Context(), b))
}

func agentID(n int) dialer.AgentID { return dialer.AgentID(fmt.Sprintf("agent-%d", n)) }
func pin(n int) string             { return fmt.Sprintf("%d%d%d%d", n%10, n%10, n%10, n%10) }

func (f *floor) campaign(client dialer.Client) dialer.Campaign {
	c := dialer.Campaign{
		ID: "c1", Client: client, Kind: dialer.Service, Purpose: "service", Subject: "strøm", Visible: visible,
		Language: "nb",
		Ring:     orElse(f.o.ring, 20*time.Second), WrapUp: orElse(f.o.wrapUp, time.Second), Running: true,
		Attempts: dialer.Attempts{PerCampaign: 3, PerClientDay: 1, Gap: 4 * time.Hour},
		Sources: []dialer.Source{
			{
				Name: "kunder", Kind: dialer.ClientCustomers, Basis: "avtale", Spoken: "Fjellvann",
				ObtainedAt: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
			},
		},
	}
	if f.o.pacing != nil {
		c.Mode = dialer.Predictive
	}
	for i := range max(3, f.o.agents) {
		c.Agents = append(c.Agents, agentID(i+1))
	}
	return c
}

func orElse(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}

// start runs an engine on the store and the PBX, as the daemon does.
func (f *floor) start() {
	ctx, cancel := context.WithCancel(context.Background())
	f.stop = cancel
	log := logrus.New()
	log.SetOutput(f.t.Output())
	log.SetLevel(logrus.DebugLevel)
	entry := logrus.NewEntry(log)
	install, err := f.store.Install(ctx)
	must(f.t, err)
	var tel *telephony.PBX
	var ph engine.Phone = later{&tel}
	if f.o.wrap != nil {
		ph = f.o.wrap(ph)
	}
	first, err := f.store.NextAttempt(ctx)
	must(f.t, err)
	f.e = engine.New(engine.Settings{
		Responsible: "Kari Nordmann", Hours: hours.Norm(), T: orElse(f.o.t, 2*time.Second), MaxCalls: f.o.maxCalls,
		PinTries: 3, PinLock: f.o.pinLock, AfterWord: f.o.afterWord, Pacing: f.pacing(), NewPacer: f.newPacer(),
		Ack: ack(), AckText: ack().TextSHA256, DeskWait: f.o.deskWait,
		RingBack: f.o.ringBack,
	},
		engine.Ports{
			Phone: ph, Journal: f, Book: f, Registers: f, Callers: later{&tel}, Displays: later{&tel}, Shows: later{&tel},
			Now:    f.clock(),
			Ringer: later{&tel}, Listeners: later{&tel}, Log: entry,
		}, first)
	campaigns, err := f.store.Campaigns(ctx)
	must(f.t, err)
	f.e.SetTraining(training.Ledger{Waived: true})
	f.e.SetCampaigns(campaigns)
	recount, failed := f.journal()
	trials, err := f.store.PINTrials(ctx)
	must(f.t, err)
	f.e.SetTrials(trials)
	kept, err := f.store.Shown(ctx)
	must(f.t, err)
	f.e.SetShown(f.o.endpoint, kept)
	f.e.Recount(recount)
	must(f.t, failed())
	f.e.Recover(f.clock()(), f.open())
	tel = telephony.Start(ctx, telephony.Settings{
		URL: f.ariURL(), User: f.pbx.User, Password: f.pbx.Password, App: "ringevett", Install: install,
		Endpoint: func(n dialer.Number) string {
			return fmt.Sprintf(orString(f.o.endpoint, "PJSIP/%s@trunk"), n.National())
		},
		Abandoned: func(dialer.CampaignID) string { return filepath.Join(sounds(), "nb", "abandoned.example") },
		Cue: func(ef engine.SeatEffect) []string {
			return []string{filepath.Join(sounds(), "agent", cue(ef))}
		},
		Language: "nb", Log: entry, Display: display.ByBoth, LoginCode: "*50",
	}, f.e.Tell)
	f.tel = tel
	ran := make(chan struct{})
	f.ran = ran
	go func() { defer close(ran); f.e.Run(ctx) }()
}

// ariURL is where the daemon finds ARI.
func (f *floor) ariURL() string {
	if f.o.ari == nil {
		return f.pbx.ARIURL
	}
	return f.o.ari(f.pbx.ARIURL)
}

func orString(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func cue(ef engine.SeatEffect) string {
	switch ef {
	case engine.SeatAskPin:
		return "pin"
	case engine.SeatAgain:
		return "again"
	case engine.SeatWelcome:
		return "login"
	case engine.SeatWrong:
		return "wrong-pin"
	case engine.SeatPinWait:
		return "pin-wait"
	case engine.SeatLocked:
		return "locked"
	case engine.SeatBye:
		return "logout"
	case engine.SeatBefore:
		return "abandoned-before"
	case engine.SeatWordTaken, engine.SeatWordBefore, engine.SeatKeyRefused, engine.SeatCaller:
		return strings.TrimPrefix(string(ef), "say ")
	}
	return "refused"
}

// later is a phone that comes to be after the engine.
type later struct{ tel **telephony.PBX }

func (l later) Do(ctx context.Context, id dialer.AttemptID, ef call.Effect) error {
	return (*l.tel).Do(ctx, id, ef)
}

func (l later) Seat(ctx context.Context, id dialer.SessionID, ef engine.SeatEffect) error {
	return (*l.tel).Seat(ctx, id, ef)
}

func (l later) Received(ctx context.Context, ids []dialer.SessionID) (map[dialer.SessionID]engine.Count, error) {
	return (*l.tel).Received(ctx, ids)
}

func (l later) Caller(ctx context.Context, channel string, ef engine.CallerEffect) error {
	return (*l.tel).Caller(ctx, channel, ef)
}

func (l later) Show(ctx context.Context, id dialer.SessionID, card display.Card) error {
	return (*l.tel).Show(ctx, id, card)
}

func (l later) RingBack(ctx context.Context, endpoint string, ring time.Duration) error {
	return (*l.tel).RingBack(ctx, endpoint, ring)
}

func (l later) RingListener(ctx context.Context, leg engine.ListenerLeg, phone string, ring time.Duration) error {
	return (*l.tel).RingListener(ctx, leg, phone, ring)
}

func (l later) Listen(ctx context.Context, no engine.ListenNo, agent dialer.SessionID) error {
	return (*l.tel).Listen(ctx, no, agent)
}

func (l later) Deafen(ctx context.Context, no engine.ListenNo) error { return (*l.tel).Deafen(ctx, no) }

func (l later) KeepListening(ctx context.Context, no engine.ListenNo) error {
	return (*l.tel).KeepListening(ctx, no)
}

func (l later) EndListening(ctx context.Context, no engine.ListenNo) error {
	return (*l.tel).EndListening(ctx, no)
}

func (l later) Shown(ctx context.Context, id dialer.AttemptID) (shown.Look, error) {
	return (*l.tel).Shown(ctx, id)
}

// clock is the daemon's: real time, moved to the options' start.
func (f *floor) clock() func() time.Time {
	at, err := time.ParseInLocation(time.DateTime, orString(f.o.now, "2026-11-24 12:00:00"), hours.Oslo())
	must(f.t, err)
	if f.began.IsZero() { // a restart of the daemon does not set it back
		f.began = time.Now()
	}
	began := f.began
	return func() time.Time { return at.Add(time.Since(began)) }
}

// halt stops engine and telephony, leaving PBX, phones and store.
func (f *floor) halt() {
	f.stop()
	<-f.ran
	if err := f.tel.Close(); err != nil {
		f.t.Log(err)
	}
}

func (f *floor) close() {
	f.halt()
	must(f.t, f.store.Close())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// agent registers the phone of agent n, dials the log-in code, keys the PIN and waits until the floor has the agent.
func (f *floor) agent(n int, send phone.Sound) *phone.Call {
	f.t.Helper()
	_, c := f.agentPhone(n, send)
	return c
}

// agentPhone is agent for tests that have the phone itself do something.
func (f *floor) agentPhone(n int, send phone.Sound) (*phone.Agent, *phone.Call) {
	f.t.Helper()
	a, err := phone.NewAgent(phone.AgentOptions{User: fmt.Sprintf("agent%d", n), Password: fmt.Sprintf("pw%d", n),
		PBX:  f.pbx.SIPAddr,
		Keep: phone.Keep{Audio: 2 * time.Minute}}) // on a slow machine a log-in alone takes half of the usual 20 s
	must(f.t, err)
	f.t.Cleanup(func() { a.Close() })
	must(f.t, a.Register(f.t.Context()))
	c, err := a.Dial(f.t.Context(), "*50", phone.Plan{Send: send})
	must(f.t, err)
	must(f.t, c.Press(f.t.Context(), pin(n)+"#"))
	f.fact("agent "+string(agentID(n))+" logged in",
		func(x dialer.Fact) bool { return x.Kind == dialer.FactLogin && x.Agent == agentID(n) })
	return a, c
}

// lead loads a number and has the floor look at once.
func (f *floor) lead(n int, p phone.Plan) {
	f.t.Helper()
	f.trunk.Plan(number(n).National(), p)
	f.load([]dialer.Lead{{Campaign: "c1", Number: number(n), Source: "kunder"}})
}

// load imports leads and has the floor look at once.
func (f *floor) load(list []dialer.Lead) {
	f.t.Helper()
	_, _, err := f.store.AddLeads(f.t.Context(),
		sqlite.ImportList{Campaign: "c1", Source: "kunder", By: "test", Name: "test"}, list)
	must(f.t, err)
	must(f.t, f.e.LeadsAdded(f.t.Context(), "c1"))
}

// consumer is the call of consumer n, the only one to that number, once the consumer's phone says that it is over.
func (f *floor) consumer(n int) phone.Record {
	f.t.Helper()
	return overOf(f.t, f.trunk, number(n))
}

// fact waits for a fact.
func (f *floor) fact(what string, match func(dialer.Fact) bool) dialer.Fact {
	f.t.Helper()
	deadline := time.After(90 * time.Second)
	for {
		f.mu.Lock()
		i, news := slices.IndexFunc(f.facts, match), f.news
		var found dialer.Fact
		if i >= 0 {
			found = f.facts[i]
		}
		f.mu.Unlock()
		if i >= 0 {
			return found
		}
		select {
		case <-news:
		case <-deadline:
			floor, err := f.e.Snapshot(context.Background())
			f.t.Fatalf("waited in vain: %s; the floor: %+v %v", what, floor, err)
		}
	}
}

// kind waits for a fact of an attempt.
func (f *floor) kind(id dialer.AttemptID, k dialer.FactKind) dialer.Fact {
	f.t.Helper()
	return f.fact(fmt.Sprintf("%s %s", id, k), func(x dialer.Fact) bool { return x.Attempt == id && x.Kind == k })
}

func (f *floor) all() []dialer.Fact {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.facts)
}

// figures gives the day's row from the journal on disk.
func (f *floor) figures() figures.Day {
	f.t.Helper()
	facts, failed := f.journal()
	days := figures.Derive(facts, hours.Oslo())
	must(f.t, failed())
	must(f.t, figures.Check(days))
	for _, d := range days {
		if d.Campaign == "c1" && (d.Attempted > 0 || d.Answered > 0 || d.LocalError > 0) {
			return d
		}
	}
	return figures.Day{}
}

// journal gives the facts on disk, and afterwards whether they could be read.
func (f *floor) journal() (facts iter.Seq[dialer.Fact], failed func() error) {
	var err error
	return func(yield func(dialer.Fact) bool) {
		for x, e := range f.store.Facts(context.Background(), sqlite.Query{}) {
			if err = e; err != nil || !yield(x) {
				return
			}
		}
	}, func() error { return err }
}

// pacing are the settings of a predictive campaign; power mode does not read them.
func (f *floor) pacing() pacing.Settings {
	if f.o.pacing == nil {
		return pacing.Defaults()
	}
	return *f.o.pacing
}

func (f *floor) newPacer() func(pacing.Settings) engine.Pacer {
	if f.o.newPacer == nil {
		return nil
	}
	return func(pacing.Settings) engine.Pacer { return f.o.newPacer }
}

func ack() gate.Ack {
	return gate.Ack{Name: "Kari Nordmann", Date: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), TextSHA256: "as shipped"}
}

// ports of the engine, on the store

func (f *floor) Write(ctx context.Context, b dialer.Batch) error {
	if err := f.store.Write(ctx, b); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.facts = append(f.facts, b.Facts...)
	close(f.news)
	f.news = make(chan struct{})
	return nil
}

func (f *floor) Due(
	ctx context.Context, c dialer.CampaignID, now time.Time, limit int,
) ([]dialer.Lead, time.Time, error) {
	leads, err := f.store.DueLeads(ctx, c, now, limit)
	if err != nil {
		return nil, time.Time{}, err
	}
	next, err := f.store.NextDue(ctx, c, now)
	return leads, next, err
}

func (f *floor) Agent(ctx context.Context, endpoint, pin string) (dialer.Agent, error) {
	return f.store.CheckPIN(ctx, endpoint, pin)
}

func (f *floor) AgentAt(ctx context.Context, endpoint string) (dialer.Agent, error) {
	return f.store.AgentByEndpoint(ctx, endpoint)
}

func (f *floor) Look(ctx context.Context, c dialer.Campaign, l dialer.Lead, now time.Time) (gate.Facts, error) {
	own, client, err := f.store.Reserved(ctx, l.Number, c.Client.ID)
	if err != nil {
		return gate.Facts{}, err
	}
	h, err := f.store.History(ctx, c.ID, c.Client.ID, l.Number, dialer.DayOf(now, hours.Oslo()))
	answer := func(r dialer.RegisterID, in bool) dialer.RegisterAnswer {
		a := dialer.RegisterAnswer{Answer: dialer.Clear, RegisterVersion: dialer.RegisterVersion{Register: r}}
		if in {
			a.Answer = dialer.Reserved
		}
		return a
	}
	flagged := gate.No
	if h.Flagged {
		flagged = gate.Yes
	}
	return gate.Facts{
		Lead: l, Registers: []dialer.RegisterAnswer{
			answer(dialer.Own, own), answer(dialer.RegisterOf(c.Client.ID), client),
		},
		HistoryKnown: err == nil, Flagged: flagged, FlaggedAt: h.FlaggedAt, SuppressedAt: h.SuppressedAt,
		CampaignAttempts: h.CampaignAttempts, ClientToday: h.ClientToday, LastUnanswered: h.LastUnanswered,
	}, err
}

// open gives what the journal has left open.
func (f *floor) open() []engine.Open {
	left, err := f.store.OpenAttempts(context.Background())
	must(f.t, err)
	var open []engine.Open
	for _, a := range left {
		open = append(open, engine.Open{Client: "fjellvann", Facts: a.Facts, Call: call.Call{
			ID: a.ID, Campaign: a.Campaign, Lead: a.Lead, Number: a.Number, Show: visible, Ring: 20 * time.Second,
			T: 2 * time.Second,
		}})
	}
	return open
}
