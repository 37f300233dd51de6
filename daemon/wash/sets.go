package wash

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// MaxRegisters is how many registers one wash can ask.
const MaxRegisters = 64

// Bits has one bit for each register of a Sets.
type Bits uint64

// Sets are registers as they were at one moment. They do not change during a wash.
type Sets struct {
	Registers []dialer.RegisterVersion // bit 0 first; verdicts name them in this order
	Big       []Big                    // numbers of the registers that have many
	Small     map[uint64]Bits          // all other numbers, as E.164 digits
}

// Big is one register's eight-digit Norwegian numbers. Its other numbers stand in Sets.Small.
type Big struct {
	Register int // which of Sets.Registers
	Numbers  Bitmap
}

// The eight-digit Norwegian numbers: +47 and 10^8 of them.
const (
	norway  = 47_00000000
	numbers = 1_00000000
)

// Bitmap has a bit for each eight-digit Norwegian number: bit n is +47 n. It takes 12.5 MB, however many are in it.
// Number 0 is no number; its bit means nothing.
type Bitmap []uint64

// NewBitmap gives an empty one.
func NewBitmap() Bitmap { return make(Bitmap, numbers/64) }

// Add puts a number in; false says that it is no eight-digit Norwegian one and has no place here.
func (b Bitmap) Add(e164 uint64) bool {
	n := e164 - norway
	if n >= numbers {
		return false
	}
	b[n/64] |= 1 << (n % 64)
	return true
}

// Has tells whether a number is in.
func (b Bitmap) Has(e164 uint64) bool {
	n := e164 - norway
	return n < numbers && n > 0 && b[n/64]>>(n%64)&1 == 1
}

// NewSets gives empty sets of the named registers; a register that is big gets a bitmap.
func NewSets(registers []dialer.RegisterVersion, big func(dialer.RegisterID) bool) Sets {
	s := Sets{Registers: registers, Small: map[uint64]Bits{}}
	for i, r := range registers {
		if big(r.Register) {
			s.Big = append(s.Big, Big{i, NewBitmap()})
		}
	}
	return s
}

// Add puts a number into the register with that place.
func (s Sets) Add(register int, e164 uint64) {
	for _, b := range s.Big {
		if b.Register == register && b.Numbers.Add(e164) {
			return
		}
	}
	s.Small[e164] |= 1 << register
}

// Of tells in which registers a number stands.
func (s Sets) Of(e164 uint64) Bits {
	in := s.Small[e164]
	for _, b := range s.Big {
		if b.Numbers.Has(e164) {
			in |= 1 << b.Register
		}
	}
	return in
}

// check says what keeps these sets from being washed against.
func (s Sets) check() error {
	if len(s.Registers) == 0 || len(s.Registers) > MaxRegisters {
		return dialer.Invalid{
			Field: "registers", Value: strconv.Itoa(len(s.Registers)),
			Why: fmt.Sprintf("1 to %d of them in one wash", MaxRegisters),
		}
	}
	for _, b := range s.Big {
		if len(b.Numbers) != numbers/64 || b.Register < 0 || b.Register >= len(s.Registers) {
			return fmt.Errorf("the bitmap of register %d is not whole: %d words instead of %d", b.Register,
				len(b.Numbers), numbers/64)
		}
	}
	return nil
}

// names joins the registers of some bits: "national+own".
func (s Sets) names(in Bits) string {
	var names []string
	for i, r := range s.Registers {
		if in>>i&1 == 1 {
			names = append(names, string(r.Register))
		}
	}
	return strings.Join(names, "+")
}
