package config

import (
	"io"
	"regexp"
	"strings"
	"unicode"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// AgentEntry is an agent with the PIN that the phone's log-in asks for.
type AgentEntry struct {
	dialer.Agent
	PIN string
}

type agentFile struct {
	Agents []agentEntry `yaml:"agents"`
}

type agentEntry struct {
	ID       string `yaml:"id"`
	FullName string `yaml:"full_name"`
	Endpoint string `yaml:"endpoint"`
	PIN      string `yaml:"pin"`
}

// ReadAgents reads an agents file. No fault shows a PIN.
func ReadAgents(r io.Reader) ([]AgentEntry, error) {
	var file agentFile
	d, err := readBook(r, "agents", &file)
	if err != nil {
		return nil, err
	}
	var names []string
	var agents []AgentEntry
	for i, e := range file.Agents {
		names = append(names, e.ID)
		agents = append(agents, e.agent(d, item("agents", i)))
	}
	ids(d, "agents", "id", names)
	ownPhones(d, file.Agents)
	if len(agents) == 0 && len(d.errs) == 0 {
		d.add("agents", "", "at least one agent")
	}
	if err := d.err(); err != nil {
		return nil, err
	}
	return agents, nil
}

var (
	endpoint = regexp.MustCompile(`^PJSIP/[A-Za-z0-9_.+-]+$`)
	pin      = regexp.MustCompile(`^\d{4,8}$`)
)

func (e agentEntry) agent(d *document, at string) AgentEntry {
	words(d, at+".full_name", e.FullName, "the agent's full name, said at the start of each call (4.2 g)")
	if e.FullName != "" && !fullName(e.FullName) {
		d.add(at+".full_name", e.FullName, "first name and surname, both said at the start of each call (4.2 g)")
	}
	if !endpoint.MatchString(e.Endpoint) {
		d.add(at+".endpoint", e.Endpoint, "the phone as Asterisk names it, PJSIP/agent1")
	}
	if !pin.MatchString(e.PIN) {
		d.add(at+".pin", strings.Repeat("•", len(e.PIN)), "4 to 8 digits, in quotes when it begins with 0")
	}
	return AgentEntry{
		Agent: dialer.Agent{ID: dialer.AgentID(e.ID), FullName: e.FullName, Endpoint: e.Endpoint},
		PIN:   e.PIN,
	}
}

// fullName asks for two words that are no initials.
func fullName(name string) bool {
	count := 0
	for _, word := range strings.Fields(name) {
		letters := 0
		for _, r := range word {
			if unicode.IsLetter(r) {
				letters++
			}
		}
		if letters >= 2 {
			count++
		}
	}
	return count >= 2
}

func ownPhones(d *document, agents []agentEntry) {
	first := map[string]string{}
	for i, a := range agents {
		if other, taken := first[a.Endpoint]; taken {
			d.add(item("agents", i)+".endpoint", a.Endpoint, "one phone for each agent; also at "+other)
			continue
		}
		first[a.Endpoint] = item("agents", i)
	}
}
