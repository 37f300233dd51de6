package test_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/roster"
	"github.com/ringevett/ringevett/sounds"
)

var update = flag.Bool("update", false, "rewrite the tables of pages that are made from the program")

// card is the agent's card in one language: the part of its page that the table of codes gives.
type card struct {
	page, headings string
	in             func(roster.Text) string
	and            string // before the last of several
	outside, tone  string
}

var cards = []card{
	{
		page: "dialplan/agent.nb.md", headings: "| du vil | tast | du hører |",
		in: func(t roster.Text) string { return t.NB }, and: " og ",
		outside: "Andre steder brukes %s.\nHer gjør slike koder ingenting i en samtale: \"Ikke utført\".",
		tone: "Er linjen brutt, hører du summetonen, og det du taster, er et anrop til sentralen.\n" +
			"Mange sentraler bruker slike koder til noe annet: %s.\nRing `*50` først.",
	},
	{
		page: "dialplan/agent.md", headings: "| you want to | key | you hear |",
		in: func(t roster.Text) string { return t.EN }, and: " and ",
		outside: "Other call centres use %s.\nHere such codes do nothing in a call: \"Ikke utført\".",
		tone: "If the line was dropped you hear the dial tone, and what you key is a call to the PBX.\n" +
			"Many PBXs use such codes for something else: %s.\nDial `*50` first.",
	},
}

// TestTheAgentsCardIsTheTable holds both cards equal to roster.Codes; with -update it writes them.
func TestTheAgentsCardIsTheTable(t *testing.T) {
	for _, c := range cards {
		page := read(t, c.page)
		got, want := between(t, page), c.keys()
		if *update {
			if err := os.WriteFile(filepath.Join(root, c.page), []byte(strings.Replace(page, got, want, 1)), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s is not what the table says: go test ./test -run AgentsCard -update (-want +got):\n%s", c.page, diff)
		}
	}
}

// between gives what stands between the two marks of a card, marks included.
func between(t *testing.T, page string) string {
	t.Helper()
	from, to := strings.Index(page, begins), strings.Index(page, ends)
	if from < 0 || to < from {
		t.Fatalf("the page has no %s or %s", begins, ends)
	}
	return page[from : to+len(ends)]
}

const begins, ends = "<!-- {table} -->", "<!-- {table_end} -->"

// keys prints the card's part.
func (c card) keys() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n| --- | --- | --- |\n", begins, c.headings)
	var outside, dialed []string
	for _, code := range roster.Codes() {
		for _, l := range code.Lines {
			fmt.Fprintf(&b, "| %s | `%s` | %s |\n", c.in(l.To), l.Keys, c.in(l.Hear))
		}
		if does := c.in(code.Dialed); does != "" {
			dialed = append(dialed, fmt.Sprintf("`%s` %s", code.Keys, does))
		}
	}
	for _, l := range roster.OutsideCodes() {
		outside = append(outside, fmt.Sprintf("`%s` (%s)", l.Keys, c.in(l.To)))
	}
	fmt.Fprintf(&b, "\n"+c.outside+"\n", c.list(outside))
	fmt.Fprintf(&b, c.tone+"\n%s", c.list(dialed), ends)
	return b.String()
}

func (c card) list(all []string) string {
	if last := len(all) - 1; last > 0 {
		return strings.Join(all[:last], ", ") + c.and + all[last]
	}
	return strings.Join(all, "")
}

// TestEachCodesCueIsShipped: what confirms a code is one of the agents' sounds, and the card quotes it.
func TestEachCodesCueIsShipped(t *testing.T) {
	page := read(t, cards[0].page)
	for _, c := range roster.Codes() {
		var said string
		for _, p := range sounds.Entries() {
			if p.Hears != sounds.Agent || strings.TrimPrefix(string(p.Prompt), "agent/") != c.Cue {
				continue
			}
			if file := "sounds/" + string(p.Prompt) + ".txt"; strings.HasPrefix(string(p.Prompt), "agent/") {
				said = read(t, file)
			} else {
				said = read(t, "sounds/nb/"+string(p.Prompt)+".txt")
			}
		}
		if said == "" {
			t.Errorf("%s: no sound to agents is called %q", c.Keys, c.Cue)
		}
		if words := strings.TrimRight(strings.TrimSpace(said), "."); !strings.Contains(page, words) {
			t.Errorf("%s: the card does not quote %q", c.Keys, words)
		}
	}
}

// TestTheAgentsCardIsOnePage counts the lines that a card takes on A4 in a type of 8.5 points: the columns wrap. A page
// printed by a browser, with a rule below each row, held 83 and not 87.
func TestTheAgentsCardIsOnePage(t *testing.T) {
	const most, across = 83, 120
	columns := [...]int{50, 12, 52}
	for _, c := range cards {
		lines := 0
		for line := range strings.Lines(read(t, c.page)) {
			cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
			switch {
			case strings.HasPrefix(line, "<!--"), strings.HasPrefix(line, "| ---"), strings.TrimSpace(line) == "":
			case !strings.HasPrefix(line, "|"):
				lines += 1 + len([]rune(line))/across
			default:
				tallest := 1
				for i, cell := range cells[:min(len(cells), len(columns))] {
					tallest = max(tallest, 1+len([]rune(strings.TrimSpace(cell)))/columns[i])
				}
				lines += tallest
			}
		}
		t.Logf("%s: %d lines of %d", c.page, lines, most)
		if lines > most {
			t.Errorf("%s takes %d lines, more than the %d of one page", c.page, lines, most)
		}
	}
}
