package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Layout is how a file's text begins.
type Layout struct {
	Delimiter byte
	Skip      int // bytes before the first row: a byte order mark, and Excel's line "sep=;"
}

// delimiters are the marks that part columns, the likeliest first.
var delimiters = [...]byte{';', '\t', ','}

// LayoutOf looks at the beginning of a file. The delimiter is the one that "sep=" names, or the mark that the first
// line has most of, those within quotation marks left out.
func LayoutOf(b []byte) Layout {
	text := bytes.TrimPrefix(b, []byte(byteOrderMark))
	l := Layout{Skip: len(b) - len(text)}
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	if mark, ok := named(first); ok {
		l.Delimiter, l.Skip = mark, len(b)-len(rest)
		return l
	}
	first, _, _ = bytes.Cut(bytes.TrimLeft(text, "\r\n"), []byte("\n"))
	l.Delimiter = most(first)
	return l
}

// Begin looks at the beginning of a text and gives it without a line "sep=;": an empty line takes its place, so
// that lines keep their numbers.
func Begin(r io.Reader) (io.Reader, Layout, error) {
	in := bufio.NewReaderSize(r, looked)
	begin, err := in.Peek(looked)
	if err != nil && !errors.Is(err, io.EOF) && len(begin) == 0 {
		return nil, Layout{}, err
	}
	l := LayoutOf(begin)
	if l.Skip == 0 {
		return in, l, nil
	}
	_, err = in.Discard(l.Skip)
	return io.MultiReader(strings.NewReader("\n"), in), l, err
}

// named reads Excel's first line: sep= and one mark.
func named(line []byte) (mark byte, ok bool) {
	text := strings.Trim(strings.TrimRight(string(line), "\r"), `"`)
	if len(text) != len("sep=;") || !strings.EqualFold(text[:4], "sep=") {
		return 0, false
	}
	mark = text[4]
	return mark, mark > ' ' && mark < utf8.RuneSelf && mark != '"' || mark == '\t'
}

func most(line []byte) byte {
	var count [len(delimiters)]int
	quoted := false
	for _, c := range line {
		if c == '"' {
			quoted = !quoted
		}
		if i := slices.Index(delimiters[:], c); i >= 0 && !quoted {
			count[i]++
		}
	}
	best := 0
	for i, n := range count {
		if n > count[best] {
			best = i
		}
	}
	return delimiters[best]
}

// Heading gives the one form in which headings are compared: small letters and digits, nothing between them.
func Heading(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, Compose(text))
}

// The headings that are known without being named, in the form of Heading. They are whole words: "n" or "on" is none
// of them.
var (
	numbers = []string{
		"number", "nummer", "telefon", "telefonnummer", "telefonnr", "tlf", "tlfnr", "tlfnummer", "tel", "telnr",
		"mobil", "mobilnr", "mobilnummer",
		"mobiltelefon", "mobiltlf", "phone", "phonenumber", "phonenr", "telephone", "telephonenumber", "mobile",
		"mobilephone", "mobilenumber", "msisdn",
	}
	names     = []string{"name", "navn", "fulltnavn", "fullname", "kundenavn"}
	births    = []string{"birthdate", "birth", "dateofbirth", "fødselsdato", "fodselsdato", "født", "fodt", "fdato"}
	addresses = []string{"address", "adresse", "gateadresse", "postadresse", "streetaddress", "gate"}
	postcodes = []string{"postcode", "postnr", "postnummer", "zip", "zipcode"}
	towns     = []string{"town", "poststed", "city", "sted", "by"}
	firsts    = []string{"firstname", "fornavn", "givenname"}
	lasts     = []string{"lastname", "etternavn", "surname", "familyname"}
)

// Known are headings for messages.
const Known = "number, nummer, telefon, telefonnr, tlf, mobil, mobilnr, phone, mobile"

// IsNumber reports a heading of the telephone number's column.
func IsNumber(heading string) bool { return slices.Contains(numbers, Heading(heading)) }

// Role is what a column holds, for headings that are known.
type Role string

// The roles. The zero Role is a column that is not known.
const (
	Number   Role = "number"
	Name     Role = "name"
	First    Role = "first name"
	Last     Role = "last name"
	Birth    Role = "birth date"
	Address  Role = "address"
	Postcode Role = "postcode"
	Town     Role = "town"
)

// RoleOf tells what a column holds by its heading; "" where it is not known.
func RoleOf(heading string) Role {
	h := Heading(heading)
	for _, r := range []struct {
		role  Role
		words []string
	}{
		{Number, numbers}, {Name, names}, {First, firsts}, {Last, lasts}, {Birth, births}, {Address, addresses},
		{Postcode, postcodes}, {Town, towns},
	} {
		if slices.Contains(r.words, h) {
			return r.role
		}
	}
	return ""
}
