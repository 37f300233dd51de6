package config

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// Scenario is a day to be simulated: the world around one campaign. What the file leaves out is an ordinary day's.
type Scenario struct {
	Name  string        `yaml:"name"`
	Day   string        `yaml:"day"`
	Start string        `yaml:"start"`
	Hours time.Duration `yaml:"length"`
	Seed  int           `yaml:"seed"`

	Mode      string           `yaml:"mode"`
	LimitPct  int              `yaml:"limit_pct"`
	SpendPct  float64          `yaml:"spend_pct"`
	ConnectMS int              `yaml:"t_connect_ms"`
	Ring      int              `yaml:"ring_seconds"`
	WrapUp    int              `yaml:"wrap_up_seconds"`
	Crew      ScenarioCrew     `yaml:"agents"`
	People    ScenarioPeople   `yaml:"people"`
	Trunk     ScenarioTrunk    `yaml:"trunk"`
	Changes   []ScenarioChange `yaml:"changes"`
}

// ScenarioCrew is who takes the calls.
type ScenarioCrew struct {
	Count      int           `yaml:"count"`
	WrapUp     time.Duration `yaml:"wrap_up"`
	BreakEvery time.Duration `yaml:"break_every"`
	Break      time.Duration `yaml:"break"`
	Abrupt     bool          `yaml:"abrupt_breaks"`
	LostEvery  time.Duration `yaml:"phone_lost_every"`
	LostFor    time.Duration `yaml:"phone_lost_for"`
}

// ScenarioPeople is who is rung.
type ScenarioPeople struct {
	AnswerPct  float64       `yaml:"answer_pct"`
	BusyPct    float64       `yaml:"busy_pct"`
	MachinePct float64       `yaml:"machine_pct"`
	PostDial   time.Duration `yaml:"first_ring_after"`
	PickUp     time.Duration `yaml:"pick_up_after"`
	Patience   time.Duration `yaml:"patience"`
	ShortPct   float64       `yaml:"short_talk_pct"`
	Short      time.Duration `yaml:"short_talk"`
	Long       time.Duration `yaml:"long_talk"`
}

// ScenarioTrunk is what lines there are; 0 is no limit.
type ScenarioTrunk struct {
	MaxCalls  int `yaml:"max_calls"`
	PerSecond int `yaml:"calls_per_second"`
}

// ScenarioChange is what becomes different at an hour; 0 leaves a thing as it was. Answers and staff jump, talk slides.
type ScenarioChange struct {
	At        string  `yaml:"at"`
	AnswerPct float64 `yaml:"answer_pct"`
	TalkPct   int     `yaml:"talk_pct"`
	Agents    int     `yaml:"agents"`
}

// Bounds against slips of the pen; those of the law are the configuration's own.
const (
	maxSimulatedAgents = 500
	maxSimulated       = 12 * time.Hour // the lawful hours of a day (4.2 j)
	longestTime        = time.Hour
)

// OrdinaryScenario is what a file that names nothing comes to.
func OrdinaryScenario() Scenario {
	return Scenario{
		Name: "an ordinary day", Day: "2026-11-24", Start: "09:00", Hours: 8 * time.Hour, Seed: 1,
		Mode: string(dialer.Power), LimitPct: MaxAbandonPct, SpendPct: 2, ConnectMS: MaxTConnectMS,
		Ring: MinRingSeconds + 5, WrapUp: 120,
		Crew: ScenarioCrew{
			Count: 10, WrapUp: 15 * time.Second, BreakEvery: 50 * time.Minute, Break: 5 * time.Minute,
			LostFor: time.Minute,
		},
		People: ScenarioPeople{
			AnswerPct: 30, BusyPct: 8, PostDial: 2 * time.Second, PickUp: 10 * time.Second, Patience: 6 * time.Second,
			ShortPct: 40, Short: 20 * time.Second, Long: 170 * time.Second,
		},
	}
}

// ReadScenario reads a scenario file; name is what its faults begin with.
func ReadScenario(r io.Reader, name string) (Scenario, error) {
	s := OrdinaryScenario()
	d, err := readBook(r, name, &s)
	if err != nil {
		return Scenario{}, err
	}
	s.check(d)
	return s, d.err()
}

// Begins is the instant at which the day starts, in Oslo.
func (s Scenario) Begins() time.Time { return s.clock(s.Start) }

// After is how far into the day a change comes.
func (s Scenario) After(c ScenarioChange) time.Duration { return s.clock(c.At).Sub(s.Begins()) }

func (s Scenario) clock(word string) time.Time {
	at, _ := time.ParseInLocation("2006-01-02 15:04", s.Day+" "+word, hours.Oslo()) // read before, by check
	return at
}

func (s Scenario) check(d *document) {
	words(d, "name", s.Name, "what the day is called in the picture")
	s.checkTime(d)
	within(d, "seed", s.Seed, 0, 1<<31-1, "")
	oneOf(d, "mode", s.Mode, texts(dialer.Modes())...)
	within(d, "limit_pct", s.LimitPct, 0, MaxAbandonPct, "per cent of established calls (4.6.2)")
	number64(d, "spend_pct", s.SpendPct, 0, float64(s.LimitPct), "per cent, at most limit_pct")
	within(d, "t_connect_ms", s.ConnectMS, minTConnectMS, MaxTConnectMS, "milliseconds (4.3 d)")
	within(d, "ring_seconds", s.Ring, MinRingSeconds, MaxRingSeconds, "(our limit; the code is silent)")
	within(d, "wrap_up_seconds", s.WrapUp, 0, maxWrapUpSeconds, "")
	s.Crew.check(d)
	s.People.check(d)
	within(d, "trunk.max_calls", s.Trunk.MaxCalls, 0, maxCalls, "lines; 0 is no limit")
	within(d, "trunk.calls_per_second", s.Trunk.PerSecond, 0, maxCallsPerSecond, "; 0 is no limit")
	for i, c := range s.Changes {
		s.checkChange(d, item("changes", i), c)
	}
}

func (s Scenario) checkTime(d *document) {
	if _, err := time.Parse(time.DateOnly, s.Day); err != nil {
		d.add("day", s.Day, "an Oslo day as 2026-11-24")
		return
	}
	faults := len(d.errs)
	clock(d, "start", s.Start)
	between(d, "length", s.Hours, time.Minute, maxSimulated)
	if len(d.errs) > faults {
		return
	}
	open := hours.Norm().At(s.Begins(), time.Duration(s.Ring)*time.Second)
	if !open.Open {
		d.add("start", s.Start, "an hour at which persons may be rung; on "+s.Day+": "+open.Why+" (4.2 j)")
		return
	}
	if last := open.Until.Sub(s.Begins()); s.Hours > last {
		d.add("length", s.Hours.String(),
			fmt.Sprintf("at most %v: calling ends at %s (4.2 j)", last, open.Until.In(hours.Oslo()).Format("15:04")))
	}
}

func (c ScenarioCrew) check(d *document) {
	within(d, "agents.count", c.Count, 1, maxSimulatedAgents, "")
	between(d, "agents.wrap_up", c.WrapUp, 0, longestTime)
	between(d, "agents.break_every", c.BreakEvery, 0, maxSimulated)
	between(d, "agents.break", c.Break, time.Second, longestTime)
	between(d, "agents.phone_lost_every", c.LostEvery, 0, maxSimulated)
	between(d, "agents.phone_lost_for", c.LostFor, time.Second, longestTime)
}

func (p ScenarioPeople) check(d *document) {
	number64(d, "people.answer_pct", p.AnswerPct, 0, 100, "per cent of the dials")
	number64(d, "people.busy_pct", p.BusyPct, 0, max(0, 100-p.AnswerPct),
		"per cent of the dials, what answer_pct leaves")
	number64(d, "people.machine_pct", p.MachinePct, 0, max(0, 100-p.AnswerPct-p.BusyPct),
		"per cent of the dials, what answer_pct and busy_pct leave")
	between(d, "people.first_ring_after", p.PostDial, 0, 10*time.Second)
	between(d, "people.pick_up_after", p.PickUp, time.Second, longestTime)
	between(d, "people.patience", p.Patience, 0, longestTime)
	number64(d, "people.short_talk_pct", p.ShortPct, 0, 100, "per cent of the conversations")
	between(d, "people.short_talk", p.Short, time.Second, longestTime)
	between(d, "people.long_talk", p.Long, time.Second, longestTime)
}

func (s Scenario) checkChange(d *document, field string, c ScenarioChange) {
	faults := len(d.errs)
	clock(d, join(field, "at"), c.At)
	if len(d.errs) == faults && !s.Begins().IsZero() && (s.After(c) < 0 || s.After(c) > s.Hours) {
		d.add(join(field, "at"), c.At, "within the day's start and length")
	}
	most := 100 - s.People.BusyPct - s.People.MachinePct
	number64(d, join(field, "answer_pct"), c.AnswerPct, 0, most,
		"per cent of the dials, what busy_pct and machine_pct leave; 0 leaves it")
	within(d, join(field, "talk_pct"), c.TalkPct, 0, 1000, "per cent of the usual; 0 leaves it")
	within(d, join(field, "agents"), c.Agents, 0, s.Crew.Count, ", agents.count; 0 leaves it")
}

func number64(d *document, field string, value, low, high float64, note string) {
	if !(value >= low && value <= high) {
		d.add(field, strconv.FormatFloat(value, 'g', -1, 64), fmt.Sprintf("allowed: %g to %g %s", low, high, note))
	}
}

func between(d *document, field string, value, low, high time.Duration) {
	if value < low || value > high {
		d.add(field, value.String(), fmt.Sprintf("allowed: %v to %v", low, high))
	}
}
