//go:build night

package calls_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// moving is one row of the table: a leg of a talk that another hand moves, and another phone that may come into it.
type moving struct {
	*recordedTalk
	way      moveWay
	leg      string // whose is moved
	recorded bool
	other    *phone.Agent // at extension ext
	ext      string
}

// moveWay is how. by does it to a leg, whose other side is the phone's call.
type moveWay struct {
	name    string
	refused bool // by the PBX: nothing moves
	by      func(m *moving, leg *phone.Call) error
}

const (
	agents    = "the agent's"
	consumers = "the consumer's"
	stranger  = 99 // the number that no gate has seen
)

func moveWays() []moveWay {
	return []moveWay{
		{"REFER blind", true, func(m *moving, leg *phone.Call) error {
			_, err := leg.Refer(m.s.t.Context(), m.uri(), "")
			return err
		}},
		{"REFER attended", false, func(m *moving, leg *phone.Call) error {
			second, err := m.second()
			if err != nil {
				return err
			}
			replaces, err := second.Replaces()
			if err != nil {
				return err
			}
			<-time.After(time.Second) // the two of the second call talk
			_, err = leg.Refer(m.s.t.Context(), m.uri(), replaces)
			return err
		}},
		{"AMI redirect to a phone", false, func(m *moving, _ *phone.Call) error {
			return m.ami("Redirect", "Context: moved", "Exten: "+m.ext, "Priority: 1")
		}},
		{"AMI redirect to a number", false, func(m *moving, _ *phone.Call) error {
			return m.ami("Redirect", "Context: outside", "Exten: "+number(stranger).National(), "Priority: 1")
		}},
		{"pickup", false, func(m *moving, leg *phone.Call) error {
			replaces, err := leg.Replaces()
			if err == nil {
				plan := phone.Plan{Send: phone.Tone(1300), Hold: 12 * time.Second}
				_, err = m.other.PickUp(m.s.t.Context(), "600", replaces, plan)
			}
			return err
		}},
		{"park", false, func(m *moving, _ *phone.Call) error { return m.ami("Park") }},
	}
}

func (m *moving) uri() string { return "sip:" + m.ext + "@" + m.s.pbx.SIPAddr }

// second is another call of the phone whose leg is moved, to the other phone.
func (m *moving) second() (*phone.Call, error) {
	if m.leg == agents {
		return m.s.agents[m.name].Dial(m.s.t.Context(), m.ext, phone.Plan{Send: phone.Tone(900)})
	}
	return m.s.trunk.Call(m.s.t.Context(), m.s.pbx.SIPAddr, "90000098", m.ext, phone.Plan{Send: phone.Tone(900)})
}

// ami asks the manager to do something with the leg's channel.
func (m *moving) ami(action string, more ...string) error {
	return m.s.pbx.AMI(m.s.t.Context(), action, append([]string{"Channel: " + m.channel()}, more...)...)
}

// channels are the live channels of this row, as the CLI lists them.
func (m *moving) channels() (list []string) {
	out, err := m.s.pbx.CLI(m.s.t.Context(), "core show channels concise")
	if err != nil {
		m.s.t.Error(err)
	}
	mine := []string{
		"PJSIP/" + m.phoneOf(m.name) + "-", "PJSIP/agent" + m.ext[1:] + "-", "!" + m.ext + "!",
		fmt.Sprintf("-a%010d-1", m.id),
	}
	for line := range strings.Lines(out) {
		if slices.ContainsFunc(mine, func(s string) bool { return strings.Contains(line, s) }) {
			list = append(list, strings.TrimSpace(line))
		}
	}
	return list
}

func (m *moving) phoneOf(agent string) string {
	return "agent" + strings.TrimLeft(strings.TrimPrefix(agent, "agent-"), "0")
}

// channel is the name of the leg's channel.
func (m *moving) channel() string {
	own := "PJSIP/" + m.phoneOf(m.name) + "-"
	if m.leg == consumers {
		own = "PJSIP/trunk-"
	}
	for _, line := range m.channels() {
		if strings.HasPrefix(line, own) {
			name, _, _ := strings.Cut(line, "!")
			return name
		}
	}
	return "none"
}

// told are the facts since the leg was moved.
func (m *moving) told(from time.Time) (list []string) {
	all, err := rest.Call(m.s.t.Context(), m.s.api, verb.ListFacts, verb.FactsQuery{})
	if err != nil {
		m.s.t.Error(err)
	}
	shift := from.Sub(m.s.began)
	for _, f := range all {
		mine := f.Attempt == m.id || f.Kind == "logout" && f.Agent == m.name
		if mine && !f.At.Before(ahead.Add(shift-50*time.Millisecond)) {
			list = append(list, strings.TrimRight(fmt.Sprintf("%s %s %s", f.Kind, f.Code, f.Detail), " "))
		}
	}
	return list
}

func (m *moving) status() string {
	for line := range strings.Lines(string(m.s.run("status"))) {
		if w := strings.Fields(line); len(w) > 4 && w[0] == fmt.Sprint(m.id) {
			return strings.Join(w[4:], " ")
		}
	}
	return "the call is over"
}

// row moves the leg, and tells what came of it within 30 s.
func (m *moving) row() string {
	t := m.s.t
	leg := map[string]*phone.Call{agents: m.agent, consumers: m.consumer}[m.leg]
	if m.recorded {
		m.ask()
		m.yes(func() { m.press("1") })
		m.writes(1)
	}
	if err := m.way.by(m, leg); err != nil {
		t.Errorf("%s of %s leg: %v", m.way.name, m.leg, err)
	}
	from := time.Now()
	noticed := "refused"
	if !m.way.refused {
		m.wait("the journal tells of it", func() bool { return len(m.told(from.Add(-time.Second))) > 0 })
		noticed = fmt.Sprintf("%.2f s", time.Since(from).Seconds())
	}
	<-time.After(from.Add(3 * time.Second).Sub(time.Now()))
	status := m.status()
	<-time.After(from.Add(14 * time.Second).Sub(time.Now()))
	if m.way.refused {
		if n := len(m.other.Calls()); n > 0 {
			t.Errorf("%s of %s leg: the other phone rang %d times", m.way.name, m.leg, n)
		}
		must(t, m.consumer.HangUp())
		must(t, m.agent.HangUp())
	}
	<-time.After(from.Add(30 * time.Second).Sub(time.Now()))
	left := m.channels()
	left = slices.DeleteFunc(left, func(line string) bool {
		return strings.Contains(line, "!*50!1!Up!Stasis!ringevett,login!")
	})
	kept := media(m.s.path("data", "recordings"), m.id).bytes + media(m.s.pbx.Dir, m.id).bytes
	if m.way.refused {
		kept = 0 // of the same conversation
	}
	if len(left) > 0 || kept > 0 {
		t.Errorf("%s of %s leg, recorded %v: %d bytes kept; channels left: %q",
			m.way.name, m.leg, m.recorded, kept, left)
	}
	return fmt.Sprintf("%-24s | %-14s | %-5v | %-7s | %5d | %d | %-50s | %s",
		m.way.name, m.leg, m.recorded, noticed, kept, len(left), status,
		strings.Join(m.told(from.Add(-time.Second)), "; "))
}

// TestNightWhatAnotherHandMoves is the table: each way, each leg, recorded and not, all at once on one PBX.
func TestNightWhatAnotherHandMoves(t *testing.T) {
	ways := moveWays()
	rows := len(ways) * 4
	s := newStudio(t, rows, func(o *asterisk.Options) {
		const toPhone = "exten => _7XX,1,Dial(PJSIP/agent${EXTEN:1},20)\n same => n,Hangup()\n"
		o.Agents, o.FromTrunk, o.AMI = 2*rows, []string{"moved"}, true
		o.Conf = map[string]string{"extensions.conf": routes + toPhone + "[moved]\n" + toPhone +
			"[outside]\nexten => _X.,1,Dial(PJSIP/${EXTEN}@trunk,20)\n same => n,Hangup()\n"}
	})
	s.trunk.Plan(number(stranger).National(), phone.Plan{Ring: 2 * time.Second, Send: phone.Tone(1300)})
	var all []*moving // unrecorded first: the first agent has no notice
	for _, recorded := range []bool{false, true} {
		for _, w := range ways {
			for _, leg := range []string{agents, consumers} {
				ext := fmt.Sprintf("7%02d", rows+len(all)+1)
				other := s.extension(rows + len(all) + 1)
				other.SetPlan(phone.Plan{Ring: 200 * time.Millisecond, Send: phone.Tone(1300), Hold: 12 * time.Second})
				all = append(all, &moving{way: w, leg: leg, recorded: recorded, other: other, ext: ext})
			}
		}
	}
	var numbers []int
	for n := range rows {
		numbers = append(numbers, n+1)
	}
	told := make([]string, rows)
	var wg sync.WaitGroup
	next := 0
	s.ring(numbers, func(c *recordedTalk) {
		m, i := all[next], next
		next++
		m.recordedTalk = c
		c.begin()
		wg.Go(func() {
			c.talk(6) // until an agent's going is no drop
			told[i] = m.row()
			close(c.closed)
			c.watch.Wait()
		})
	})
	wg.Wait()
	t.Logf("\nway | leg | recorded | noticed after | bytes kept of the other conversation | channels left after "+
		"30 s | "+
		"status after 3 s | journal\n%s", strings.Join(told, "\n"))
	t.Logf("status:\n%s", s.run("status"))
}
