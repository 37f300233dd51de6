package contract

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/ari"
)

// Report is the outcome of a comparison. Gone is what we use and Asterisk does not have (any more, or yet);
// New is what it has and we do not know.
type Report struct {
	Operations, Parameters, Models, Fields int
	Gone, New                              []string
}

func (r *Report) gone(format string, args ...any) {
	r.Gone = append(r.Gone, fmt.Sprintf(format, args...))
}

// Requests holds the client's requests against the documents.
func (d *Docs) Requests(sent []Sent) Report {
	var r Report
	seen := map[string]map[string]bool{} // operation: parameters sent
	for _, s := range sent {
		op, ok := d.find(s.Method, s.Path)
		if !ok {
			r.gone("%s: no operation %s %s", s.Call, s.Method, s.Path)
			continue
		}
		key := op.Method + " " + op.Path
		if seen[key] == nil {
			seen[key] = map[string]bool{}
		}
		for _, name := range slices.Concat(s.Query, s.Body) {
			if !op.takes(name) {
				r.gone("%s: %s has no parameter %s", s.Call, key, name)
			}
			seen[key][name] = true
		}
	}
	for _, op := range d.Operations {
		names, used := seen[op.Method+" "+op.Path]
		if !used {
			r.New = append(r.New, op.Method+" "+op.Path)
			continue
		}
		r.Operations++
		r.Parameters += len(names)
		for _, p := range op.Parameter {
			if p.Required && p.In == "query" && !names[p.Name] {
				r.gone("%s %s: required parameter %s is never sent", op.Method, op.Path, p.Name)
			}
		}
	}
	slices.Sort(r.Gone)
	r.Gone = slices.Compact(r.Gone)
	return r
}

// takes: variables go in the body under that name; the body of an event filter is the filter itself.
func (op Operation) takes(name string) bool {
	for _, p := range op.Parameter {
		if p.In != "path" && p.Name == name || p.Name == "filter" && (name == "allowed" || name == "disallowed") {
			return true
		}
	}
	return false
}

// Types gives the client's event and model structs by name: those that its methods return,
// those that it decodes as events, and those within them.
func (d *Docs) Types() map[string]reflect.Type {
	found := map[string]reflect.Type{"Variable": reflect.TypeFor[ari.Variable]()} // its value alone is returned
	client := reflect.TypeFor[*ari.Client]()
	for i := range client.NumMethod() {
		m := client.Method(i).Type
		if m.NumIn() > 1 && m.In(1) == reflect.TypeFor[context.Context]() {
			for j := range m.NumOut() {
				d.collect(m.Out(j), found)
			}
		}
	}
	for name := range d.Models {
		ev := ari.DecodeEvent([]byte(`{"type":"` + name + `"}`))
		if _, unknown := ev.(*ari.Unknown); !unknown {
			d.collect(reflect.TypeOf(ev), found)
		}
	}
	return found
}

func (d *Docs) collect(t reflect.Type, found map[string]reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if _, documented := d.Models[t.Name()]; t.Kind() != reflect.Struct || !documented || found[t.Name()] != nil {
		if t.Name() != "Snapshot" {
			return
		}
	} else {
		found[t.Name()] = t
	}
	for i := range t.NumField() {
		d.collect(t.Field(i).Type, found)
	}
}

// Fields holds the structs against the documents.
func (d *Docs) Fields(types map[string]reflect.Type) Report {
	var r Report
	d.head(&r)
	for name, m := range d.Models {
		t := types[name]
		if t == nil {
			r.New = append(r.New, "model "+name)
			continue
		}
		r.Models++
		d.fields(&r, name, m, t)
	}
	slices.Sort(r.Gone)
	slices.Sort(r.New)
	return r
}

// head holds the common part of events against the two models that describe it.
func (d *Docs) head(r *Report) {
	both := Model{Properties: maps.Clone(d.Models["Message"].Properties)}
	maps.Copy(both.Properties, d.Models["Event"].Properties)
	d.fields(r, "EventHead", both, reflect.TypeFor[ari.EventHead]())
}

func (d *Docs) fields(r *Report, name string, m Model, t reflect.Type) {
	known := map[string]bool{}
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || tag == "-" {
			continue
		}
		known[tag] = true
		r.Fields++
		p, ok := m.Properties[tag]
		switch {
		case !ok:
			r.gone("%s has no field %s", name, tag)
		case !fits(p, f.Type):
			r.gone("%s.%s is %s (required %v), we decode %s", name, tag, p.Type, p.Required, f.Type)
		}
	}
	for prop := range m.Properties {
		if !known[prop] {
			r.New = append(r.New, name+"."+prop)
		}
	}
}

// fits: required ones are values; models that may be absent are pointers.
func fits(p Property, t reflect.Type) bool {
	if inner, list := strings.CutPrefix(p.Type, "List["); list {
		return t.Kind() == reflect.Slice &&
			(inner == "object]" || fits(Property{Type: strings.TrimSuffix(inner, "]"), Required: true}, t.Elem()))
	}
	kinds := map[string]reflect.Kind{
		"string": reflect.String, "int": reflect.Int, "long": reflect.Int64, "double": reflect.Float64,
		"boolean": reflect.Bool,
	}
	switch kind, scalar := kinds[p.Type]; {
	case scalar:
		return t.Kind() == kind
	case p.Type == "Date":
		return t == reflect.TypeFor[ari.Time]()
	case p.Type == "object":
		return t.Kind() == reflect.Map || t.Kind() == reflect.Slice
	case p.Required:
		return t.Kind() == reflect.Struct && t.Name() == p.Type
	}
	return t.Kind() == reflect.Pointer && t.Elem().Name() == p.Type
}
