package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/wash"
)

// TestEveryWayFindsTheSameRows runs the measurement on a small list; it ends where two ways disagree.
func TestEveryWayFindsTheSameRows(t *testing.T) {
	var out bytes.Buffer
	if err := measure(t.Context(), &out, "20000", 1, 7, sizes{200_000, 500, 3_000}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n != 12 {
		t.Errorf("the table has %d lines, want 12:\n%s", n, out.String())
	}
	t.Log("\n" + out.String())
}

// BenchmarkWash washes a list of a million, CSV to CSV, against registers of 2.5 million, 5,000 and 40,000 numbers.
func BenchmarkWash(b *testing.B) {
	const leads = 1_000_000
	s := newStock(1, sizes{2_500_000, 5_000, 40_000})
	f, err := s.write(b.TempDir(), leads)
	if err != nil {
		b.Fatal(err)
	}
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			before := processor()
			for b.Loop() {
				if _, err := washFile(b.Context(), f, s.sets, workers); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(processor()-before)/float64(b.N)/leads, "cpu-ns/row")
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/leads, "wall-ns/row")
		})
	}
}

// BenchmarkReadRegister reads a national register of 2.5 million numbers from a text file.
func BenchmarkReadRegister(b *testing.B) {
	s := newStock(1, sizes{2_500_000, 1, 1})
	name := b.TempDir() + "/national.txt"
	if err := writeNumbers(name, s.registers[0]); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f, err := os.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		numbers := wash.NewBitmap()
		if _, err := wash.ReadRegister(b.Context(), f, wash.RegisterFile{},
			func(e wash.Entry) error { numbers.Add(e.Number); return nil }); err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
}
