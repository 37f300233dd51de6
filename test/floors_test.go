package test_test

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type floor string

const (
	ground  floor = "ground"
	rules   floor = "rules"
	engine  floor = "engine"
	adapter floor = "adapter"
	service floor = "service" // a room for each feature
	config  floor = "config"
	app     floor = "app"
	cli     floor = "cli"
	top     floor = "top"
	beside  floor = "beside" // knows nothing of the daemon
)

// below says which floors a floor sees. Only app sees all: config is values, cli speaks to app or over the API. A
// service sees the adapters that its line names, and no other service: services meet in app, the engine or the
// journal.
var below = map[floor][]floor{
	ground:  {},
	rules:   {ground},
	engine:  {ground, rules},
	adapter: {ground, rules, engine},
	service: {ground, rules, engine},
	config:  {ground, rules},
	app:     {ground, rules, engine, adapter, service, config},
	cli:     {ground, rules, config, app},
	top:     {config, app, cli},
	beside:  {},
}

// place is where a package stands, what it sees besides the floors below, and, for the floors that must
// stay pure, the libraries of plain data that it may use.
type place struct {
	floor     floor
	sees      []string
	libraries []string
}

// house has one line for every package. A new package is a new line here, with the reason in the commit.
var house = map[string]place{
	"daemon/dialer": {floor: ground},

	"daemon/number": {floor: rules, libraries: []string{"github.com/nyaruka/phonenumbers"}},
	// how lists are written: leads, registers and the wash read alike
	"daemon/sheet": {floor: rules, libraries: []string{"golang.org/x/text"}},
	// what a handset shows of a call
	"daemon/display": {floor: rules, libraries: []string{"golang.org/x/text"}},
	"daemon/hours":   {floor: rules, libraries: []string{"github.com/rickar/cal/v2"}},
	"daemon/pacing":  {floor: rules},
	"daemon/roster":  {floor: rules},
	"daemon/trunk":   {floor: rules, sees: []string{"daemon/hours"}}, // the brake on a trunk that refuses
	// the number that went out, against the one to be shown
	"daemon/shown":   {floor: rules, sees: []string{"daemon/hours"}},
	"daemon/redial":  {floor: rules},
	"daemon/figures": {floor: rules},
	"daemon/gate": {
		floor: rules,
		sees:  []string{"daemon/number", "daemon/hours", "daemon/redial", "daemon/reservation", "daemon/sale"},
	},
	"daemon/call":   {floor: rules},
	"daemon/tryout": {floor: rules}, // what an admin's try may ring, and that it is no number

	"daemon/consent": {floor: rules}, // of a recording; apart from call, which it never changes
	// what is said, checked and written before a sale binds anyone
	"daemon/sale":      {floor: rules, sees: []string{"daemon/refusal"}},
	"daemon/refusal":   {floor: rules}, // a refusal's name and clause, as sale and notice refuse
	"daemon/retention": {floor: rules}, // of recordings: what goes when, what keeps it

	// who asks is answered in time; may the person be rung back
	"daemon/inquiry": {floor: rules, sees: []string{"daemon/hours"}},

	// what people ask of the program: one declaration a verb
	"daemon/verb": {floor: rules, sees: []string{"daemon/hours"}},
	// what staff were taught, and what they are kept from without it; days are Oslo's
	"daemon/training": {floor: rules, sees: []string{"daemon/hours"}},
	// what agents must be told before they are recorded or monitored
	"daemon/notice": {floor: rules, sees: []string{"daemon/hours", "daemon/refusal"}},
	"daemon/people": {floor: rules}, // who asks, and when an act needs a second person

	"daemon/reservation": {
		floor: rules, sees: []string{"daemon/hours", "daemon/sheet"}, libraries: []string{"golang.org/x/text"},
	}, // the month in Oslo (mfl. § 13 a)
	// what both backends, the truth and the wash share
	"daemon/sets": {floor: rules, libraries: []string{"github.com/RoaringBitmap/roaring/v2"}},

	"daemon/engine": {floor: engine},
	// what check's probes are made of, on every floor above
	"daemon/probe": {floor: engine},
	// files of keys, written and judged in one way on every floor above
	"daemon/keyfile": {floor: engine},
	"daemon/parts":   {floor: engine, sees: []string{"daemon/tick"}}, // background work: tended, reported, stopped
	"daemon/tick":    {floor: engine},                                // work that is done every so often, and pauses
	// lists against sets: goroutines and bytes, but no book and no network
	"daemon/wash": {floor: engine},
	// drives it in virtual time, with a made-up world for its ports
	"daemon/simulate": {floor: engine, sees: []string{"daemon/engine"}},

	"daemon/telephony": {floor: adapter, sees: []string{"ari"}}, // the only importer of ari
	"daemon/sqlite":    {floor: adapter},
	"daemon/memory":    {floor: adapter},
	"daemon/redis":     {floor: adapter, sees: []string{"daemon/memory"}}, // what this daemon's own disk knows binds
	"daemon/rest":      {floor: adapter},

	// who a browser's request comes from: links, sessions, limits
	"daemon/rest/sign": {floor: adapter},
	// asks for the floor once on behalf of all who look at it
	"daemon/rest/live": {floor: adapter},
	// what people without a shell see and do: HTML
	"daemon/rest/page": {floor: adapter, sees: []string{"daemon/rest", "daemon/rest/sign", "daemon/rest/live"}},

	"daemon/witness":    {floor: adapter}, // the outside parties that each day's head of the journal is told to
	"daemon/recordings": {floor: adapter}, // files of recordings, and their seals
	"daemon/handout":    {floor: adapter}, // events over HTTPS and letters over SMTP, to others' machines

	// the guard for calls dialed by hand
	"daemon/handdial": {floor: service, sees: []string{"dialplan", "dialplan/agi", "sounds"}},
	// consent's effects in the call, and the life of recordings
	"daemon/consents": {floor: service, sees: []string{"daemon/rest", "daemon/recordings", "daemon/sqlite", "sounds"}},
	"daemon/inquiries": {
		floor: service, sees: []string{"daemon/rest", "daemon/recordings", "daemon/sqlite", "dialplan"},
	}, // their clock, voices and pick-up; what is held on a number, and its erasure
	// a sale after the call: checked, offered in writing, accepted, released, taken back
	"daemon/sales": {floor: service, sees: []string{"daemon/rest", "daemon/sqlite", "daemon/handout"}},
	// another system is told of outcomes, sales and reservations
	"daemon/webhook": {floor: service, sees: []string{"daemon/rest", "daemon/sqlite", "daemon/handout"}},
	// reserve, deliver, wash, watch
	"daemon/registers": {floor: service, sees: []string{"daemon/rest", "daemon/sqlite"}},

	// clients, agents, campaigns and their lists, from the book to the floor
	"daemon/campaigns": {floor: service, sees: []string{"daemon/rest", "daemon/sqlite"}},

	// what agents are told before they are recorded or monitored
	"daemon/monitoring": {floor: service, sees: []string{"daemon/rest"}},
	// what the call centre's own people were taught
	"daemon/staff": {floor: service, sees: []string{"daemon/rest"}},

	// tries: an extension of the house rings for an agent, at any hour
	"daemon/tries": {floor: service, sees: []string{"daemon/rest"}},

	// answers for people: why, plan, status, figures, journal, who may
	"daemon/console": {floor: service, sees: []string{"daemon/rest", "daemon/sqlite"}},

	// what Prometheus reads
	"daemon/metrics": {floor: service, sees: []string{"daemon/rest"}},

	// what is wrong with the house before it dials: it reads the whole configuration, because that is what it checks
	"daemon/check": {
		floor: service,
		sees: []string{
			"daemon/config", "daemon/telephony", "daemon/redis", "daemon/rest", "daemon/sqlite", "configs", "dialplan",
		},
	},
	"daemon/upkeep": {
		floor: service, sees: []string{"daemon/rest", "daemon/config", "daemon/sqlite", "daemon/witness"},
	}, // the journal's own work; its witnesses and key files are the configuration's

	// a returned call: visit, words, what becomes an inquiry
	"daemon/desk": {floor: service, sees: []string{"daemon/sqlite", "dialplan", "sounds"}},

	// which sound says what, rendered and in use
	"daemon/speech": {floor: service, sees: []string{"daemon/rest", "sounds", "sounds/render"}},

	// what a prompt cannot say is no value
	"daemon/config": {floor: config, sees: []string{"daemon/keyfile", "configs", "sounds", "sounds/render"}},
	// what each room takes of the configuration
	"daemon/settings": {floor: app, sees: []string{"sounds", "sounds/render", "configs"}},
	"daemon/app": {
		floor: app, sees: []string{"daemon/settings", "sounds", "sounds/render", "dialplan", "dialplan/agi", "configs"},
	},
	"daemon/cli": {
		floor: cli,
		sees: []string{
			"daemon/probe", "daemon/keyfile", "daemon/check", "daemon/upkeep", "daemon/rest", "daemon/wash",
			"daemon/simulate", "sounds", "sounds/render", "dialplan", "configs",
		},
	},
	"daemon": {floor: top},

	"ari":              {floor: beside},
	"ari/aritest":      {floor: beside, sees: []string{"ari"}},
	"ari/internal/gen": {floor: beside},
	"dialplan":         {floor: beside, sees: []string{"dialplan/agi"}},
	"dialplan/agi":     {floor: beside}, // the dialplan asks over it
	"sounds":           {floor: beside},
	"sounds/render":    {floor: beside},
	"sounds/remake":    {floor: beside, sees: []string{"sounds", "sounds/render"}}, // the command that makes them
	"configs":          {floor: beside},
}

// What reads a clock, waits, locks, draws lots or speaks to the world; and what lies below it.
var impure = []string{
	"context", "crypto/rand", "database/sql", "log", "math/rand", "net", "os", "sync", "syscall", "unsafe",
}

// The one library with C in it, and its one user.
const (
	cgoLibrary = "github.com/mattn/go-sqlite3"
	cgoUser    = "daemon/sqlite"
)

func TestNoFloorIsBroken(t *testing.T) {
	for _, f := range floorFaults(sources(goFiles(t))) {
		t.Error(f)
	}
}

// floorFaults holds every package against its place in the house.
func floorFaults(packages map[string]source) (faults []string) {
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		if within(name, "test") {
			continue // the house from outside: sees all
		}
		p, known := house[name]
		if !known {
			faults = append(faults, name+" has no floor: a new package is one line in the floors test")
			continue
		}
		for _, im := range packages[name].imports {
			if why := importFault(name, p, im); why != "" {
				faults = append(faults,
					fmt.Sprintf("%s (%s) imports %s: %s", name, p.floor, strings.TrimPrefix(im, module+"/"), why))
			}
		}
		if p.floor == ground || p.floor == rules {
			for _, c := range packages[name].clock {
				faults = append(faults, c+": here now is an argument")
			}
		}
	}
	return faults
}

// importFault says why the package may not import the other; empty where it may.
func importFault(name string, p place, im string) string {
	pure := p.floor == ground || p.floor == rules
	if own, ok := strings.CutPrefix(im, module+"/"); ok {
		return ownFault(p, own)
	}
	switch {
	case im == "C" || within(im, cgoLibrary) && name != cgoUser:
		return "C stays in " + cgoUser
	case !pure:
		return ""
	case !isStandard(im) && !slices.ContainsFunc(p.libraries, func(l string) bool { return within(im, l) }):
		return "only plain data of others, and where the table says so"
	case isStandard(im) && slices.ContainsFunc(impure, func(s string) bool { return within(im, s) }):
		return "rules and nouns are pure"
	}
	return ""
}

func ownFault(p place, own string) string {
	to, known := house[own]
	switch {
	case !known:
		return "it has no floor"
	case slices.Contains(p.sees, own) || slices.Contains(below[p.floor], to.floor):
		return ""
	case p.floor == to.floor:
		return "nothing goes sideways here"
	}
	return "imports go down only, and to what the table names"
}

func within(name, parent string) bool { return name == parent || strings.HasPrefix(name, parent+"/") }

// isStandard: only paths of others begin with a host name.
func isStandard(im string) bool {
	first, _, _ := strings.Cut(im, "/")
	return !strings.Contains(first, ".")
}

func TestABrokenFloorIsSeen(t *testing.T) {
	own := func(names ...string) (s source) {
		for _, n := range names {
			s.imports = append(s.imports, module+"/"+n)
		}
		return s
	}
	std := func(names ...string) source { return source{imports: names} }
	tests := []struct {
		name, pkg string
		source    source
		want      string // in the fault; empty means allowed
	}{
		{"a package without a floor", "daemon/util", std("fmt"), "daemon/util has no floor"},
		{"a noun that knows a rule", "daemon/dialer", own("daemon/pacing"), "imports go down only"},
		{"a noun with a library", "daemon/dialer", std("github.com/google/uuid"), "plain data"},
		{"a rule that knows the engine", "daemon/pacing", own("daemon/engine"), "imports go down only"},
		{"a rule that knows another", "daemon/redial", own("daemon/hours"), "sideways"},
		{"the gate asks the other rules", "daemon/gate", own("daemon/number", "daemon/hours", "daemon/redial"), ""},
		{"but not all of them", "daemon/gate", own("daemon/pacing"), "sideways"},
		{"a rule that locks", "daemon/roster", std("sync/atomic"), "pure"},
		{"a rule that draws lots", "daemon/pacing", std("math/rand/v2"), "pure"},
		{"a rule that writes a log", "daemon/call", std("log/slog"), "pure"},
		{"a rule that asks the net", "daemon/number", std("net/netip"), "pure"},
		{"a rule with another's library", "daemon/hours", std("github.com/nyaruka/phonenumbers"), "plain data"},
		{"a rule with its own library", "daemon/hours", std("github.com/rickar/cal/v2/no", "time"), ""},
		{"a rule that reads the clock", "daemon/hours", source{clock: []string{"x.go:1: time.Now"}},
			"now is an argument"},
		{"the engine may read it", "daemon/engine", source{clock: []string{"x.go:1: time.Now"}}, ""},
		{"an engine that knows an adapter", "daemon/engine", own("daemon/sqlite"), "imports go down only"},
		{"an adapter that knows another", "daemon/rest", own("daemon/sqlite"), "sideways"},
		{"an adapter that reads the config", "daemon/sqlite", own("daemon/config"), "imports go down only"},
		{"Asterisk outside telephony", "daemon/app", own("ari"), "imports go down only"},
		{"Asterisk in telephony", "daemon/telephony", own("ari", "daemon/engine"), ""},
		{"a test's Asterisk in the program", "daemon/telephony", own("ari/aritest"), "imports go down only"},
		{"sounds in telephony", "daemon/telephony", own("sounds"), "imports go down only"},
		{"SQLite outside its package", "daemon/app", std("github.com/mattn/go-sqlite3"), "C stays in"},
		{"C anywhere", "daemon/sqlite", std("C"), "C stays in"},
		{"the client of ARI knows the daemon", "ari", own("daemon/dialer"), "imports go down only"},
		{"a room that knows another", "daemon/desk", own("daemon/registers"), "sideways"},
		{"a room that reads the config", "daemon/desk", own("daemon/config"), "imports go down only"},
		{"a room that looks into an adapter that its line does not name", "daemon/desk", own("daemon/redis"),
			"imports go down only"},
		{"a room that knows app", "daemon/desk", own("daemon/app"), "imports go down only"},
		{"an adapter that knows a room", "daemon/rest", own("daemon/desk"), "imports go down only"},
		{"cli goes round app", "daemon/cli", own("daemon/sqlite"), "imports go down only"},
		{"main goes round cli", "daemon", own("daemon/sqlite"), "imports go down only"},
		{"app sees the rest", "daemon/app",
			own("daemon/telephony", "daemon/sqlite", "daemon/rest", "daemon/config", "dialplan"), ""},
		{"the program leans on its tests", "daemon/app", own("test/demo"), "it has no floor"},
		{"tests see all", "test/demo", own("ari", "daemon/sqlite"), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.Join(floorFaults(map[string]source{tt.pkg: tt.source}), "; ")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTheClockIsFoundUnderAnyName(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"plainly", `package p; import "time"; var a = time.Now()`, []string{"p.go:1:35: time.Now"}},
		{"as a function value", `package p; import "time"; var a = time.Since`, []string{"p.go:1:35: time.Since"}},
		{"by another name", `package p; import clock "time"; var a = clock.Now`, []string{"p.go:1:41: time.Now"}},
		{"without a name", `package p; import . "time"; var a = Now()`, []string{
			"p.go: imports time into its own names",
		}},
		{"a field called time is none",
			`package p; import "time"; type s struct{ Now time.Time }; func f(time s) any { return time.Now }`, nil},
		{"a moment is none", `package p; import "time"; var a = time.Time{}.After`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, clockCalls(parse(t, "p.go", tt.text))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestOnlyInitMakesAJournal: whatever else makes one forgets every reservation and dials on (decision 0019).
func TestOnlyInitMakesAJournal(t *testing.T) {
	var makers []string
	for _, f := range goFiles(t) {
		if f.isTest() || !strings.HasPrefix(f.path, "daemon/") || strings.HasPrefix(f.path, "daemon/sqlite/") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "Create" {
				return true
			}
			if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "sqlite" {
				makers = append(makers, f.path)
			}
			return true
		})
	}
	if want := []string{"daemon/upkeep/offline.go"}; !slices.Equal(makers, want) {
		t.Errorf("sqlite.Create is called in %v, want %v: in Init alone", makers, want)
	}
}
