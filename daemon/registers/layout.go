package registers

import (
	"cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// laidOut gives a register's file its columns as the configuration says that they stand. titles are the columns that
// are read where the file has no headings of its own: those of fixed positions.
func (r *Registers) laidOut(f verb.RegisterFile) (out verb.RegisterFile, titles []string, err error) {
	layout, known := r.p.Settings().Layouts[dialer.RegisterNamed(f.Register)]
	if !known {
		return f, nil, nil
	}
	fixed := layout.Fixed
	if fixed == nil {
		f.NumberColumn, f.NameColumn = cmp.Or(f.NumberColumn, layout.Number), cmp.Or(f.NameColumn, layout.Name)
		f.BirthColumn, f.AddressColumn = cmp.Or(f.BirthColumn, layout.Birth), cmp.Or(f.AddressColumn, layout.Address)
		return f, nil, nil
	}
	if named := f.NumberColumn + f.NameColumn + f.BirthColumn + f.AddressColumn; named != "" {
		return f, nil, dialer.Invalid{Field: "columns", Value: named,
			Why: "none: the configuration says in which positions they stand (registers.files)"}
	}
	f.NumberColumn, f.NameColumn, f.BirthColumn, f.AddressColumn = fixed.Columns()
	f.Text, err = fixed.Rows(f.Text)
	return f, fixed.Titles(), err
}
