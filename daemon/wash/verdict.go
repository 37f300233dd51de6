package wash

import (
	"maps"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// The words of the verdicts. After "reserved:" come the registers, joined by "+"; after "refused:" why no number was
// read, or why it is never dialed.
const (
	WordClear    = "clear"
	WordReserved = "reserved:"
	WordRefused  = "refused:"
)

// Summary is what came out of a wash.
type Summary struct {
	Column    string       `json:"column" doc:"the number's column: its heading, quoted, or its place: #2"`
	Rows      int          `json:"rows"`
	Clear     int          `json:"clear"`
	Reserved  int          `json:"reserved"`
	Refused   int          `json:"refused" doc:"rows whose number cannot be read, or is never dialed"`
	Registers []RegisterIn `json:"registers"`
	Reasons   []Reason     `json:"refused_for"`
}

// RegisterIn is how many rows stand in one register; a row may stand in several.
type RegisterIn struct {
	dialer.RegisterVersion
	Rows int `json:"rows"`
}

// Reason is how many rows were refused for one reason.
type Reason struct {
	Why  string `json:"why"`
	Rows int    `json:"rows"`
}

// counts are a block's share of a summary.
type counts struct {
	rows, clear int
	reserved    map[Bits]int
	refused     map[string]int
}

func newCounts() counts { return counts{reserved: map[Bits]int{}, refused: map[string]int{}} }

func (c *counts) add(more counts) {
	c.rows += more.rows
	c.clear += more.clear
	for in, n := range more.reserved {
		c.reserved[in] += n
	}
	for why, n := range more.refused {
		c.refused[why] += n
	}
}

// summary tells the counts by register and reason, the most frequent reason first.
func (c *counts) summary(sets Sets) Summary {
	s := Summary{Rows: c.rows, Clear: c.clear}
	for _, r := range sets.Registers {
		s.Registers = append(s.Registers, RegisterIn{RegisterVersion: r})
	}
	for in, n := range c.reserved {
		s.Reserved += n
		for i := range s.Registers {
			s.Registers[i].Rows += n * int(in>>i&1)
		}
	}
	for _, why := range slices.Sorted(maps.Keys(c.refused)) {
		s.Refused += c.refused[why]
		s.Reasons = append(s.Reasons, Reason{why, c.refused[why]})
	}
	slices.SortStableFunc(s.Reasons, func(a, b Reason) int { return b.Rows - a.Rows })
	return s
}

// cell writes a field so that it stays one.
func cell(text string, delimiter byte) string {
	if strings.IndexByte(text, delimiter) < 0 && !strings.ContainsAny(text, "\"\r\n") {
		return text
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}
