package main

import (
	"bufio"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/wash"
)

// How many numbers each register has.
type sizes struct{ national, client, own int }

// stock are the registers of one run, and who could be called. The numbers are drawn by a seed, and are no one's on
// purpose, and they leave the machine in no way.
type stock struct {
	rnd       *rand.Rand
	blocks    []uint64 // of 10,000 mobile numbers, those in use
	registers [3][]uint64
	sets      wash.Sets
}

const small = 1 << 16 // a register with fewer numbers needs no bitmap

func newStock(seed uint64, size sizes) *stock {
	s := &stock{rnd: rand.New(rand.NewPCG(seed, seed))}
	for _, first := range []uint64{4, 9} {
		for block := range uint64(1000) {
			if s.rnd.IntN(100) < 60 {
				s.blocks = append(s.blocks, 47_00000000+first*1e7+block*1e4)
			}
		}
	}
	counts := []int{size.national, size.client, size.own}
	names := []dialer.RegisterVersion{
		{Register: dialer.National}, {Register: dialer.RegisterOf("fjellvann")}, {Register: dialer.Own},
	}
	for i := range names {
		names[i].Count = counts[i]
	}
	s.sets = wash.NewSets(names,
		func(r dialer.RegisterID) bool { return r == dialer.National && size.national > small })
	for i, n := range counts {
		s.fill(i, n)
	}
	return s
}

// fill draws a register's numbers, each once.
func (s *stock) fill(register, count int) {
	for len(s.registers[register]) < count {
		n := s.person()
		if s.sets.Of(n)>>register&1 == 0 {
			s.sets.Add(register, n)
			s.registers[register] = append(s.registers[register], n)
		}
	}
}

// person draws a number: four of five are mobile.
func (s *stock) person() uint64 {
	if s.rnd.IntN(5) > 0 {
		return s.blocks[s.rnd.IntN(len(s.blocks))] + s.rnd.Uint64N(1e4)
	}
	return 47_00000000 + []uint64{2, 3, 6, 7}[s.rnd.IntN(4)]*1e7 + s.rnd.Uint64N(1e7)
}

// lead draws a list's people: half of them reserved, three in a hundred in Sweden.
func (s *stock) lead() uint64 {
	switch d := s.rnd.IntN(100); {
	case d < 3:
		return 46_700000000 + s.rnd.Uint64N(1e8)
	case d < 52:
		return s.registers[0][s.rnd.IntN(len(s.registers[0]))]
	case d < 55:
		r := s.registers[1+s.rnd.IntN(2)]
		return r[s.rnd.IntN(len(r))]
	}
	for {
		if n := s.person(); s.sets.Of(n) == 0 {
			return n
		}
	}
}

// spelled writes a number in one of the seven ways in which lists have them.
func (s *stock) spelled(to []byte, e164 uint64) []byte {
	d := strconv.FormatUint(e164, 10)
	if d[:2] != "47" {
		return fmt.Appendf(to, "+%s %s %s %s", d[:2], d[2:4], d[4:7], d[7:])
	}
	n := d[2:]
	switch s.rnd.IntN(7) {
	case 0:
		return append(to, n...)
	case 1:
		return fmt.Appendf(to, "%s %s %s", n[:3], n[3:5], n[5:])
	case 2:
		return fmt.Appendf(to, "+47%s", n)
	case 3:
		return fmt.Appendf(to, "+47 %s %s %s", n[:3], n[3:5], n[5:])
	case 4:
		return fmt.Appendf(to, "0047 %s", n)
	case 5:
		return append(to, d...)
	}
	return fmt.Appendf(to, "%s-%s-%s-%s", n[:2], n[2:4], n[4:6], n[6:])
}

// everybody are the numbers of all registers.
func (s *stock) everybody() iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for _, r := range s.registers {
			for _, n := range r {
				if !yield(n) {
					return
				}
			}
		}
	}
}

// files are what the ways read.
type files struct {
	leads    string // the whole CSV
	bare     string // its numbers alone, normalised: a gift to those who cannot do that
	register string // all registers as one, each number once, sorted
	each     [3]string
	size     int64
}

// write makes a list and the files that the other ways want.
func (s *stock) write(dir string, leads int) (files, error) {
	f := files{
		leads: filepath.Join(dir, "leads.csv"), bare: filepath.Join(dir, "bare.txt"),
		register: filepath.Join(dir, "register.txt"),
	}
	list, err := create(f.leads)
	if err != nil {
		return f, err
	}
	bare, err := create(f.bare)
	if err != nil {
		return f, err
	}
	fmt.Fprintln(list, "id,name,phone,city,zip")
	var row, number []byte
	for i := range leads {
		n := s.lead()
		number = strconv.AppendUint(number[:0], n, 10)
		row = strconv.AppendInt(row[:0], int64(i+1), 10)
		row = append(row, `,"Nordmann, `+given[s.rnd.IntN(len(given))]+`",`...)
		row = s.spelled(row, n)
		row = fmt.Appendf(row, ",%s,%04d\n", cities[s.rnd.IntN(len(cities))], s.rnd.IntN(10000))
		list.Write(row)
		bare.Write(append(number, '\n'))
	}
	for i := range s.registers {
		f.each[i] = filepath.Join(dir, fmt.Sprintf("register-%d.txt", i))
		if err := writeNumbers(f.each[i], slices.Sorted(slices.Values(s.registers[i]))); err != nil {
			return f, err
		}
	}
	if err := writeNumbers(f.register, slices.Compact(slices.Sorted(s.everybody()))); err != nil {
		return f, err
	}
	if err := list.close(); err != nil {
		return f, err
	}
	info, err := os.Stat(f.leads)
	if err != nil {
		return f, err
	}
	f.size = info.Size()
	return f, bare.close()
}

// Parts of a row.
var (
	given  = [...]string{"Kari", "Ola", "Åse", "Bjørn", "Ida Marie", "Per"}
	cities = [...]string{"Oslo", "Bodø", "Ås", "Fredrikstad", "Førde"}
)

// file is written through a buffer; its first fault is kept until it is closed.
type file struct {
	*bufio.Writer
	f *os.File
}

func create(name string) (file, error) {
	f, err := os.Create(name)
	return file{bufio.NewWriterSize(f, 1<<20), f}, err
}

func (f file) close() error {
	if err := f.Flush(); err != nil {
		f.f.Close()
		return err
	}
	return f.f.Close()
}

func writeNumbers(name string, all []uint64) error {
	f, err := create(name)
	if err != nil {
		return err
	}
	var b []byte
	for _, n := range all {
		b = strconv.AppendUint(b[:0], n, 10)
		f.Write(append(b, '\n'))
	}
	return f.close()
}
