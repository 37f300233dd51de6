package engine_test

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/pacing"
	"github.com/ringevett/ringevett/daemon/training"
)

// floor is an engine with a phone, a journal and a book of the story's own, in virtual time.
type floor struct {
	t          *testing.T
	e          *engine.Engine
	start      time.Time // the story's clock when the bubble's stood at begun
	begun      time.Time
	set        engine.Settings
	training   training.Ledger
	notices    []notice.Notice
	camp       dialer.Campaign
	others     []dialer.Campaign // of other clients, paused
	journal    *fakeJournal
	phone      *fakePhone
	book       *fakeBook
	recordings *fakeRecordings // nil: recording is off
	desk       *fakeDesk
	sent       *fakeShows    // nil: no number is compared
	displays   *fakeDisplays // nil: handsets show nothing
	first      dialer.AttemptID
	most       int // calls at a time that the pacer asks for; 0: as many as the guard allows
	lines      []string
	mu         sync.Mutex
	running    bool

	life    atomic.Int64   // which daemon runs; it changes with each kill
	end     func()         // ends the one that runs
	lives   sync.WaitGroup // of all that ran
	killed  bool
	deaf    bool             // events from the PBX are lost
	first0  dialer.AttemptID // the first of the day itself
	lenient bool             // lines that make no sense are passed over: a story that was drawn, or shortened

	rang map[dialer.AttemptID]dialer.Number // that were dialed

	broken   []string // invariants that were
	mayBreak bool     // who tests looks at broken
}

func newFloor(t *testing.T) *floor {
	f := &floor{t: t, begun: time.Now(), first: 1}
	f.day("2026-11-23") // a Monday
	f.set = engine.Settings{Responsible: "Kari Nordmann", DeskWait: 20 * time.Second, Hours: hours.Norm(),
		T: 2 * time.Second, PinTries: 3, AfterWord: 3 * time.Second,
		Pacing: pacing.Defaults(), Ack: gate.Ack{
			Name: "Kari Nordmann", Date: f.start.AddDate(0, -1, 0), TextSHA256: "text",
		}, AckText: "text",
		NewPacer: func(s pacing.Settings) engine.Pacer { return &greedy{set: s, f: f} },
	}
	f.training = training.Ledger{Waived: true}
	f.journal = &fakeJournal{f: f}
	f.phone = &fakePhone{f: f, held: map[string]chan struct{}{}, lost: map[string]bool{},
		up: map[dialer.AttemptID]bool{}, in: map[dialer.AttemptID]dialer.SessionID{},
		seats: map[dialer.SessionID]string{},
		late:  map[dialer.AttemptID]dialer.SessionID{}, kept: map[dialer.AttemptID]*call.Kept{},
		quiet: map[dialer.AttemptID]bool{}, ages: map[dialer.AttemptID]engine.FoundChannel{}, hand: newFakeHand()}
	f.book = &fakeBook{f: f}
	f.desk = &fakeDesk{f: f, in: map[string]dialer.SessionID{}, seen: map[string]bool{}}
	client := dialer.Client{
		ID: "fjellvann", Name: "Fjellvann", Spoken: "Fjellvann", Visible: []dialer.Number{"+4722000001"},
	}
	f.camp = dialer.Campaign{
		ID: "c1", Client: client, Kind: dialer.Service, Purpose: "service", Subject: "strøm", Visible: "+4722000001",
		Language: "nb",
		Ring:     20 * time.Second, WrapUp: 30 * time.Second, Running: true,
		Attempts: dialer.Attempts{PerCampaign: 3, PerClientDay: 1, Gap: 4 * time.Hour},
		Agents:   []dialer.AgentID{"anna", "bob", "carl", "dora", "emil"},
		Sources: []dialer.Source{
			{Name: "kunder", Kind: dialer.ClientCustomers, Basis: "avtale", Spoken: "Fjellvann", ObtainedAt: f.start},
		},
	}
	return f
}

func (f *floor) day(date string) {
	d, err := time.ParseInLocation(time.DateOnly, date, hours.Oslo())
	if err != nil {
		f.t.Fatal(err)
	}
	f.start = d
}

func (f *floor) now() time.Time { return f.start.Add(time.Since(f.begun)) }

// open starts the engine; what a story says before its first time is set-up.
func (f *floor) open() {
	if f.running {
		return
	}
	f.running = true
	f.begin()
	f.t.Cleanup(func() { f.phone.releaseAll(); f.end(); f.lives.Wait() })
}

// begin starts a daemon on what the journal and the PBX hold.
func (f *floor) begin() {
	life := f.life.Add(1)
	log := logrus.New()
	log.SetOutput(io.Discard)
	log.AddHook(&breachHook{f, life})
	is := mortal{f, life}
	ports := engine.Ports{
		Phone: is, Journal: is, Aside: f.journal, Book: f.book, Registers: f.book, Callers: is, Desk: f.desk,
		Inquiries: f.desk, Wishes: f.desk, Speaker: is, Ringer: is, Listeners: is,
		Now: f.now, Log: logrus.NewEntry(log),
	}
	if f.recordings != nil {
		ports.Recordings = f.recordings
	}
	f.connectScreens(&ports)
	e := engine.New(f.set, ports, f.first)
	e.SetTraining(f.training)
	e.SetNotices(f.ledger())
	e.SetCampaigns(append([]dialer.Campaign{f.camp}, f.others...))
	e.Recount(slices.Values(f.journal.all()))
	e.SetTrials(f.journal.trials())
	e.SetPauses(f.journal.pauses())
	e.SetListened(f.journal.listened())
	e.SetShown("PJSIP/{number}@trunk", f.journal.shown())
	e.Recover(f.now(), f.journal.open())
	for id, n := range f.journal.openHands() {
		e.AdoptHand(id, f.handCall(n))
	}
	ctx, cancel := context.WithCancel(f.t.Context())
	f.lives.Go(func() { e.Run(ctx) })
	f.mu.Lock()
	f.e, f.end = e, cancel
	f.mu.Unlock()
	e.Tell(engine.Up{Found: f.phone.found()})
}

// until lets time pass to the story's clock at.
func (f *floor) until(clock time.Time) {
	h, m, s := clock.Clock()
	y, mon, d := f.start.Date()
	at := time.Date(y, mon, d, h, m, s, clock.Nanosecond(), f.start.Location())
	for at.Before(f.now().Truncate(time.Millisecond)) {
		at = at.AddDate(0, 0, 1) // past midnight
	}
	time.Sleep(at.Sub(f.now()))
	synctest.Wait()
}

// settle lets every patience of the engine run out.
func (f *floor) settle() {
	time.Sleep(10 * time.Minute)
	synctest.Wait()
}

// note puts a line in the transcript.
func (f *floor) note(format string, args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lines = append(f.lines, f.now().In(hours.Oslo()).Format("15:04:05.000  ")+fmt.Sprintf(format, args...))
}

// isEndTwice reports an end that is asked for again in the same instant: whether it is hangs on goroutines.
func isEndTwice(a, b string) bool {
	return a == b && (strings.HasSuffix(a, " hangup") || strings.HasSuffix(a, " back"))
}

// transcript joins what happened in one instant to one line, in an order that does not hang on goroutines.
func (f *floor) transcript() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	const stamp = len("15:04:05.000  ")
	var b strings.Builder
	for i := 0; i < len(f.lines); {
		j, at := i, f.lines[i][:stamp]
		var what []string
		for j < len(f.lines) && f.lines[j][:stamp] == at {
			what = append(what, f.lines[j][stamp:])
			j++
		}
		slices.SortStableFunc(what, bySubject)
		what = slices.CompactFunc(what, isEndTwice)
		b.WriteString(strings.Replace(at, ".000", "", 1) + strings.Join(what, " · ") + "\n")
		i = j
	}
	return b.String()
}

// bySubject orders by who it is about; facts after effects, each in their own order.
func bySubject(a, b string) int {
	key := func(s string) string {
		who, _, _ := strings.Cut(s, " ")
		if strings.Contains(s, "!") {
			return who + "!"
		}
		return who
	}
	return strings.Compare(key(a), key(b))
}

// say carries out one line of a story.
func (f *floor) say(w []string) error {
	defer synctest.Wait()
	rest := strings.Join(w[1:], " ")
	switch {
	case w[0] == "clock": // set-up: when the daemon starts
		at, err := time.ParseInLocation(time.TimeOnly, w[1], hours.Oslo())
		if err != nil {
			return err
		}
		f.until(at)
	case w[0] == "invariants": // "invariants may break": the story is about one that does
		f.mayBreak = true
	case w[0] == "lenient":
		f.lenient = true
	case w[0] == "kill": // -9: what is not on the disk is lost, the PBX goes on
		f.kill()
	case w[0] == "start":
		f.restart()
	case w[0] == "day":
		f.day(w[1])
	case w[0] == "next": // next day
		time.Sleep(24 * time.Hour)
	case w[0] == "recording":
		if f.recordings == nil {
			f.recordings = &fakeRecordings{f: f, untold: map[dialer.AgentID]bool{}}
		}
		f.recordings.obey(w[1:])
	case w[0] == "notice": // "notice recording anna,bob until 12:00:00", "notice 1 withdrawn"
		return f.notice(w[1:])
	case w[0] == "monitor":
		return f.monitor(w[1:])
	case w[0] == "listener", w[0] == "host", w[0] == "ear":
		f.listener(w[0], w[1])
	case w[0] == "kind":
		f.kind(dialer.Kind(w[1]))
	case w[0] == "untaught": // anna was taught all but these items
		return f.untaught(w[1:])
	case w[0] == "offer": // its price is another from now on; "none": the campaign has no offer
		if f.camp.Offer.Price = rest; rest == dialer.None {
			f.camp.Offer = dialer.Offer{}
		}
		return f.e.PutCampaign(f.t.Context(), f.camp)
	case w[0] == "book" && w[1] == "takes":
		f.book.mu.Lock()
		f.book.late = duration(w[2])
		f.book.mu.Unlock()
	case w[0] == "book" && w[2] == "pins": // "book holds pins", "book releases pins"
		f.phone.obey(w[1], w[2])
	case w[0] == "unlock": // a supervisor lets a phone log in again
		return f.unlock(w[1])
	case w[0] == "phone" && w[1] == "dials": // "phone dials anna anna2": another leg of a phone, by a name of its own
		f.tell(engine.SeatArrived{Session: dialer.SessionID(w[3]), Endpoint: "PJSIP/" + w[2]})
	case w[0] == "phone" && w[1] == "answers": // "phone answers anna": the call that rings it back
		f.tell(engine.SeatArrived{Session: dialer.SessionID(w[2]), Endpoint: "PJSIP/" + w[2], Back: true})
	case w[0] == "withdraw":
		f.book.withdraw(dialer.Number("+47"+w[1]), f.now())
	case w[0] == "known": // set-up: the lead of what the journal left open, and what the registers say of it
		f.book.former(w[1:])
	case w[0] == "registers":
		f.book.mu.Lock()
		f.book.away = w[1] == "away"
		if w[1] == "take" {
			f.book.slow = duration(w[2])
		}
		f.book.mu.Unlock()
	case w[0] == "displays": // from the first one on: "displays work", "displays refuse", "displays hang"
		f.handsets(w[1])
	case w[0] == "sends": // from the first one on: what the PBX sends as the caller's number
		if f.sent == nil {
			f.sent = &fakeShows{}
		}
		f.sent.from.Store(rest)
	case w[0] == "shown": // a person's word on the number
		return f.lift(w[1])
	case w[0] == "mode":
		if f.camp.Mode = dialer.Mode(w[1]); f.running {
			return f.e.PutCampaign(f.t.Context(), f.camp)
		}
	case w[0] == "pacer":
		fmt.Sscan(w[1], &f.most)
	case w[0] == "ack":
		f.ack(w[1])
	case w[0] == "ledger":
		f.journal.past(w[1:])
	case w[0] == "restarts":
		return f.e.RestartPredictive(f.t.Context(), "c1", rest, "cli:kari")
	case w[0] == "client": // and its agents, who work for no other client
		f.client(dialer.ClientID(w[1]), w[2:])
	case w[0] == "ring":
		f.camp.Ring = duration(w[1])
	case w[0] == "wrap-up":
		f.camp.WrapUp = duration(w[1])
	case w[0] == "supervisor": // "supervisor sends anna", "supervisor sends anna now"
		return f.e.LogOutAgent(f.t.Context(), dialer.AgentID(w[2]), "fire drill", "cli:kari", len(w) > 3)
	case w[0] == "forced": // an outcome is required
		f.camp.Forced = true
	case w[0] == "rings-back":
		f.set.RingBack = true
	case w[0] == "pauses":
		f.set.PauseLasts = duration(w[1])
	case w[0] == "after-word":
		f.set.AfterWord = duration(w[1])
	case w[0] == "hours" && w[1] == "always":
		f.set.Hours = hours.Always()
	case w[0] == "lines":
		fmt.Sscan(w[1], &f.set.MaxCalls)
	case w[0] == "journal":
		return f.journal.preset(w[1:])
	case w[0] == "agent":
		return f.login(w[1:])
	case w[0] == "rival": // another client whose campaign dials too, with agents who may work for both
		f.rival(dialer.ClientID(w[1]), w[2:])
	case w[0] == "lead": // "lead 90000001 flagged", "lead 90000002 of skog"
		campaign := f.book.add(dialer.Number("+47"+w[1]), w[2:])
		if f.running && !f.killed {
			return f.e.LeadsAdded(f.t.Context(), campaign)
		}
	case w[0] == "reserve": // for everyone, or "reserve 90000001 for fjellvann"
		f.reserve(dialer.Number("+47"+w[1]), dialer.ClientID(strings.TrimPrefix(strings.Join(w[2:], ""), "for")))
	case w[0] == "erase":
		if f.book.erase(dialer.Number("+47" + w[1])); f.killed {
			return nil
		}
		f.e.Tell(engine.NumberReserved{Number: dialer.Number("+47" + w[1]), Why: "the number was erased meanwhile"})
	case w[0] == "dials" && f.killed:
	case w[0] == "dials": // by hand, on the PBX's own route: "dials 90000001"
		go f.dialByHand(dialer.Number("+47" + w[1]))
	case w[0] == "phone":
		f.phone.obey(w[1], strings.Join(w[2:], " "))
	case w[0] == "pbx":
		f.pbx(w[1], strings.Join(w[2:], " "))
	case w[0] == "disk":
		f.journal.obey(w[1:])
	case w[0] == "caller":
		f.desk.caller(w[1], rest)
	case w[0] == "try": // "try anna 102", and then "try rings", "try answers", "try keys 1", "try hangs up 17", "try ends"
		return f.try(w[1:])
	case w[0] == "stop":
		go f.e.Drain(f.t.Context())
	case w[0] == "desk": // a person's word on a call, by the command line
		return f.typed(w[1], w[2])
	case w[0] == "route": // "route records a1": the PBX records a consumer's leg by itself
		var n int64
		fmt.Sscanf(w[2], "a%d", &n)
		f.tell(engine.RouteRecords{ID: dialer.AttemptID(n), Where: "Local/…@outbound"})
	case w[0] == "cut":
		return f.e.Cut(f.t.Context(), "stopping")
	case w[0][0] == 'a' && w[0] != "anna":
		return f.callEvent(w[0], rest)
	default:
		return f.agentEvent(dialer.SessionID(w[0]), w[1:])
	}
	synctest.Wait()
	return nil
}

func duration(s string) time.Duration {
	d, err := time.ParseDuration(s)
	if err != nil {
		panic(err)
	}
	return d
}

// login has an agent dial the code and key the PIN; the session bears the agent's name.
func (f *floor) login(w []string) error {
	id := dialer.SessionID(w[0])
	f.tell(engine.SeatArrived{Session: id, Endpoint: "PJSIP/" + w[0]})
	return f.agentEvent(id, []string{"keys", (append(w, "1234#"))[1]})
}

func (f *floor) agentEvent(id dialer.SessionID, w []string) error {
	switch strings.Join(w[:min(2, len(w))], " ") {
	case "hangs up", "vanishes":
		f.phone.seatGone(id)
		f.tell(engine.SeatGone{Session: id, Why: "hung up"})
	case "logs out":
		out := dialer.SessionID(string(id) + "-out")
		f.tell(engine.SeatArrived{Session: out, Endpoint: "PJSIP/" + string(id), Logout: true})
		return f.agentEvent(out, []string{"keys", "1234#"})
	case "goes mute", "sounds again", "puts on", "takes back", "is local":
		f.phone.sounds(id, w[0])
	default:
		if f.seatMoved(id, w) {
			break
		}
		if w[0] != "keys" {
			return fmt.Errorf("an agent keys, hangs up or logs out")
		}
		for _, digit := range []byte(strings.Join(w[1:], "")) {
			f.tell(engine.SeatKey{Session: id, Digit: digit})
		}
	}
	synctest.Wait()
	return nil
}

func (f *floor) callEvent(name, what string) error {
	var n int64
	if _, err := fmt.Sscanf(name, "a%d", &n); err != nil {
		return err
	}
	id := dialer.AttemptID(n)
	if ev := consentEvent(id, strings.Fields(what)); ev != nil {
		f.tell(ev)
		return nil
	}
	if ev, is := f.phone.callMoved(id, strings.Fields(what)); is {
		if ev != nil {
			f.tell(engine.CallEvent{ID: id, Ev: ev})
		}
		return nil
	}
	ev, err := f.phone.event(id, what)
	if err != nil || ev == nil {
		return err
	}
	f.tell(engine.CallEvent{ID: id, Ev: ev})
	synctest.Wait()
	return nil
}

// book and registers

type fakeBook struct {
	f     *floor
	mu    sync.Mutex
	leads []dialer.Lead
	known map[dialer.LeadID]string

	reserved map[dialer.Number]dialer.ClientID // "": for everyone
	barred   map[dialer.Number]time.Time       // since when our campaign may not ring it
	erased   map[dialer.Number]bool

	away bool
	slow time.Duration // of a look-up
	late time.Duration // of the list of leads that are due, after it was read
}

func (b *fakeBook) add(n dialer.Number, flags []string) dialer.CampaignID {
	campaign := dialer.CampaignID("c1")
	if len(flags) > 1 && flags[0] == "of" {
		campaign, flags = dialer.CampaignID(flags[1]), flags[2:]
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.known == nil {
		b.known = map[dialer.LeadID]string{}
	}
	l := dialer.Lead{ID: dialer.LeadID(len(b.leads) + 1), Campaign: campaign, Number: n, Source: "kunder", Due: b.f.now()}
	b.f.evidence(&l, flags)
	b.leads = append(b.leads, l)
	b.known[l.ID] = strings.Join(flags, " ")
	return campaign
}

// formerLead is the lead of every attempt that a story's journal left open.
const formerLead dialer.LeadID = 99

func (b *fakeBook) former(flags []string) {
	if b.known == nil {
		b.known = map[dialer.LeadID]string{}
	}
	b.known[formerLead] = strings.Join(flags, " ")
}

func (b *fakeBook) Due(
	_ context.Context, id dialer.CampaignID, now time.Time, limit int,
) ([]dialer.Lead, time.Time, error) {
	b.mu.Lock()
	late := b.late
	b.mu.Unlock()
	defer time.Sleep(late)
	b.mu.Lock()
	defer b.mu.Unlock()
	var due []dialer.Lead
	var next time.Time
	for _, l := range b.leads {
		state, l := b.f.journal.lead(l)
		at := l.Due
		switch {
		case state != dialer.LeadWaiting || b.erased[l.Number] || l.Campaign != id:
		case !at.After(now) && len(due) < limit:
			due = append(due, l)
		case next.IsZero() || at.Before(next):
			next = at
		}
	}
	return due, next, nil
}

func (b *fakeBook) Agent(_ context.Context, endpoint, pin string) (dialer.Agent, error) {
	if _, err := b.f.phone.await("pins"); err != nil {
		return dialer.Agent{}, err
	}
	a, err := b.AgentAt(context.Background(), endpoint)
	if pin != "1234" && !strings.HasPrefix(string(a.ID), "stranger") {
		return dialer.Agent{ID: a.ID}, fmt.Errorf("pin of %s: %w", endpoint, dialer.ErrRefused)
	}
	if strings.HasPrefix(string(a.ID), "stranger") {
		return dialer.Agent{}, fmt.Errorf("phone %s is no agent's: %w", endpoint, dialer.ErrNotFound)
	}
	return a, err
}

func (b *fakeBook) AgentAt(_ context.Context, endpoint string) (dialer.Agent, error) {
	name := strings.TrimRight(strings.TrimPrefix(endpoint, "PJSIP/"), "0123456789") // bob2 is bob's second phone
	return dialer.Agent{ID: dialer.AgentID(name), FullName: name + " Nordmann", Endpoint: endpoint}, nil
}

func (b *fakeBook) Look(ctx context.Context, c dialer.Campaign, l dialer.Lead, _ time.Time) (gate.Facts, error) {
	defer func() { // what is answered was read before the delay
		b.mu.Lock()
		slow := b.slow
		b.mu.Unlock()
		if !b.f.lenient { // a story may have one that takes no notice of its end
			ctx = context.WithoutCancel(ctx)
		}
		select {
		case <-time.After(slow):
		case <-ctx.Done():
		}
	}()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.erased[l.Number] {
		return gate.Facts{}, fmt.Errorf("lead %d: %w", l.ID, dialer.ErrNotFound)
	}
	if l.ID == formerLead {
		l = dialer.Lead{ID: formerLead, Campaign: "c1", Number: "+4790000099", Source: "kunder"}
	} else {
		_, l = b.f.journal.lead(b.leads[l.ID-1]) // as it is now
	}
	f := gate.Facts{HistoryKnown: true, Flagged: gate.No, Lead: l}
	own, client, national := dialer.Clear, dialer.Clear, dialer.Clear
	if who, in := b.reserved[l.Number]; in && who == "" {
		own = dialer.Reserved
	} else if in && who == c.Client.ID {
		client = dialer.Reserved
	}
	f.FlaggedAt, f.SuppressedAt = b.f.journal.abandoned(l.Number)
	if !f.FlaggedAt.IsZero() {
		f.Flagged = gate.Yes
	}
	switch flags := b.known[l.ID]; {
	case flags == "unknown", b.away:
		return gate.Facts{}, fmt.Errorf("register away")
	case flags == "reserved":
		own = dialer.Reserved
	case flags == "tried twice":
		f.CampaignAttempts = 2
	case flags == "flagged":
		f.Flagged = gate.Yes
	case flags == "flagged yesterday":
		f.Flagged, f.FlaggedAt = gate.Yes, b.f.start.Add(-time.Hour)
	case strings.HasPrefix(flags, "nationally"):
		national = dialer.Reserved
	}
	f.Registers = b.f.registers(c.Client.ID, own, client, national)
	return f, nil
}

// registers are what the sets answer: the call centre's own, the client's, and the national ones.
func (f *floor) registers(
	of dialer.ClientID, own, client, national dialer.Answer,
) (answers []dialer.RegisterAnswer) {
	for id, a := range map[dialer.RegisterID]dialer.Answer{
		dialer.Own: own, dialer.RegisterOf(of): client, dialer.National: national, dialer.NationalVoluntary: national,
	} {
		answers = append(answers, dialer.RegisterAnswer{
			Answer: a, RegisterVersion: dialer.RegisterVersion{Register: id, Version: 1, LoadedAt: f.start},
		})
	}
	return answers
}
