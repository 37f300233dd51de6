package page_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/rest/page"
	"github.com/ringevett/ringevett/daemon/verb"
)

func TestTheHeadLineSaysWhetherItDialsAndWhyNot(t *testing.T) {
	seen := map[string]bool{}
	for _, tt := range []struct {
		name   string
		change func(*verb.Status)
		want   string
	}{
		{"it dials", func(*verb.Status) {}, "dialing"},
		{"no PBX", func(s *verb.Status) { s.Connected = false }, "away"},
		{"no PBX, and closed", func(s *verb.Status) { s.Connected, s.Hours.Open = false, false }, "away"},
		{"the daemon stops", func(s *verb.Status) { s.Halted = engine.Stopping }, "stopping"},
		{"the daemon stops, and the PBX is gone", func(s *verb.Status) { s.Halted, s.Connected = engine.Stopping, false },
			"stopping"},
		{"the disk is full", func(s *verb.Status) { s.Halted = "the journal's disk is full" }, "halted"},
		{"closed", func(s *verb.Status) { s.Hours = verb.Hours{Why: "Saturday"} }, "closed"},
		{"the trunk refuses", func(s *verb.Status) { s.Trunk.Refuses = "503" }, "trunk"},
		{"none is started", func(s *verb.Status) { s.Campaigns = s.Campaigns[1:] }, "none"},
		{"no campaign at all", func(s *verb.Status) { s.Campaigns = nil }, "none"},
		{"started, and it does not dial", func(s *verb.Status) { s.Campaigns[0].Why = "no leads left" }, "waiting"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open()
			tt.change(&s)
			got := page.HeadState(s)
			if seen[got] = true; got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	for _, s := range page.States() {
		if !seen[s] {
			t.Errorf("no row for the state %s", s)
		}
	}
}

func TestWhatNeedsAPersonIsWorstFirstAndBounded(t *testing.T) {
	s := open()
	if keys, more := page.Needs(s); len(keys) > 0 || more > 0 {
		t.Errorf("of a floor that does well: %v, %d more", keys, more)
	}
	s.Campaigns[0].Running, s.Campaigns[0].Pace.Room = true, 0
	s.Campaigns[0].Pace.Alarm, s.SetAside, s.Inquiries.Late = "broken", "3 entries", 2
	s.Breaches = []verb.Breach{{Rule: "r", About: "x"}}
	for range 5 {
		s.Noticed = append(s.Noticed, "a leg")
	}
	keys, more := page.Needs(s)
	want := []string{"needs.breach", "needs.aside", "needs.alarm", "needs.late", "needs.room", "needs.noticed",
		"needs.noticed"}
	if !slices.Equal(keys, want) || more != 3 {
		t.Errorf("got %v and %d more", keys, more)
	}
}

func TestFiguresAreWrittenAsInTheLanguage(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{page.Percent("nb", 3, 241), "1,2\u00a0%"}, {page.Percent("en", 3, 241), "1.2\u00a0%"},
		{page.Percent("nb", 0, 0), "–"}, {page.Percent("nb", 0, 88), "0,0\u00a0%"},
		{page.Count(0), "0"}, {page.Count(999), "999"}, {page.Count(1204), "1\u00a0204"},
		{page.Count(1234567), "1\u00a0234\u00a0567"}, {page.Count(-1234), "-1\u00a0234"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

// A row whose time alone passes is not sent again.
func TestOnlyChangedRowsTravel(t *testing.T) {
	later := func(change func(*verb.Status)) verb.Status {
		s := open()
		s.At = s.At.Add(time.Second)
		change(&s)
		return s
	}
	for _, tt := range []struct {
		name                string
		is                  verb.Status
		sent, gone, ordered string
	}{
		{"time alone", later(func(*verb.Status) {}), "", "", ""},
		{"one seat", later(func(s *verb.Status) { s.Agents[1].Phone = "it is silent" }), "seat-eva", "", ""},
		{"a call ends", later(func(s *verb.Status) { s.Calls = nil }), "", "call-4711", "calls-rows"},
		{"seats change places", later(func(s *verb.Status) { slices.Reverse(s.Agents) }), "", "", "seats-rows"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sent, gone, ordered, err := page.Differ(open(), tt.is)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{strings.Join(sent, " "), strings.Join(gone, " "), strings.Join(ordered, " ")}
			if want := []string{tt.sent, tt.gone, tt.ordered}; !slices.Equal(got, want) {
				t.Errorf("sent, gone and ordered: got %q, want %q", got, want)
			}
		})
	}
}

var places = regexp.MustCompile(`\{[a-z]+\}`)

func TestTheLanguagesHaveTheSameWords(t *testing.T) {
	en, err := page.Texts("en")
	if err != nil {
		t.Fatal(err)
	}
	used := source(t)
	for _, lang := range page.Languages() {
		w, err := page.Texts(lang)
		if err != nil {
			t.Fatal(err)
		}
		for key, text := range w {
			other, has := en[key]
			if !has {
				t.Errorf("%s: %s is not in English", lang, key)
			}
			a, b := places.FindAllString(text, -1), places.FindAllString(other, -1)
			slices.Sort(a)
			slices.Sort(b)
			if !slices.Equal(a, b) {
				t.Errorf("%s: %s has the places %v, in English %v", lang, key, a, b)
			}
			if !isUsed(used, key) {
				t.Errorf("%s: nothing says %s", lang, key)
			}
		}
		for key := range en {
			if w[key] == "" {
				t.Errorf("%s: %s is missing", lang, key)
			}
		}
		for _, said := range regexp.MustCompile(`say "([a-zA-Z._]+)"`).FindAllStringSubmatch(used, -1) {
			if w[said[1]] == "" {
				t.Errorf("%s: a template says %s, which is no text", lang, said[1])
			}
		}
	}
}

// isUsed finds a key, or the beginning with which it is put together.
func isUsed(used, key string) bool {
	key = strings.TrimSuffix(key, ".one")
	if strings.Contains(used, `"`+key+`"`) {
		return true
	}
	for _, begin := range []string{"role.", "state.", "call.state.", "mode.", "bound.", "lead.", "said.", "act."} {
		if strings.HasPrefix(key, begin) && strings.Contains(used, `"`+begin) {
			return true
		}
	}
	return false
}

// source is all that may say a word.
func source(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, dir := range []string{".", "templates"} {
		all, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			if f.IsDir() || strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			text, err := os.ReadFile(dir + "/" + f.Name())
			if err != nil {
				t.Fatal(err)
			}
			b.Write(text)
		}
	}
	return b.String()
}
