package wash_test

import (
	"bytes"
	"testing"

	"github.com/ringevett/ringevett/daemon/wash"
)

// FuzzReadRegister: no file makes the reader panic, and of a file that is taken each row is an entry. An entry has a
// number of E.164's length or a name, or its number is no person's and counted as left out.
func FuzzReadRegister(f *testing.F) {
	for _, text := range []string{
		"telefon\n90000001\n", "90000001\n+47 900 00 002\n", "number;name;birth_date\n90000001;Åse Øy;1970-01-31\n",
		"navn;adr\n\"Per \"\"Pelle\"\" Bø\";Vei 1\n", "tlf\tnavn\tf\xf8dt\n\t\xc5se\t31.12.1970\n",
		"number\n113\n90000001\n\n;\n",
		"sep=;\nnumber;x\n90000001;\"\n\"\n", "\xff\xfen\x00", "number\r90000001\r", "+200000",
	} {
		f.Add([]byte(text), 0, true)
	}
	const longest = 999_999_999_999_999 // of E.164; foreign numbers may be registered too
	f.Fuzz(func(t *testing.T, text []byte, expect int, persons bool) {
		entries, empty := 0, 0
		file := wash.RegisterFile{Persons: persons, Expect: expect}
		got, err := wash.ReadRegister(t.Context(), bytes.NewReader(text), file, func(e wash.Entry) error {
			entries++
			if e.Number == 0 && e.Name == "" {
				empty++
			}
			if e.Number > longest {
				t.Errorf("number %d has more than 15 digits", e.Number)
			}
			return nil
		})
		if err == nil && (entries != got.Rows || empty > got.LeftOut) {
			t.Errorf("%d entries of %d rows, %d of them empty, %d left out", entries, got.Rows, empty, got.LeftOut)
		}
		if err == nil && expect > 0 && got.Rows != expect {
			t.Errorf("%d rows were taken where %d were expected", got.Rows, expect)
		}
	})
}
