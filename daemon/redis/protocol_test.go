package redis

import (
	_ "embed" // protocol.md
	"strings"
	"testing"
)

//go:embed protocol.md
var protocolText string

// cellsUnder gives the rows of the table below a heading of protocol.md, without its head.
func cellsUnder(t *testing.T, heading string) [][]string {
	t.Helper()
	_, text, found := strings.Cut(protocolText, "## "+heading+"\n")
	if !found {
		t.Fatalf("protocol.md has no heading %q", heading)
	}
	text, _, _ = strings.Cut(text, "\n## ")
	var rows [][]string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "|") {
			cells := strings.Split(strings.Trim(line, "|"), "|")
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			rows = append(rows, cells)
		}
	}
	if len(rows) < 3 {
		t.Fatalf("protocol.md has no table under %q", heading)
	}
	return rows[2:]
}

var (
	stateNames = [...]string{untrusted: "untrusted", settling: "settling", outdated: "outdated", trusted: "trusted"}
	eventNames = [...]string{
		started: "started", settled: "settled", failed: "failed", baseSeen: "baseSeen", serverChanged: "serverChanged",
		keyMissing: "keyMissing", wrongType: "wrongType", settledAgain: "settledAgain", calledToSend: "calledToSend",
		entryUnread: "entryUnread", countWentBack: "countWentBack", differs: "differs", writeFailed: "writeFailed",
		baseUnpublished: "baseUnpublished",
	}
)

func TestTheTrustIsAsTheProtocolSays(t *testing.T) {
	rows := cellsUnder(t, "The trust in one register")
	if len(rows) != len(eventNames) {
		t.Errorf("%d events in protocol.md, %d in the code", len(rows), len(eventNames))
	}
	for e, row := range rows {
		if name, _, _ := strings.Cut(row[0], ":"); name != eventNames[e] {
			t.Fatalf("row %d of protocol.md is %q, want %q", e+1, name, eventNames[e])
		}
		for st, name := range stateNames {
			if got := stateNames[state(st).next(event(e))]; got != row[1+st] {
				t.Errorf("%s when %s: got %s, protocol.md says %s", eventNames[e], name, got, row[1+st])
			}
		}
	}
}

// wholeRegister is one that can be trusted; each row of the table spoils it.
func wholeRegister() facts {
	return facts{overlays: true, base: true, readable: true, ready: true, here: true, sent: true}
}

// found makes the facts that a row of protocol.md speaks of.
var found = map[string]func(*facts){
	"overlays, and this daemon's part is not sent":              func(f *facts) { f.sent, f.here = false, false },
	"other numbers under a version that this daemon loaded too": func(f *facts) { f.otherNumbers = true },
	"whole, base as new as the disk's or newer":                 func(*facts) {},
	"base newer than the disk's, and incomplete":                func(f *facts) { f.version, f.base = 1, false },
	"a base is announced that neither Redis nor the disk has":   func(f *facts) { f.announced, f.ready = true, false },
	"whole, base older than the disk's":                         func(f *facts) { f.version = -1 },
	"nothing": func(f *facts) {
		*f = facts{version: -1, readable: true}
	},
	"overlays missing":                                 func(f *facts) { f.overlays = false },
	"base incomplete, no newer than the disk's":        func(f *facts) { f.base = false },
	"fields of the meta unreadable":                    func(f *facts) { f.readable = false },
	"being settled, and not open":                      func(f *facts) { f.ready = false },
	"settled on another server, or before its restart": func(f *facts) { f.here = false },
}

func TestTheNextStepIsAsTheProtocolSays(t *testing.T) {
	rows := cellsUnder(t, "The next step with a register that is being settled")
	if len(rows) != len(found) {
		t.Errorf("%d rows in protocol.md, %d in the test", len(rows), len(found))
	}
	for _, row := range rows {
		spoil := found[row[0]]
		if spoil == nil {
			t.Errorf("protocol.md has a row that the test does not know: %q", row[0])
			continue
		}
		for lock, want := range row[1:] {
			f := wholeRegister()
			spoil(&f)
			f.lock = holder(lock)
			if got, why := decide(f); got.String() != want || (why != nil) != (got == refuse) {
				t.Errorf("%s, lock %d: got %s (%v), protocol.md says %s", row[0], lock, got, why, want)
			}
		}
	}
}

// everyFact calls yield with every combination of facts.
func everyFact(yield func(facts)) {
	for bits := range 1 << 9 {
		is := func(i int) bool { return bits>>i&1 == 1 }
		for lock := free; lock <= ours; lock++ {
			for version := -1; version <= 1; version++ {
				yield(facts{
					readOnly: is(
						0,
					), overlays: is(1), base: is(2), readable: is(3), ready: is(4), here: is(5), sent: is(6),
					otherNumbers: is(7), announced: is(8), lock: lock, version: version,
				})
			}
		}
	}
}

// TestEveryCombinationOfFacts holds the promises of decide over all of them.
func TestEveryCombinationOfFacts(t *testing.T) {
	seen := map[decision]int{}
	everyFact(func(f facts) {
		got, why := decide(f)
		seen[got]++
		whole := f.overlays && f.base && f.readable && f.ready && f.here
		promises := []struct {
			name string
			kept bool
		}{
			{"only refuse has a reason, and always", (got == refuse) == (why != nil)},
			{"only a whole register is trusted", got != trust || whole},
			{"a register with an older base than the disk's is not trusted",
				got != trust || f.readOnly || f.version >= 0},
			{"a register that lacks this daemon's part is not trusted without the lock",
				got != trust || f.readOnly || f.sent || f.lock == ours},
			{
				"other numbers than this daemon has loaded are not trusted",
				got != trust || f.readOnly || !f.otherNumbers,
			},
			{"a process that only reads changes nothing", !f.readOnly || got == trust || got == refuse},
			{"a register is never rebuilt while another daemon holds the lock", got != rebuild || f.lock != other},
			{"only another daemon's lock is waited for", got != wait || f.lock == other},
			{"with the lock in hand, nothing is waited for and nothing sent apart",
				f.lock != ours || got != wait && got != send},
			{"a base that this disk does not have is never rebuilt", got != rebuild || f.version <= 0 || f.base},
			{"nothing is sent where there is no overlay to send it to", got != send || f.overlays},
			{"it is not sent twice", got != send || !f.sent},
		}
		for _, p := range promises {
			if !p.kept {
				t.Errorf("%s: got %s (%v) for %+v", p.name, got, why, f)
			}
		}
	})
	for d := refuse; d <= trust; d++ {
		if seen[d] == 0 {
			t.Errorf("no facts lead to %s", d)
		}
	}
}
