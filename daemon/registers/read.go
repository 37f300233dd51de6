package registers

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/daemon/wash"
)

// reading is what came out of a file, and how many of its rows have a number, a name, and a name that can match no
// person.
type reading struct {
	wash.Reading
	numbers, persons, unmatched int
	twice                       int // rows whose number an earlier row has
}

const stepReading = "reading"

// rowsOf is what a worker makes of some thousand rows.
type rowsOf struct {
	numbers                    []uint64
	keys                       []dialer.PersonKey
	rows, persons, unmatchable int
}

// readBase reads a file on all processors; of a row only its number and the keys of its person are kept.
func readBase(ctx context.Context, f verb.RegisterFile, secret []byte, progress func(step string, done, of int)) (
	*sets.Base, reading, error) {
	worker := func() func(*rowsOf, wash.Entry) {
		keyer := reservation.NewKeyer(secret)
		return func(of *rowsOf, e wash.Entry) {
			of.rows++
			if e.Number != 0 {
				of.numbers = append(of.numbers, e.Number)
			}
			if e.Name == "" {
				return
			}
			var matchable bool
			of.keys, matchable = keyer.Person(of.keys, e.Name, e.Birth, e.Address)
			if of.persons++; !matchable {
				of.unmatchable++
			}
		}
	}
	var b sets.Builder
	var n reading
	var err error
	rows := 0
	n.Reading, err = wash.ReadBlocks(ctx, f.Text, wash.RegisterFile{
		Columns: wash.Columns{
			Number: f.NumberColumn, Name: f.NameColumn, Birth: f.BirthColumn, Address: f.AddressColumn,
		},
		Expect: f.Expect, Persons: true,
	}, worker, func(of *rowsOf) error {
		for _, number := range of.numbers {
			b.Number(number)
		}
		for _, key := range of.keys {
			b.Person(key)
		}
		n.numbers, n.persons, n.unmatched = n.numbers+len(of.numbers), n.persons+of.persons, n.unmatched+of.unmatchable
		rows += of.rows
		progress(stepReading, rows, 0)
		*of = rowsOf{numbers: of.numbers[:0], keys: of.keys[:0]}
		return nil
	})
	if err != nil {
		return nil, n, err
	}
	progress("sorting", 0, 0)
	sortPersons(&b)
	base := b.Base()
	n.twice = n.numbers - base.Count()
	return base, n, nil
}

// sortPersons sorts the persons on all processors.
func sortPersons(b *sets.Builder) {
	var next atomic.Int64
	var crew sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		crew.Go(func() {
			for i := int(next.Add(1)) - 1; i < b.PersonParts(); i = int(next.Add(1)) - 1 {
				b.SortPersons(i)
			}
		})
	}
	crew.Wait()
}
