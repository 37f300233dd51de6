// Package probe is what "ringevett check" is made of. A probe is declared once: its name, what it proves, what to do if
// that is not so, and a function that looks.
package probe

import (
	"context"
	"fmt"
	"strings"
)

// Level says how bad a finding is.
type Level string

// The levels.
const (
	OK   Level = "ok"
	Warn Level = "warn"
	Fail Level = "fail" // must not dial
)

// Finding is one thing that was looked at.
type Finding struct {
	Name  string `json:"name"` // of the probe, or "campaign" and an id
	Level Level  `json:"level"`
	Text  string `json:"text"`         // what was found
	Do    string `json:"do,omitempty"` // where it is not ok: what to do
}

// Probe looks at one thing of a subject S. Look may block until its context ends; it changes nothing.
type Probe[S any] struct {
	Name   string
	Proves string // what is so where all its findings are ok
	Do     string // where one is not, and does not say better
	Look   func(ctx context.Context, s S, r *Report)
}

// Report takes a probe's findings.
type Report struct {
	name, do string
	found    []Finding
}

func (r *Report) add(l Level, format string, args []any) {
	f := Finding{Name: r.name, Level: l, Text: fmt.Sprintf(format, args...)}
	if l != OK {
		f.Do = r.do
	}
	r.found = append(r.found, f)
}

// OK, Warn and Fail add one finding.
func (r *Report) OK(format string, args ...any)   { r.add(OK, format, args) }
func (r *Report) Warn(format string, args ...any) { r.add(Warn, format, args) }
func (r *Report) Fail(format string, args ...any) { r.add(Fail, format, args) }

// Say adds a finding of a level that was judged elsewhere.
func (r *Report) Say(l Level, format string, args ...any) { r.add(l, format, args) }

// Judge adds one finding a line of err, or that there is none.
func (r *Report) Judge(bad Level, err error, good string) {
	if err == nil {
		r.OK("%s", good)
		return
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		r.add(bad, "%s", []any{line})
	}
}

// Take adds findings that were made elsewhere, under their own names.
func (r *Report) Take(found []Finding) { r.found = append(r.found, found...) }

// About gives the findings that follow the name of one of several.
func (r *Report) About(name string) { r.name = name }

// Clean adds that all is well where nothing else was said.
func (r *Report) Clean(format string, args ...any) {
	if len(r.found) == 0 {
		r.OK(format, args...)
	}
}

// Run has each probe look, in order.
func Run[S any](ctx context.Context, all []Probe[S], s S) (found []Finding) {
	for _, p := range all {
		r := Report{name: p.Name, do: p.Do}
		p.Look(ctx, s, &r)
		found = append(found, r.found...)
	}
	return found
}

// Row is what is known of a probe without running it.
type Row struct {
	Name   string `json:"name"`
	Proves string `json:"proves"`
	Do     string `json:"do"`
}

// Rows are those of a table.
func Rows[S any](all []Probe[S]) (rows []Row) {
	for _, p := range all {
		rows = append(rows, Row{p.Name, p.Proves, p.Do})
	}
	return rows
}

// Worst is the worst level among findings.
func Worst(all []Finding) Level {
	worst := OK
	for _, f := range all {
		if f.Level == Fail || worst == OK {
			worst = f.Level
		}
	}
	return worst
}
