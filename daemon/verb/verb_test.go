package verb_test

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// kinds are what a field's tag "is" may name; cli completes each.
var kinds = []string{
	"agent", "campaign", "client", "erasure", "inquiry", "list", "person", "register", "request",
}

// faults are what is wrong with one declaration by itself.
func faults(s verb.Spec) (all []string) {
	fields := s.Fields()
	for _, hole := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(s.Path, -1) {
		if !slices.ContainsFunc(fields, func(f verb.Field) bool { return f.Place == verb.InPath && f.Key == hole[1] }) {
			all = append(all, "no field fills {"+hole[1]+"} of "+s.Path)
		}
	}
	for _, hole := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(s.Says, -1) {
		if !hasField(s.Out(), hole[1]) && !hasField(s.In(), hole[1]) {
			all = append(all, "no field is called {"+hole[1]+"}: "+s.Says)
		}
	}
	optional := ""
	for _, f := range fields {
		switch {
		case f.Is != "" && !slices.Contains(kinds, f.Is):
			all = append(all, f.Name+` is:"`+f.Is+`" names no kind`)
		case f.Arg != "" && f.Flag != "":
			all = append(all, f.Name+" is both an argument and a flag")
		case f.Arg != "" && !f.Optional && optional != "":
			all = append(all, f.Name+" must be given, and "+optional+" before it may be left out")
		case f.Flag != "" && f.Doc() == "":
			all = append(all, "--"+f.Flag+" has no description")
		}
		if f.Optional {
			optional = f.Name
		}
	}
	if s.Method == verb.Get && len(s.Writes) > 0 {
		all = append(all, "it is read with GET and writes")
	}
	return all
}

func hasField(t reflect.Type, name string) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	_, has := t.FieldByName(name)
	return has
}

func TestEachDeclarationHolds(t *testing.T) {
	routes := map[string]string{}
	for _, s := range verb.All() {
		for _, fault := range faults(s) {
			t.Errorf("%s: %s", s.Name, fault)
		}
		if other, taken := routes[s.Route()]; taken && s.Path != "" {
			t.Errorf("%s and %s are both %s", s.Name, other, s.Route())
		}
		routes[s.Route()] = s.Name
	}
}

func TestAFaultyDeclarationIsTold(t *testing.T) {
	type in struct {
		ID   string `path:"id" arg:"ID,optional" is:"planet"`
		Also string `json:"also" arg:"ALSO"`
		Flag string `json:"flag" flag:"flag"`
		Both string `json:"both" arg:"BOTH,optional" flag:"both" doc:"both"`
	}
	v := verb.Verb[in, verb.Done]{
		Name: "bad", Method: verb.Get, Path: "/bad/{name}", Says: "{Nothing} is done",
		Writes: []dialer.FactKind{dialer.FactChanged},
	}
	got := strings.Join(faults(v.Spec()), "\n")
	for _, want := range []string{
		"fills {name}", "called {Nothing}", `is:"planet"`, "Also must be given, and ID before it", "--flag has no",
		"Both is both", "read with GET and writes",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not told:\n%s", want, got)
		}
	}
}

func TestWhatACommandPrints(t *testing.T) {
	type in struct{ Why string }
	type out struct{ N int }
	v := verb.Verb[in, out]{Says: "{N} rows, because {Why}"}
	if got := v.Spec().Said(in{Why: "asked"}, out{N: 3}); got != "3 rows, because asked" {
		t.Errorf("got %q", got)
	}
}

func TestWhoMayAsk(t *testing.T) {
	asked := verb.Verb[verb.Nothing, verb.Done]{Roles: []dialer.Role{dialer.Supervisor}, Humans: true}.Spec()
	for _, tt := range []struct {
		name string
		p    dialer.User
		may  bool
	}{
		{"supervisor", dialer.User{Kind: dialer.KindPerson, Roles: []dialer.Role{dialer.Supervisor}}, true},
		{"operator", dialer.User{Kind: dialer.KindPerson, Roles: []dialer.Role{dialer.Operator}}, false},
		{"service", dialer.User{Kind: dialer.KindService, Roles: []dialer.Role{dialer.Supervisor}}, false},
		{"unknown", dialer.User{}, false},
	} {
		if got := asked.May(tt.p); got != tt.may {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}
