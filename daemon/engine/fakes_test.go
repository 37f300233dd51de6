package engine_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// fakePhone does at once what it is told and says so, unless the story has it hold or lose something.
type fakePhone struct {
	f       *floor
	mu      sync.Mutex
	held    map[string]chan struct{} // effects that wait for a release, by first word
	lost    map[string]bool          // effects that have no effect
	fails   map[string]error
	up      map[dialer.AttemptID]bool // channels that live; true: answered
	in      map[dialer.AttemptID]dialer.SessionID
	seats   map[dialer.SessionID]string              // open legs and their endpoints
	late    map[dialer.AttemptID]dialer.SessionID    // joins that were lost, which the PBX may carry out all the same
	kept    map[dialer.AttemptID]*call.Kept          // of channels that are gone
	quiet   map[dialer.AttemptID]bool                // channels that live and do not ring yet
	ages    map[dialer.AttemptID]engine.FoundChannel // when they joined and were answered, from before
	met     map[dialer.AttemptID]bool                // consumers who have talked to an agent for a second
	hand    fakeHand
	listens engine.ListenNo             // the last monitoring session
	sound   map[dialer.SessionID]*sound // what comes from each agent's phone
	lives   map[dialer.AttemptID]*past  // what the PBX keeps of each channel
}

func word(s string) string { w, _, _ := strings.Cut(s, " "); return w }

// obey takes "phone holds join", "phone releases join", "phone loses hangup", "phone refuses create".
func (p *fakePhone) obey(verb, effect string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch verb {
	case "holds":
		if p.held[effect] == nil {
			p.held[effect] = make(chan struct{})
		}
	case "releases":
		if ch := p.held[effect]; ch != nil {
			close(ch)
			delete(p.held, effect)
		}
	case "loses":
		p.lost[effect] = true
	case "works":
		p.lost, p.fails = map[string]bool{}, nil
	case "refuses":
		p.fails = map[string]error{effect: errors.New("Allocation failed")}
	case "records": // by itself, each leg: "phone records open"
		p.fails = map[string]error{effect: engine.ErrRecordsItself}
	default:
		panic("phone " + verb)
	case "cuts": // a key of the agent ends the sound before its end: "phone cuts say notice-text 1"
		p.fails = map[string]error{effect: engine.ErrCut}
	}
}

func (p *fakePhone) releaseAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for k, ch := range p.held {
		close(ch)
		delete(p.held, k)
	}
}

// await waits while the effect is held; it reports whether it is to be carried out.
func (p *fakePhone) await(effect string) (bool, error) {
	p.mu.Lock()
	ch, lost, err := p.held[effect], p.lost[effect], p.fails[effect]
	p.mu.Unlock()
	if ch == nil {
		return !lost, err
	}
	var timeout <-chan time.Time
	if p.f.lenient { // as any request to the PBX; others are held until the story releases them
		timeout = time.After(5 * time.Second)
	}
	select {
	case <-ch:
		return !lost, err
	case <-timeout:
		return false, context.DeadlineExceeded
	}
}

func (p *fakePhone) Do(_ context.Context, id dialer.AttemptID, ef call.Effect) error {
	if ef == (call.Forget{}) { // after every end: no story tells it
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.kept, id)
		return nil
	}
	p.f.note("%s %s", id, ef)
	p.f.mayRing(id, ef)
	if _, ends := ef.(call.Hangup); ends {
		p.mu.Lock()
		x := p.past(id)
		x.doomed = x.doomed || x.answered.IsZero() || p.f.deaf
		delete(p.late, id) // the PBX takes requests on one channel in their order, or loses them
		p.mu.Unlock()
	}
	if does, err := p.await(word(ef.String())); err != nil || !does {
		if j, join := ef.(call.Join); join && err == nil {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.late[id] = j.Session
		}
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_, lives := p.up[id]
	tell := func(ev call.Event) { p.f.tell(engine.CallEvent{ID: id, Ev: ev}) }
	switch ef := ef.(type) {
	case call.Create:
		p.up[id] = false
		tell(call.Created{})
	case call.Join:
		if !lives {
			return dialer.ErrNotFound
		}
		p.parts(id)
		p.in[id] = ef.Session
		p.past(id).joined = p.f.now()
		tell(call.Joined{Session: ef.Session})
	case call.Dial:
		p.past(id).dialed = true
		tell(call.Dialed{})
	case call.Leave:
		p.parts(id)
		delete(p.in, id)
		delete(p.late, id)
	case call.Hangup:
		if lives {
			p.drop(id)
			tell(call.Ended{Cause: 16})
		}
	case call.Seek:
		if lives {
			p.f.answer(engine.CallEvent{ID: id, Ev: p.whereabouts(id)})
			return nil
		}
		p.f.answer(engine.CallEvent{ID: id, Ev: call.Ended{Unseen: true, Kept: p.keptOf(id)}})
	case call.Probe: // answers over HTTP, whether or not events flow
		tell = func(ev call.Event) { p.f.answer(engine.CallEvent{ID: id, Ev: ev}) }
		if lives {
			p.looked(id, tell)
			tell(call.Lives{})
		} else {
			tell(call.Ended{Unseen: true, Kept: p.keptOf(id)})
		}
	}
	return nil
}

// looked tells what a look at a living channel shows.
func (p *fakePhone) looked(id dialer.AttemptID, tell func(call.Event)) {
	x, session := p.past(id), p.in[id]
	if !p.up[id] {
		return
	}
	since := func(at time.Time) time.Duration {
		if at.IsZero() {
			return 0
		}
		return max(1, p.f.now().Sub(at))
	}
	tell(call.Answered{Ago: since(x.answered)})
	if session != "" {
		tell(call.Joined{Session: session, Ago: since(x.joined)})
	}
}

// joins carries out what was lost, and sends no event.
func (p *fakePhone) joins() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, session := range p.late {
		p.parts(id)
		if _, lives := p.up[id]; !lives && p.f.lenient {
			delete(p.late, id)
			continue
		}
		p.past(id).joined = p.f.now()
		p.in[id] = session
		delete(p.late, id)
	}
}

// keeps has the PBX keep what became of a call: "a7 answered 20s joined 18s ended 2s consumer 16", "a7 rang ended 2s
// 17 486".
func (p *fakePhone) keeps(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var n int64
	w := strings.Fields(what)
	fmt.Sscanf(w[0], "a%d", &n)
	k := &call.Kept{}
	for w = w[1:]; len(w) > 0; w = w[1:] {
		switch w[0] {
		case "rang":
			k.Rang = true
		case "consumer":
			k.ByConsumer = true
		case "answered":
			k.Up, k.Answered, w = true, duration(w[1]), w[1:]
		case "joined":
			k.Joined, w = duration(w[1]), w[1:]
		case "ended":
			k.Ended, w = duration(w[1]), w[1:]
		default:
			fmt.Sscan(strings.Join(w, " "), &k.Cause, &k.Tech)
			w = w[:1]
		}
	}
	p.drop(dialer.AttemptID(n))
	p.kept[dialer.AttemptID(n)] = k
}

func (p *fakePhone) drop(id dialer.AttemptID) {
	p.parts(id)
	p.past(id).ended = p.f.now()
	delete(p.up, id)
	delete(p.in, id)
	delete(p.hand.moved, id)
}

func (p *fakePhone) Seat(_ context.Context, id dialer.SessionID, ef engine.SeatEffect) error {
	p.f.note("%s %s", id, ef)
	if does, err := p.await(string(ef)); err != nil || !does {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if channel, is := ef.Expels(); is {
		p.strangerGone(channel)
		return nil
	}
	switch ef {
	case engine.SeatOpen:
		p.seats[id] = "PJSIP/" + string(id)
		p.f.tell(engine.SeatOpened{Session: id})
	case engine.SeatHangup:
		p.partAll(id)
		delete(p.seats, id)
		delete(p.hand.away, id)
		p.f.tell(engine.SeatGone{Session: id, Why: "asked to"})
	}
	return nil
}

func (p *fakePhone) seatGone(id dialer.SessionID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.partAll(id)
	delete(p.seats, id)
	delete(p.hand.away, id)
}

// event turns "rings", "answered", "hangs up 16", "ends 17 486", "message ends" into what the PBX would tell.
func (p *fakePhone) event(id dialer.AttemptID, what string) (call.Event, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	w := strings.Fields(what)
	var cause, tech int
	fmt.Sscan(strings.Join(w[min(len(w), 1):], " "), &cause, &tech)
	if p.f.lenient && !p.fits(id, w[0]) {
		return nil, nil
	}
	p.past(id).saw(p.f.now(), w)
	switch w[0] {
	case "rings":
		return call.Ringing{}, nil
	case "early":
		return call.Early{}, nil
	case "answered": // "answered 3s": so long ago
		p.up[id] = true
		if len(w) > 1 {
			return call.Answered{Ago: duration(w[1])}, nil
		}
		return call.Answered{}, nil
	case "message":
		return call.PlayEnded{}, nil
	case "hangs":
		fmt.Sscan(strings.Join(w[2:], " "), &cause, &tech)
		p.drop(id)
		return call.Ended{Cause: cause, Tech: tech}, nil
	case "ends":
		p.drop(id)
		return call.Ended{Cause: cause, Tech: tech}, nil
	}
	return nil, fmt.Errorf("a call rings, is early, is answered, hangs up or ends")
}

func (p *fakePhone) found() engine.Found {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := engine.Found{
		Attempts: map[dialer.AttemptID]engine.FoundChannel{}, Seats: map[dialer.SessionID]engine.FoundChannel{},
		Callers: p.f.desk.found(),
	}
	for id, up := range p.up {
		f.Attempts[id] = engine.FoundChannel{
			Up: up, Ringing: !up && !p.quiet[id], Bridge: p.in[id], Joined: p.ages[id].Joined,
			Answered: p.ages[id].Answered,
		}
		if p.f.lenient {
			f.Attempts[id] = p.legOf(id, up)
		}
	}
	for id, endpoint := range p.seats {
		f.Seats[id] = engine.FoundChannel{Up: true, Bridge: id, Endpoint: endpoint}
	}
	return p.foundMoved(f)
}

// dies loses every channel.
func (p *fakePhone) dies() {
	f := p.found()
	for id := range f.Attempts {
		p.forget(id.String())
	}
	for id := range f.Seats {
		p.forget(string(id))
	}
	for id := range f.Callers {
		p.forget(id)
	}
}

// forget loses a channel without telling anyone: "a1" or an agent's name.
func (p *fakePhone) forget(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var n int64
	if _, err := fmt.Sscanf(name, "a%d", &n); err == nil {
		p.drop(dialer.AttemptID(n))
		return
	}
	delete(p.seats, dialer.SessionID(name))
	p.f.desk.lose(name)
}

// preset has the PBX hold channels from before: "a1 up anna", joined and answered so long ago: "a1 up anna 8s 5s";
// "a1 ringing", "a1 down anna", "seat anna".
func (p *fakePhone) preset(what string) {
	w := strings.Fields(what)
	if w[0] == "caller" {
		p.f.desk.preset(w[1:])
		return
	}
	if w[0] == "seat" {
		p.seats[dialer.SessionID(w[1])] = "PJSIP/" + w[1]
		return
	}
	var n int64
	fmt.Sscanf(w[0], "a%d", &n)
	id := dialer.AttemptID(n)
	p.up[id] = w[1] == "up"
	if w[1] == "down" {
		p.quiet[id] = true
	}
	if len(w) > 2 {
		p.in[id] = dialer.SessionID(w[2])
	}
	if len(w) > 3 { // how long ago it joined, and was answered
		p.ages[id] = engine.FoundChannel{Joined: duration(w[3])}
	}
	if len(w) > 4 {
		p.ages[id] = engine.FoundChannel{Joined: duration(w[3]), Answered: duration(w[4])}
	}
}

// fakeJournal keeps batches, slowly or not at all when told so.
type fakeJournal struct {
	f     *floor
	mu    sync.Mutex
	facts []dialer.Fact
	leads map[dialer.LeadID]dialer.LeadChange
	slow  time.Duration
	full  bool
	not   dialer.FactKind // facts of this kind are refused, the disk being well
	left  []engine.Open
}

// obey takes "disk takes 2s", "disk full", "disk refuses booked", "disk works".
func (j *fakeJournal) obey(w []string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.full, j.slow, j.not = w[0] == "full", 0, ""
	switch w[0] {
	case "takes":
		j.slow = duration(w[1])
	case "refuses":
		j.not = dialer.FactKind(w[1])
	}
}

func (j *fakeJournal) Write(ctx context.Context, b dialer.Batch) error {
	j.mu.Lock()
	slow, full, not, life := j.slow, j.full, j.not, j.f.life.Load()
	j.mu.Unlock()
	time.Sleep(slow)
	if life != j.f.life.Load() {
		return errKilled
	}
	if full {
		return errors.New("disk full")
	}
	if slices.ContainsFunc(b.Facts, func(f dialer.Fact) bool { return f.Kind == not }) {
		return fmt.Errorf("%w: %s", dialer.ErrUnwritable, not)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.leads == nil {
		j.leads = map[dialer.LeadID]dialer.LeadChange{}
	}
	for _, l := range b.Leads {
		l.For = cmp.Or(l.For, j.leads[l.Lead].For)
		j.leads[l.Lead] = l
	}
	for _, fact := range b.Facts {
		j.facts = append(j.facts, fact)
		if fact.Kind != dialer.FactFree && fact.Kind != dialer.FactReturnedTalk { // after every talk: no story tells them
			j.f.note("%s", tellFact(fact))
		}
	}
	return nil
}

// SetAside tells what was refused as "~".
func (j *fakeJournal) SetAside(b dialer.Batch, _ error) error {
	for _, f := range b.Facts {
		j.f.note("%s", strings.Replace(tellFact(f), "!", "~", 1))
	}
	return nil
}

// tellFact writes a fact as in a transcript: who, "!", and the fact.
func tellFact(f dialer.Fact) string {
	who := string(f.Agent)
	if f.Attempt != 0 {
		who = f.Attempt.String()
	}
	if who == "" {
		who = "house"
	}
	s := who + " !" + string(f.Kind)
	if f.Kind == dialer.FactAnswered && !f.Reserved {
		s += " with nobody reserved"
	}
	for _, part := range []string{string(f.Outcome), string(f.Disposition), string(f.Party)} {
		if part != "" && f.Kind != dialer.FactBooked {
			s += " " + part
		}
	}
	if f.Code != "" && f.Kind == dialer.FactBlocked {
		s += " " + f.Code
	}
	if f.Kind == dialer.FactPacing || f.Kind == dialer.FactCampaign {
		s += " " + f.Code + " (" + f.Detail + ")"
	}
	if f.Kind == dialer.FactPhone {
		s += " " + f.Code + " (" + f.Detail + ")"
	}
	switch f.Kind {
	case dialer.FactPaused, dialer.FactPauseAsked, dialer.FactTicked, dialer.FactSaleRefused:
		s += " " + f.Code
	}
	if f.Kind == dialer.FactSeatClient {
		s += strings.TrimSuffix(" "+string(f.Client)+" ("+f.Detail+")", " ()")
	}
	s += consentCode(f) + returnedCode(f)
	if f.Exempt != "" {
		s += " " + f.Exempt
	}
	if f.Detail != "" && f.Attempt != 0 && f.Kind != dialer.FactBooked {
		s += " (" + f.Detail + ")"
	}
	return s
}

// lead is the lead as the book has it after what was written, and its state.
func (j *fakeJournal) lead(l dialer.Lead) (dialer.LeadState, dialer.Lead) {
	j.mu.Lock()
	defer j.mu.Unlock()
	c, changed := j.leads[l.ID]
	if !changed {
		return dialer.LeadWaiting, l
	}
	l.Due, l.CallBack, l.For = c.Due, c.Code == string(dialer.CallLater) || c.For != "", c.For
	return c.State, l
}

func (j *fakeJournal) all() []dialer.Fact {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.facts)
}

func (j *fakeJournal) open() []engine.Open { return j.left }

// preset leaves an attempt open from before: "journal a1 booked dialed answered bridged", a second each from nine on,
// or from the time that follows it, as in "a1 09:59:50 booked". booked+alone had agents held for it alone,
// booked+open had none.
func (j *fakeJournal) preset(w []string) error {
	var n int64
	if _, err := fmt.Sscanf(w[0], "a%d", &n); err != nil {
		return err
	}
	id := dialer.AttemptID(n)
	o := engine.Open{
		Client: "fjellvann",
		Call: call.Call{
			ID: id, Campaign: "c1", Lead: formerLead,
			Number: dialer.Number(fmt.Sprintf("+479000%04d", 99+100*len(j.left))), T: 2 * time.Second,
			Ring: 20 * time.Second,
		},
	}
	from := j.f.start.Add(9 * time.Hour)
	if at, err := time.Parse(time.TimeOnly, w[1]); err == nil {
		from = j.f.start.Add(at.Sub(at.Truncate(24 * time.Hour)))
		w = w[1:]
	}
	for i, kind := range w[1:] {
		kind, how, _ := strings.Cut(kind, "+")
		at := from.Add(time.Duration(i) * time.Second)
		fact := dialer.Fact{
			At: at, Kind: dialer.FactKind(kind), Campaign: "c1", Client: "fjellvann", Attempt: id, Agent: "anna",
			T: 2 * time.Second, Reserved: kind == "answered", Dedicated: how == "alone",
		}
		if how == "open" || o.Call.Open {
			o.Call.Open, fact.Agent, fact.Reserved = true, "", false
		}
		o.Facts = append(o.Facts, fact)
	}
	j.left = append(j.left, o)
	j.facts = append(j.facts, o.Facts...)
	j.f.first = id + 1
	return nil
}
