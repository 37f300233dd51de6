package config

import (
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sheet"
)

// RegisterFile is how the file of a register is laid out: where its columns stand, by headings or by position.
type RegisterFile struct {
	Register  string `yaml:"register"`
	Layout    string `yaml:"layout"`
	Number    string `yaml:"number"`
	Name      string `yaml:"name"`
	Birth     string `yaml:"birth"`
	BirthForm string `yaml:"birth_form"`
	Address   string `yaml:"address"`
	Other     string `yaml:"other"`
}

// The words of registers.files[].layout.
const (
	ByHeadings = "headings"
	fixedWidth = "fixed"
)

// FileOf is the layout that is configured for a register's file; false where none is.
func (r Registers) FileOf(register dialer.RegisterID) (RegisterFile, bool) {
	for _, f := range r.Files {
		if f.Register == string(register) {
			return f, true
		}
	}
	return RegisterFile{}, false
}

// Fixed is the layout by position; false where the file is laid out by headings. A layout with faults has no columns.
func (f RegisterFile) Fixed() (sheet.Fixed, bool) {
	out, faults := f.fixed("registers.files")
	if len(faults) > 0 {
		out = sheet.Fixed{}
	}
	return out, f.Layout == fixedWidth
}

func (f RegisterFile) fixed(field string) (out sheet.Fixed, faults []error) {
	out.BirthForm = f.BirthForm
	for _, c := range []struct {
		name, text string
		into       *[]sheet.Span
	}{
		{"number", f.Number, &out.Number}, {"name", f.Name, &out.Name}, {"birth", f.Birth, &out.Birth},
		{"address", f.Address, &out.Address}, {"other", f.Other, &out.Other},
	} {
		spans, wrong := sheet.Spans(join(field, c.name), c.text)
		*c.into, faults = spans, append(faults, wrong...)
	}
	return out, faults
}

func (r Registers) check(d *document) {
	oneOf(d, "registers.backend", r.Backend, InMemory, InRedis)
	seen := map[string]bool{}
	for i, f := range r.Files {
		at := item("registers.files", i)
		if id := dialer.RegisterID(
			f.Register,
		); id != dialer.National && id != dialer.NationalVoluntary && id != dialer.Own &&
			!strings.HasPrefix(f.Register, string(dialer.RegisterOf(""))) {
			d.add(at+".register", f.Register, "national, national-voluntary, own, or client/ and a client's id")
		}
		if seen[f.Register] {
			d.add(at+".register", f.Register, "a register once")
		}
		seen[f.Register] = true
		f.check(d, at)
	}
}

func (f RegisterFile) check(d *document, at string) {
	oneOf(d, at+".layout", f.Layout, ByHeadings, fixedWidth)
	if f.Layout != fixedWidth {
		if f.Other != "" {
			d.add(at+".other", f.Other, "only with layout: fixed")
		}
		if f.BirthForm != "" && f.BirthForm != sheet.BirthDate {
			d.add(at+".birth_form", f.BirthForm,
				"only with layout: fixed; by headings a date is 2001-12-31 or 31.12.2001")
		}
		return
	}
	layout, faults := f.fixed(at)
	if len(faults) == 0 {
		faults = layout.Check(at)
	}
	d.wrap(faults)
}
