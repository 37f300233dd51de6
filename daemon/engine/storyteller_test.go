package engine_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

// storyteller draws what happens next, has it happen, and writes it down as a line of a story.
type storyteller struct {
	f       *floor
	r       *rand.Rand
	lines   []string
	leads   int
	callers int
	kills   int

	strangers int
	holds     []string // effects that are held
	refuses   bool     // the trunk, whatever is dialed
	two       bool     // the agents work for two clients
}

// agentsOfStories are too few for what happens, so that calls wait.
var agentsOfStories = []string{"anna", "bob", "carl", "bob2"}

func (s *storyteller) setUp() {
	s.do("lenient")
	s.do("wrap-up " + s.one("5s", "5s", "30s"))
	if s.r.IntN(2) == 0 {
		s.do("mode predictive")
		s.do("ledger 200 0")
	}
	if s.r.IntN(3) == 0 {
		s.do("recording " + s.one("opt_in", "opt_out"))
	}
	if s.two {
		s.do("rival skog anna bob carl")
	}
	s.do("clock 10:00:00")
	s.f.open()
	for range 8 {
		s.lead()
	}
	for _, who := range agentsOfStories[:1+s.r.IntN(3)] {
		s.do("agent " + who)
	}
}

// gap is how long nothing happens: often hardly at all, for what races.
func (s *storyteller) gap() time.Duration {
	switch s.r.IntN(6) {
	case 0:
		return 0
	case 1:
		return time.Duration(s.r.IntN(50)) * time.Millisecond
	case 2, 3:
		return time.Duration(s.r.IntN(1500)) * time.Millisecond
	case 4:
		return time.Duration(s.r.IntN(12000)) * time.Millisecond
	}
	return time.Duration(s.r.IntN(4000)) * time.Millisecond
}

// pass lets time pass, in whole milliseconds, as lines have it.
func (s *storyteller) pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// do has one line happen.
func (s *storyteller) do(line string) {
	words := strings.Fields(line)
	if s.f.running {
		line = s.f.now().In(hours.Oslo()).Format("15:04:05.000  ") + line
	}
	s.lines = append(s.lines, line)
	if err := s.f.say(words); err != nil {
		s.f.breach(fmt.Sprintf("the line %q cannot be told: %v", line, err))
	}
}

func (s *storyteller) one(of ...string) string { return of[s.r.IntN(len(of))] }

func (s *storyteller) lead() {
	s.leads++
	flags := ""
	if s.two && s.leads%2 == 0 {
		flags = " of skog"
	}
	if s.r.IntN(6) == 0 {
		flags += " flagged yesterday"
	}
	s.do(fmt.Sprintf("lead 900%05d%s", s.leads, flags))
}

func (s *storyteller) number() string { return fmt.Sprintf("900%05d", 1+s.r.IntN(s.leads)) }

// next draws what happens.
func (s *storyteller) next() {
	switch k := s.r.IntN(40); {
	case k < 16:
		s.consumer()
	case k < 24:
		s.agent()
	case k < 27:
		s.phone()
	case k < 29:
		s.disk()
	case k < 31:
		s.do(
			s.one("registers away", "registers back", "registers take 100ms", "registers take 3s", "registers take 8s",
				"registers take 1m", "registers take 0s", "book takes 200ms", "book takes 0s"),
		)
	case k < 33:
		s.socket()
	case k < 35:
		s.reservation()
	case k == 35 && s.f.desk != nil:
		s.caller()
	case k == 36:
		s.do("dials " + s.number())
	case k == 37:
		s.daemon()
	case k == 39 && s.r.IntN(2) == 0:
		s.hand()
	case k == 38 && s.r.IntN(3) == 0: // the trunk refuses all calls, or takes them again
		s.refuses = !s.refuses
	default:
		s.lead()
	}
}

// consumer is something that happens on a channel that the PBX holds.
func (s *storyteller) consumer() {
	id, up, any := s.channel()
	if !any {
		s.agent()
		return
	}
	what := s.one("rings", "rings", "answered", "answered", "answered", "early", "ends 17 486", "ends 34 503")
	if s.refuses {
		what = s.one("ends 34 503", "ends 38 500", "ends 21 403", "ends 1 404", "ends 18 408")
	}
	if up {
		if s.f.recordings != nil && s.r.IntN(3) == 0 {
			s.records(id)
			return
		}
		what = s.one("hangs up 16", "hangs up 16", "hangs up 16", "message ends", "presses 1", "presses 2",
			"heard consent", "unheard consent")
	}
	s.do(id.String() + " " + what)
}

// records goes the whole way to a recording, if its agent talks with the consumer: drawn line by line it is hardly
// ever reached.
func (s *storyteller) records(id dialer.AttemptID) {
	if with := s.f.phone.found().Attempts[id].Bridge; with != "" {
		s.do(string(with) + " keys *60")
		s.pass(100 * time.Millisecond)
	}
	for _, line := range []string{" heard consent", " presses 1", " heard consent-yes"} {
		s.do(id.String() + line)
	}
}

// channel is one of those that live.
func (s *storyteller) channel() (id dialer.AttemptID, up, any bool) {
	legs := s.f.phone.found().Attempts
	ids := make([]dialer.AttemptID, 0, len(legs))
	for id := range legs {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return 0, false, false
	}
	slices.Sort(ids)
	id = ids[s.r.IntN(len(ids))]
	return id, legs[id].Up, true
}

func (s *storyteller) agent() {
	who := s.one(agentsOfStories...)
	if _, on := s.f.phone.found().Seats[dialer.SessionID(who)]; !on {
		s.do("agent " + who)
		return
	}
	if s.r.IntN(6) == 0 {
		s.do(who + " " + s.one("goes mute", "sounds again", "sounds again", "puts on hold", "takes back", "takes back"))
		return
	}
	s.do(who + " " +
		s.one("hangs up", "hangs up", "logs out", "keys *01", "keys *01", "keys *02", "keys *04", "keys *0", "keys 1",
			"keys *60", "keys *60", "keys *61", "keys *2", "keys *97", "keys *71", "keys *72", "keys *73", "keys *70",
			"keys *90", "keys *91", "keys *96", "keys *1", "keys *521", "keys *522", "keys *53", "keys *53",
			"keys *41", "keys *06", "keys *54", "keys *59", "keys *05", "keys *07", "keys *981500#"))
}

func (s *storyteller) phone() {
	if len(s.holds) > 0 && s.r.IntN(2) == 0 {
		s.do("phone releases " + s.holds[0])
		s.holds = s.holds[1:]
		return
	}
	effect := s.one("create", "join", "join", "dial", "hangup", "hangup", "leave", "play", "stop", "open",
		"caller's join", "caller's back", "caller's hangup", "counts", "tell", "reserve")
	if s.two && effect == "play" {
		effect = "say client skog"
	}
	switch verb := s.one("holds", "holds", "loses", "refuses", "works", "works"); verb {
	case "works":
		s.do("phone works")
	case "holds":
		s.holds = append(s.holds, effect)
		fallthrough
	default:
		s.do("phone " + verb + " " + effect)
	}
}

func (s *storyteller) disk() {
	s.do("disk " + s.one("full", "works", "works", "takes 300ms", "takes 3s", "works"))
}

func (s *storyteller) socket() {
	if !s.f.deaf {
		s.do("pbx down")
		return
	}
	if id, _, any := s.channel(); any && s.r.IntN(3) == 0 {
		s.do("pbx loses " + id.String())
	}
	s.do(s.one("pbx up", "pbx up", "pbx joins"))
}

func (s *storyteller) reservation() {
	s.do(s.one("reserve "+s.number(), "reserve "+s.number()+" for fjellvann", "erase "+s.number()))
}

func (s *storyteller) caller() {
	for channel := range s.f.desk.found() {
		if s.r.IntN(2) == 0 {
			s.do("caller " + channel + " hangs up")
			return
		}
		break
	}
	if len(s.f.desk.found()) < 2 {
		s.callers++
		s.do(fmt.Sprintf("caller c%d arrives", s.callers))
	}
}

// daemon kills it, or starts it again.
func (s *storyteller) daemon() {
	if s.f.killed {
		s.do("start")
		return
	}
	if s.r.IntN(2) == 0 {
		s.kills++
		s.do("kill")
		s.pass(time.Duration(s.r.IntN(8000)) * time.Millisecond)
		if s.r.IntN(3) > 0 {
			s.do("start")
		}
	}
}
