package wash

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sheet"
)

// The roles of the columns of a register's file.
const (
	atNumber = iota
	atName
	atBirth
	atAddress
)

var atNames = [...]string{"number", "name", "birth date", "address"}

// wanted is a column that is read.
type wanted struct{ role, place int }

// wanted finds the columns of a register's file, and says what they lack.
func (h head) wanted(f RegisterFile) (all []wanted, err error) {
	c := f.Columns
	if c.Name == "" && f.Persons {
		c = h.known(c)
	}
	if c.Name == NoPersons {
		c.Name = ""
	}
	for role, names := range []string{c.Number, c.Name, c.Birth, c.Address} {
		if names == "" && (role != atNumber || c.Name != "" && !slices.ContainsFunc(h.names, sheet.IsNumber)) {
			continue
		}
		places, wrong := h.columnsOf(names)
		if role == atNumber && len(places) > 1 {
			wrong = dialer.Invalid{
				Field: "number column", Value: names,
				Why: "one column at a time: bring the other's numbers as a file of their own",
			}
		}
		err = errors.Join(err, wrong)
		for _, p := range places {
			all = append(all, wanted{role, p})
		}
	}
	if c.Address != "" {
		all = append(all, h.behind(all)...)
	}
	if len(all) > maxWanted {
		return nil, dialer.Invalid{
			Field: "columns", Value: strconv.Itoa(len(all)), Why: fmt.Sprintf("at most %d", maxWanted),
		}
	}
	return all, errors.Join(err, needPerson(c), h.halfName(all))
}

// known names the persons' columns whose headings are known: the name's, with the birth date's or the address's or
// both.
func (h head) known(c Columns) Columns {
	names := h.titled(sheet.Name, sheet.First, sheet.Last)
	birth, address := h.titled(sheet.Birth), h.titled(sheet.Address)
	if names == "" || c.Birth+c.Address != "" || birth+address == "" {
		return c
	}
	c.Name, c.Birth, c.Address = names, birth, address
	return c
}

// titled are the headings of those roles, joined as Columns has them.
func (h head) titled(roles ...sheet.Role) string {
	var all []string
	for _, n := range h.names {
		if slices.Contains(roles, sheet.RoleOf(n)) {
			all = append(all, n)
		}
	}
	return strings.Join(all, "+")
}

// columnsOf finds the columns that one name, or several joined by a plus sign, stand for.
func (h head) columnsOf(names string) (places []int, err error) {
	parts := []string{names}
	if !slices.Contains(h.names, names) {
		parts = strings.Split(names, "+")
	}
	for _, n := range parts {
		place, wrong := h.column(strings.TrimSpace(n))
		if err = errors.Join(err, wrong); wrong == nil {
			places = append(places, place)
		}
	}
	return places, err
}

// behind are the postcode's and the town's columns, which belong to the address even where they are not named.
func (h head) behind(all []wanted) (more []wanted) {
	for _, role := range []sheet.Role{sheet.Postcode, sheet.Town} {
		for i, n := range h.names {
			read := slices.ContainsFunc(all, func(w wanted) bool { return w.place == i })
			if sheet.RoleOf(n) == role && !read {
				more = append(more, wanted{atAddress, i})
			}
		}
	}
	return more
}

// halfName refuses a name that is split over two columns of which one is read: it would match no one.
func (h head) halfName(all []wanted) error {
	var read, left []string
	for i, n := range h.names {
		role := sheet.RoleOf(n)
		switch {
		case slices.Contains(all, wanted{atName, i}):
			read = append(read, n)
		case role == sheet.First || role == sheet.Last:
			left = append(left, n)
		}
	}
	if len(read) == 0 || len(left) == 0 {
		return nil
	}
	return dialer.Invalid{Field: "name column", Value: strings.Join(read, "+"), Why: fmt.Sprintf(
		"the name is split over more columns, and half a name matches no one: name them all, %q",
		strings.Join(append(read, left...), "+"))}
}

// letters refuses headings that lost letters: their columns would not be known, and the names below them have lost
// theirs too.
func (h head) letters() error {
	for _, n := range h.names {
		if mark := sheet.Lost(n); mark != "" && mark != "?" {
			return dialer.Invalid{Field: "headings", Value: n, Why: sheet.LostWhy}
		}
	}
	return nil
}

func needPerson(c Columns) error {
	switch {
	case c.Name == "" && (c.Birth != "" || c.Address != ""):
		return dialer.Invalid{
			Field: "name column", Why: "a person is known by the name with the birth date or the address",
		}
	case c.Name != "" && c.Birth == "" && c.Address == "":
		return dialer.Invalid{Field: "birth or address column", Why: "a name alone identifies no person (norm 2.7)"}
	}
	return nil
}
