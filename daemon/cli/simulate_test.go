package cli_test

import (
	"bytes"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/cli"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/simulate"
)

func shippedScenarios(t *testing.T) map[string]config.Scenario {
	t.Helper()
	names, err := fs.Glob(configs.Files, "example/simulate/*.yaml")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d shipped scenarios: %v", len(names), err)
	}
	out := map[string]config.Scenario{}
	for _, name := range names {
		text, err := configs.Text(name)
		if err != nil {
			t.Fatal(err)
		}
		if out[path.Base(name)], err = config.ReadScenario(strings.NewReader(text), name); err != nil {
			t.Error(err)
		}
	}
	return out
}

// TestTheShippedDays runs the first hours of each; at night they are run whole.
func TestTheShippedDays(t *testing.T) {
	t.Parallel()
	shippedDays(t, func(s *simulate.Scenario) {
		s.Length = min(s.Length, 50*time.Hour/time.Duration(s.Agents), 90*time.Minute)
	})
}

// shippedDays runs the shipped scenarios, cut as the caller wants. In each of them every agent's time is accounted
// for, the journal's figures are what happened, and no ledger that binds passes its limit.
func shippedDays(t *testing.T, cut func(*simulate.Scenario)) {
	for name, f := range shippedScenarios(t) {
		t.Run(name, func(t *testing.T) {
			s := cli.WorldOf(f)
			cut(&s)
			r, err := simulate.Run(s)
			if err != nil {
				t.Fatal(err)
			}
			whole := time.Duration(s.Agents) * s.Length
			if got := r.Talk + r.WrapUp + r.Idle + r.Away; got != whole {
				t.Errorf("agents spent %v of %v", got, whole)
			}
			if got := seen(r); math.Abs(got/r.Present().Hours()-1) > 0.01 {
				t.Errorf("the engine had %.1f agent hours on the line, the world %.1f", got, r.Present().Hours())
			}
			sum := r.Sum()
			got := simulate.Counts{
				Dials: sum.Attempted, Answered: sum.Answered, Bridged: r.Counts.Bridged, Abandoned: sum.Abandoned,
				Live: sum.Live, Machines: sum.Machines, LostPhones: r.Counts.LostPhones,
			}
			if diff := cmp.Diff(r.Counts, got); diff != "" || sum.Open > 0 {
				t.Errorf("the journal's figures (+) and what happened (-), %d open:\n%s", sum.Open, diff)
			}
			for _, i := range r.Worst[:2] {
				if i.Broken {
					t.Errorf("the %s's limit was passed: %+v", i.Ledger, i)
				}
			}
			if power := s.Campaign.Mode == dialer.Power; power != (sum.Abandoned == 0) || sum.Attempted < 100 {
				t.Errorf("%s mode: %d of %d abandoned", s.Campaign.Mode, sum.Abandoned, sum.Attempted)
			}
			t.Logf("talk %.1f %%, with wrap-up %.1f %%, %d abandoned of %d established", r.TalkShare(), r.Occupancy(),
				sum.AEff, sum.Established)
		})
	}
}

// seen are the agents' hours on the line as the engine's own floor showed them.
func seen(r simulate.Result) (hours float64) {
	for _, s := range r.Steps {
		hours += (s.Free + s.Held + s.Talking + s.WrapUp) / 12 // columns of five minutes
	}
	return hours
}

func TestADayIsItsSeeds(t *testing.T) {
	t.Parallel()
	f := shippedScenarios(t)["lost-phones.yaml"]
	day := func(seed uint64) []simulate.Step {
		s := cli.WorldOf(f)
		s.Seed, s.Length = seed, 40*time.Minute
		r, err := simulate.Run(s)
		if err != nil {
			t.Fatal(err)
		}
		return r.Steps
	}
	once := day(1)
	same := cmp.Comparer(func(a, b simulate.Step) bool { return a == b })
	if diff := cmp.Diff(once, day(1), same); diff != "" {
		t.Errorf("the same seed, another day:\n%s", diff)
	}
	if cmp.Equal(once, day(2), same) {
		t.Error("another seed, the same day")
	}
}

func TestFaultsOfAScenario(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bad.yaml")
	text := "mode: fast\nspend: 3\nday: \"2026-11-22\"\nlimit_pct: 6\nagents:\n  count: 0\n  breaks: 3m\npeople:\n  " +
		"answer_pct: much\nchanges:\n  - {at: noon, talk_pct: 50}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, complaint bytes.Buffer
	code := cli.Execute(t.Context(), []string{"simulate", file, "--out", "day.pdf"}, "test",
		cli.Streams{In: &out, Out: &out, Err: &complaint}, cli.Stops{})
	if code != 2 || out.Len() > 0 {
		t.Errorf("exit code %d, printed %q", code, out.String())
	}
	for _, want := range []string{
		`bad.yaml:2:1: spend: "3": unknown key`, `bad.yaml:7:3: agents.breaks: "3m": unknown key; did you mean break?`,
		`bad.yaml:1:1: mode: "fast": allowed: power, predictive`, `limit_pct: "6": allowed: 0 to 5`,
		`agents.count: "0": allowed: 1 to 500`,
		`people.answer_pct: "much": a number`, `on 2026-11-22: Sunday (4.2 j)`, `changes[1].at: "noon"`,
		`--out: "day.pdf": a name that ends in .svg or .png`,
	} {
		if !strings.Contains(complaint.String(), want) {
			t.Errorf("no %q in:\n%s", want, complaint.String())
		}
	}
}

func TestADayIsPrintedAndDrawn(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "short.yaml")
	if err := os.WriteFile(file, []byte("mode: predictive\nlength: 30m\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, extension := range simulate.Formats() {
		var out bytes.Buffer
		picture := filepath.Join(dir, "day"+extension)
		if code := cli.Execute(t.Context(), []string{"simulate", file, "--out", picture}, "test",
			cli.Streams{In: &out, Out: &out, Err: &out}, cli.Stops{}); code != 0 {
			t.Fatalf("exit code %d: %s", code, out.String())
		}
		for _, want := range []string{
			"% talking", "an agent's hour", "waiting for each", "abandoned", "at worst, campaign", "forecast",
		} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("no %q in:\n%s", want, out.String())
			}
		}
		if drawn, err := os.ReadFile(picture); err != nil || len(drawn) < 5000 {
			t.Errorf("%s has %d bytes: %v", picture, len(drawn), err)
		}
	}
}
