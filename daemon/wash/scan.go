package wash

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/bits"
)

// The faults of a CSV file that leave unclear where a row ends.
var (
	errBareQuote = errors.New(`a quotation mark within a field that does not begin with one`)
	errQuote     = errors.New(`text between a closing quotation mark and the end of its field`)
	errUnclosed  = errors.New(`a quotation mark is opened and never closed`)
	errLong      = errors.New(`a row of more than 4 MB: this is no list`)
)

// maxWanted is how many columns a scanner can pick out.
const maxWanted = 12

// never is a column that no row has.
const never = 1 << 30

// span is a field's text within a block, without its quotation marks; doubled ones in it stand as they are.
type span struct{ from, to int }

func (s span) of(b []byte) []byte { return b[s.from:s.to] }

// scanner reads rows as encoding/csv reads them, and picks out the wanted columns.
type scanner struct {
	delimiter  byte
	want       []uint8         // by column: the place in fields plus one; 0 is not wanted
	delimiters uint64          // eight of them
	at         [maxWanted]int  // the wanted columns
	fields     [maxWanted]span // of the last row that had them
	columns    int             // of the last row; 0 is a blank line
}

func newScanner(delimiter byte, wanted ...int) *scanner {
	s := &scanner{delimiter: delimiter, delimiters: uint64(delimiter) * ones}
	for i := range s.at {
		s.at[i] = never
	}
	for i, column := range wanted { // below 0: none
		for len(s.want) <= column {
			s.want = append(s.want, 0)
		}
		if column >= 0 {
			s.want[column], s.at[i] = uint8(i+1), column
		}
	}
	return s
}

// row reads the row that begins at p and gives where the next one begins. A block ends where a row ends.
func (s *scanner) row(b []byte, p int) (next int, err error) {
	s.columns = 0
	if next := blankLine(b, p); next > 0 {
		return next, nil
	}
	for {
		from := p
		if p < len(b) && b[p] == '"' {
			if p, err = s.quoted(b, p+1); err != nil {
				return p, err
			}
		} else {
			p = s.stopAt(b, p)
			s.keep(from, p)
		}
		switch {
		case p >= len(b) || b[p] == '\n':
			s.dropReturn(b, from, p)
			return min(p+1, len(b)), nil
		case b[p] == '"':
			return p, errBareQuote
		}
		p++ // the delimiter
	}
}

// field is the wanted column's text in the last row; nothing where the row is too short to have it.
func (s *scanner) field(b []byte, wanted int) []byte {
	if s.at[wanted] >= s.columns {
		return nil
	}
	return s.fields[wanted].of(b)
}

// blankLine gives where the line after a blank one begins, or 0.
func blankLine(b []byte, p int) int {
	if p < len(b) && b[p] == '\r' {
		p++
		if p == len(b) {
			return p
		}
	}
	if p < len(b) && b[p] == '\n' {
		return p + 1
	}
	return 0
}

// Eight bytes at once: every byte of ones is 1, of tops 128.
const (
	ones     = 0x0101010101010101
	tops     = 0x8080808080808080
	lineEnds = '\n' * ones
	quotes   = '"' * ones
)

// equal sets the top bit of the lowest byte of w that is the pattern's, and perhaps of some above it.
func equal(w, pattern uint64) uint64 {
	w ^= pattern
	return (w - ones) &^ w & tops
}

// stopAt gives the next delimiter, line end or quotation mark.
func (s *scanner) stopAt(b []byte, p int) int {
	for ; p+8 <= len(b); p += 8 {
		w := binary.LittleEndian.Uint64(b[p:])
		if at := equal(w, s.delimiters) | equal(w, lineEnds) | equal(w, quotes); at != 0 {
			return p + bits.TrailingZeros64(at)/8
		}
	}
	for p < len(b) && b[p] != s.delimiter && b[p] != '\n' && b[p] != '"' {
		p++
	}
	return p
}

// dropReturn takes the carriage return before a line end from the row's last field: with it, the number there would
// go the slow way.
func (s *scanner) dropReturn(b []byte, from, to int) {
	if to == from || b[to-1] != '\r' || s.columns > len(s.want) || s.want[s.columns-1] == 0 {
		return
	}
	if last := &s.fields[s.want[s.columns-1]-1]; last.to == to {
		last.to--
	}
}

// quoted reads a field from behind its opening quotation mark.
func (s *scanner) quoted(b []byte, from int) (int, error) {
	p := from
	for {
		i := bytes.IndexByte(b[p:], '"')
		if i < 0 {
			return from - 1, errUnclosed
		}
		if p += i + 1; p == len(b) || b[p] != '"' {
			break
		}
		p++
	}
	s.keep(from, p-1)
	if p < len(b) && b[p] == '\r' && (p+1 == len(b) || b[p+1] == '\n') {
		p++
	}
	if p < len(b) && b[p] != '\n' && b[p] != s.delimiter {
		return p, errQuote
	}
	return p, nil
}

func (s *scanner) keep(from, to int) {
	if s.columns < len(s.want) {
		if w := s.want[s.columns]; w > 0 {
			s.fields[w-1] = span{from, to}
		}
	}
	s.columns++
}
