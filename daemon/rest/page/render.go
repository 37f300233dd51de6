package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"time"
)

//go:embed templates/*.html
var templateFiles embed.FS

// tongue is one language with its templates.
type tongue struct {
	lang      string
	words     words
	templates *template.Template
}

func newTongue(lang string, a assets) (*tongue, error) {
	w, err := readWords(lang)
	if err != nil {
		return nil, err
	}
	t := &tongue{lang: lang, words: w}
	t.templates, err = template.New("").Funcs(template.FuncMap{
		"say": w.say, "word": w.or, "count": count, "clock": clock, "moment": moment, "day": day, "stamp": stamp,
		"lasting": lasting, "percent": func(a, e int) string { return percent(lang, a, e) },
		"asset": a.path, "lang": func() string { return lang },
		"sayNeed": func(n need) string { return w.say(n.Key, n.Args...) },
		"since":   func(t, now time.Time, live bool) sinceView { return sinceView{t, now, live} },
	}).ParseFS(templateFiles, "templates/*.html")
	return t, err
}

// sinceView is a duration that a browser goes on counting. Rendered for the stream it has no text, so that a row
// whose time alone passes is the same row.
type sinceView struct {
	Since, Now time.Time
	Live       bool
}

func (t *tongue) render(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := t.templates.ExecuteTemplate(&b, name, data); err != nil {
		return nil, fmt.Errorf("template %s: %w", name, err)
	}
	return b.Bytes(), nil
}

// piece is a part of a page with the id that its element has.
type piece struct{ ID, HTML string }

// list is the rows of one table, in their order.
type list struct {
	ID   string // of the tbody
	Rows []piece
}

// parts are what of the floor changes while one looks.
type parts struct {
	Singles []piece
	Lists   []list
}

// partsOf renders the floor for the stream.
func (t *tongue) partsOf(v floorView) (p parts, err error) {
	v.Live = true
	one := func(id string) {
		text, wrong := t.render(id, v)
		if wrong != nil {
			err = wrong
		}
		p.Singles = append(p.Singles, piece{id, string(text)})
	}
	one("head")
	one("needs")
	one("sums")
	rows := func(id, name string, n int, row func(i int) (id string, data any)) {
		l := list{ID: id}
		for i := range n {
			id, data := row(i)
			text, wrong := t.render(name, rowView{data, v.At, true})
			if wrong != nil {
				err = wrong
			}
			l.Rows = append(l.Rows, piece{id, string(text)})
		}
		p.Lists = append(p.Lists, l)
	}
	rows("campaigns-rows", "campaign-row", len(v.Campaigns), func(i int) (string, any) {
		return v.Campaigns[i].Key, v.Campaigns[i]
	})
	if !v.Team {
		return p, err
	}
	rows("callers-rows", "caller-row", len(v.Callers), func(i int) (string, any) { return v.Callers[i].ID, v.Callers[i] })
	rows("seats-rows", "seat-row", len(v.Seats), func(i int) (string, any) { return v.Seats[i].ID, v.Seats[i] })
	rows("calls-rows", "call-row", len(v.Calls), func(i int) (string, any) { return v.Calls[i].ID, v.Calls[i] })
	return p, err
}

// rowView is what the template of a row gets.
type rowView struct {
	Row  any
	Now  time.Time
	Live bool
}

// Row gives a row's template what it needs.
func (v floorView) Row(row any) rowView { return rowView{row, v.At, v.Live} }

// hashOf names content.
func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}
