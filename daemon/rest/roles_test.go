package rest_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
)

var update = flag.Bool("update", false, "write what the server allows to testdata/roles.md, for review")

// operation is one that the server itself says it has.
type operation struct {
	method, path, summary string
	query, body, kind     string
}

// schema is as much of JSON Schema as requests are made of.
type schema struct {
	Ref        string            `json:"$ref"`
	Type       any               `json:"type"`
	Format     string            `json:"format"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Enum       []any             `json:"enum"`
}

type openAPI struct {
	Paths map[string]map[string]struct {
		Summary    string `json:"summary"`
		Parameters []struct {
			Name     string `json:"name"`
			In       string `json:"in"`
			Required bool   `json:"required"`
			Schema   schema `json:"schema"`
		} `json:"parameters"`
		RequestBody struct {
			Content map[string]struct {
				Schema schema `json:"schema"`
			} `json:"content"`
		} `json:"requestBody"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

// value is the least that fits a schema.
func (d openAPI) value(s schema) any {
	if s.Ref != "" {
		return d.value(d.Components.Schemas[path.Base(s.Ref)])
	}
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type == "integer" || s.Type == "number":
		return 7
	case s.Type == "boolean":
		return false
	case s.Type == "object":
		out := map[string]any{}
		for _, name := range s.Required {
			out[name] = d.value(s.Properties[name])
		}
		return out
	case s.Format == "date-time":
		return "2026-11-23T11:00:00Z"
	case s.Type == "string":
		return "autumn"
	}
	return []any{}
}

// operations are all that the server's own description has, each with the least that it takes.
func operations(t *testing.T, h http.Handler) (all []operation) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/openapi.json", nil))
	var doc openAPI
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	for at, methods := range doc.Paths {
		for method, op := range methods {
			one := operation{
				method:  strings.ToUpper(method),
				path:    at,
				summary: op.Summary,
				query:   "campaign=autumn&days=7&register=own",
			}
			for _, p := range op.Parameters {
				if p.In == "path" {
					one.path = strings.ReplaceAll(one.path, "{"+p.Name+"}", fmt.Sprint(doc.value(p.Schema)))
				}
			}
			for kind, c := range op.RequestBody.Content {
				text, err := json.Marshal(doc.value(c.Schema))
				if err != nil {
					t.Fatal(err)
				}
				one.kind, one.body = kind, string(text)
			}
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(a, b operation) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return all
}

// served is a fake house and what serves it.
type served struct {
	fake    *fake
	handler http.Handler
}

func newServed(people []dialer.User) served {
	f := &fake{staff: staff{all: people}}
	return served{f, rest.Handler(f, "test")}
}

// ask asks as an account would. The fake then has what came of this request alone.
func (s served) ask(t *testing.T, o operation, uid uint32) (*httptest.ResponseRecorder, *fake) {
	s.fake.asked, s.fake.noted = nil, nil
	r := httptest.NewRequestWithContext(
		rest.WithUser(t.Context(), uid),
		o.method,
		o.path+"?"+o.query,
		strings.NewReader(o.body),
	)
	if o.kind != "" {
		r.Header.Set("Content-Type", o.kind)
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w, s.fake
}

const (
	stranger = uint32(4999)
	daemons  = uint32(4000) // and on: one account for each role
)

// oneOfEach has one person for each role, and a service for each role after them.
func oneOfEach() (all []dialer.User) {
	for _, kind := range []dialer.UserKind{dialer.KindPerson, dialer.KindService} {
		for _, r := range dialer.Roles() {
			p := dialer.User{
				ID: dialer.UserID(string(r) + "-" + string(kind)), Kind: kind, Roles: []dialer.Role{r},
				Login: dialer.Login{ID: daemons + uint32(len(all)), Name: string(r)},
			}
			if r == dialer.ClientRole {
				p.Client = "fjellvann"
			}
			all = append(all, p)
		}
	}
	return all
}

// The table of roles is what the server does, asked as each role, and not what a table says. A route that declares
// nothing is refused to all, and shows as such.
func TestEachRouteIsForItsRoles(t *testing.T) {
	house := newServed(oneOfEach())
	var b strings.Builder
	b.WriteString("What each role may ask, and what the journal keeps of it with the person. Made by: " +
		"go test ./daemon/rest -run EachRouteIsForItsRoles -update\n\n" +
		"| request | operator | supervisor | quality | privacy | auditor | client | a service | in the journal |\n" +
		"| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, o := range operations(t, house.handler) {
		b.WriteString("| " + o.summary + " |")
		row := o.askAll(t, house)
		for _, r := range dialer.Roles() {
			b.WriteString(mark(row.may[string(r)+"-person"]))
		}
		service := false
		for _, r := range dialer.Roles() {
			service = service || row.may[string(r)+"-service"]
		}
		fmt.Fprintf(&b, "%s %s |\n", mark(service), row.kept)
		row.judge(t, o)
	}
	const file = "testdata/roles.md"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("roles (-file +server); -update writes them:\n%s", diff)
	}
}

func mark(yes bool) string { return map[bool]string{true: " ● |", false: " – |"}[yes] }

// asked is what one route did to all who asked.
type asked struct {
	may    map[string]bool // by person
	kept   string
	open   bool     // to an account that is no person
	unsure []string // answers that are neither given nor refused for the role
	stray  []string // what reached the floor without its person
}

func (o operation) askAll(t *testing.T, house served) asked {
	t.Helper()
	out := asked{may: map[string]bool{}}
	kept := map[string]bool{}
	for _, p := range house.fake.all {
		w, f := house.ask(t, o, p.Login.ID)
		out.may[string(p.ID)] = w.Code != http.StatusForbidden
		if w.Code == http.StatusForbidden &&
			(len(f.noted) > 0 || len(f.asked) > 1 || len(f.asked) == 1 && f.asked[0] != "campaigns") {
			out.unsure = append(out.unsure,
				fmt.Sprintf("%s was refused, but %v was done, %v noted", p.ID, f.asked, f.noted))
		}
		if w.Code >= 400 && w.Code != http.StatusForbidden && w.Code != http.StatusServiceUnavailable {
			out.unsure = append(out.unsure, fmt.Sprintf("%s: %d %s", p.ID, w.Code, w.Body))
		}
		for _, n := range f.noted {
			kept[string(n.Kind)] = true
			if n.By != p.By() {
				out.stray = append(out.stray, fmt.Sprintf("%+v, not by %s", n, p.By()))
			}
		}
		for _, what := range f.asked {
			if _, by, has := strings.Cut(what, " by "); has && out.may[string(p.ID)] {
				kept["by the action itself"] = true
				if by != p.By() {
					out.stray = append(out.stray, what)
				}
			}
		}
	}
	w, _ := house.ask(t, o, stranger)
	out.open = w.Code != http.StatusForbidden
	out.kept = strings.Join(slices.Sorted(maps.Keys(kept)), ", ")
	return out
}

// judge holds what was seen against what must be.
func (a asked) judge(t *testing.T, o operation) {
	t.Helper()
	name := o.method + " " + o.path
	free := []string{"GET /health", "GET /debug/memory", "GET /people/me"}
	if a.open != slices.Contains(free, name) {
		t.Errorf("%s: asked by no person of the book: allowed is %v", name, a.open)
	}
	if !slices.Contains(slices.Collect(maps.Values(a.may)), true) {
		t.Errorf("%s is refused to every role: its declaration names none", name)
	}
	for _, what := range slices.Concat(a.unsure, a.stray) {
		t.Errorf("%s: %s", name, what)
	}
	if a.may["auditor-person"] && a.kept == "by the action itself" {
		t.Errorf("%s changes something, and an auditor may ask it", name)
	}
}

// A book of before there were people serves all who may use the socket, and names them as it did.
func TestABookWithoutPeopleWorksAsBefore(t *testing.T) {
	house := newServed(nil)
	for _, o := range operations(t, house.handler) {
		w, f := house.ask(t, o, 0)
		if w.Code == http.StatusForbidden || len(f.noted) > 0 {
			t.Errorf("%s %s: got %d %s, noted %v", o.method, o.path, w.Code, w.Body, f.noted)
		}
		for _, what := range f.asked {
			if _, by, has := strings.Cut(what, " by "); has && by != "cli:root" {
				t.Errorf("%s: not by cli:root", what)
			}
		}
	}
}

// What cannot be noted is not shown.
func TestAReadThatCannotBeNotedIsRefused(t *testing.T) {
	house := newServed(oneOfEach())
	house.fake.deaf = dialer.ErrUnwritable
	o := operation{method: http.MethodGet, path: "/registers/export", query: "register=own"}
	if w, f := house.ask(t, o, daemons); w.Code < 500 || len(f.asked) > 0 {
		t.Errorf("got %d, asked %v", w.Code, f.asked)
	}
}
