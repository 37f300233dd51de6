package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/ringevett/ringevett/sounds/render"
)

// table prints each sound's length and level, as shipped where that says the text, else as the voice says it now.
func table(ctx context.Context, w io.Writer, list []shipped) error {
	dir, err := os.MkdirTemp("", "ringevett-table-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Fprintf(w, "%-22s %-4s %-8s %-17s %6s %5s %7s %7s %6s  %s\n", "prompt", "lang", "heard by", "clause", "s",
		"most", "RMS dB", "peak", "words", "what is said")
	faults := 0
	for i, s := range list {
		path := s.path
		if stale, err := render.Stale(path, s.text); err != nil {
			return err
		} else if stale {
			path = filepath.Join(dir, fmt.Sprintf("%d.wav", i))
			if err := render.Render(ctx, render.Renderer{}, s.lang, s.text, path); err != nil {
				return err
			}
		}
		if err := s.row(w, path); err != nil {
			fmt.Fprintf(w, "  FAULT: %v\n", err)
			faults++
		}
	}
	if faults > 0 {
		return fmt.Errorf("%d of %d sounds cannot be played as they are", faults, len(list))
	}
	fmt.Fprintf(w, "%d sounds, none too long, silent or of another level\n", len(list))
	return nil
}

// quietest and loudest are what every sound's RMS lies between, in dB.
const quietest, loudest = -22, -18

func (s shipped) row(w io.Writer, path string) error {
	long, level, err := render.Measure(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%-22s %-4s %-8s %-17s %6.1f %5.0f %7.1f %7.1f %6d  %s\n", s.entry.Prompt, s.lang, s.entry.Hears,
		s.entry.Clause, long.Seconds(),
		s.entry.Longest.Seconds(), level.RMS, level.Peak, len(strings.Fields(s.text)), s.text)
	if level.RMS < quietest || level.RMS > loudest {
		return fmt.Errorf("%.1f dB is not within %d and %d", level.RMS, quietest, loudest)
	}
	return render.Fault(path, s.text, s.entry.Longest)
}
