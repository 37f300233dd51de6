package simulate

import (
	"io"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
)

// world is everything around the engine.
type world struct {
	Scenario
	now   time.Time
	floor *engine.Virtual
	due   events
	seq   int

	calls  map[dialer.AttemptID]*line
	agents []*agent
	seats  map[dialer.SessionID]*agent

	day    int       // which shift
	opens  time.Time // of this shift
	ends   time.Time
	closed bool // the last shift is over
	paper
}

func newWorld(s Scenario) *world {
	w := &world{
		Scenario: s, calls: map[dialer.AttemptID]*line{}, seats: map[dialer.SessionID]*agent{},
		now: s.Start.Add(s.Late - time.Minute),
	}
	w.Campaign.Running = true
	w.hire()
	if w.Book == nil {
		w.Book = &leads{world: w}
	}
	if w.Registers == nil {
		w.Registers = everybody{}
	}
	w.paper = newPaper(w)
	log := logrus.New()
	log.SetOutput(io.Discard)
	log.SetLevel(logrus.PanicLevel)
	w.floor = engine.NewVirtual(s.settings(), engine.Ports{
		Phone: pbx{
			w,
		}, Journal: w, Book: agentsBook{
			w.Book, w,
		}, Registers: w.Registers, Now: func() time.Time { return w.now }, Log: logrus.NewEntry(log),
	}, []dialer.Campaign{w.Campaign})
	w.openShift()
	return w
}

// at foresees something.
func (w *world) at(t time.Time, do func()) {
	w.seq++
	w.due.push(event{t, w.seq, do})
}

func (w *world) in(d time.Duration, do func()) { w.at(w.now.Add(d), do) }

// since is how far into the shift it is.
func (w *world) since() time.Duration { return max(0, w.now.Sub(w.opens)) }

// run goes from happening to happening until the last shift is over and the last call has ended.
func (w *world) run() error {
	for {
		next, err := w.floor.Turn()
		if err != nil {
			return err
		}
		if w.failed != nil {
			return w.failed
		}
		if w.over() {
			return nil
		}
		if len(w.due) > 0 && (next.IsZero() || !w.due[0].at.After(next)) {
			e := w.due.pop()
			w.now = e.at
			e.do()
			continue
		}
		w.now = next
	}
}

// linger is for the calls that are in the air when the last agent is asked to go.
const linger = 30 * time.Minute

func (w *world) over() bool {
	return w.closed && w.now.After(w.ends.Add(lastCalls)) &&
		(len(w.calls) == 0 && len(w.seats) == 0 || w.now.After(w.ends.Add(linger)))
}

// openShift foresees the shift: agents are called in and sent home by the share of staff that should be there.
func (w *world) openShift() {
	w.opens = w.shift(w.day)
	w.ends = w.opens.Add(w.Length)
	from := w.opens
	if w.day == 0 {
		from = from.Add(w.Late)
	}
	w.at(from, func() { w.count(true); w.pause(false); w.call() })
	for t := from; t.Before(w.ends); t = t.Add(look) {
		w.at(t, w.sample)
	}
	for t := from.Add(time.Minute); w.Staff != nil && t.Before(w.ends); t = t.Add(time.Minute) {
		w.at(t, w.call)
	}
	w.at(w.ends, w.closeShift)
}

// lastCalls is for what rings when the campaign is paused: its agents stay that long.
const lastCalls = time.Minute

func (w *world) closeShift() {
	w.count(false)
	w.pause(true)
	w.in(lastCalls, func() {
		for i := range w.agents {
			w.sendHome(i)
		}
	})
	if w.day+1 < w.days() && !w.finished() {
		w.day++
		w.openShift()
		return
	}
	w.closed = true
}

// pause stops the dialing, as a supervisor does before the crew goes home, or begins it.
func (w *world) pause(on bool) {
	w.Campaign.Running = !on
	w.floor.Put(w.Campaign)
}

// acknowledged is the word that predictive mode asks for, from the day before.
func acknowledged(start time.Time, text string) gate.Ack {
	return gate.Ack{Name: text, Date: start.In(hours.Oslo()).AddDate(0, 0, -1), TextSHA256: text}
}
