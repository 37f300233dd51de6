package render

import (
	"errors"
	"fmt"
	"os"
	"time"
)

// What can be wrong with a sound that is there.
var (
	ErrStale  = errors.New("it was made for another text")
	ErrSilent = errors.New("it is silent")
	ErrLong   = errors.New("it is too long")
	ErrAlien  = errors.New("it is not the sound that was made for the text")
)

const (
	unheard  = -45.0       // dB RMS; speech from a telephone lies near -20
	leadIn   = time.Second // of silence; the person who answered hears no one (4.6)
	pause    = 3 * time.Second
	tooSmall = 100 * time.Millisecond
)

// Fault tells why the sound file cannot be played for the text: it is missing, unreadable, says another text, is
// silent, or is longer than longest.
func Fault(path, text string, longest time.Duration) error {
	_, err := Look(path, text, longest)
	return err
}

// Look reads a sound file once, measures it, and gives what Fault gives. What was measured before the fault was found
// is given with it.
func Look(path, text string, longest time.Duration) (m Measured, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return m, err
	}
	r, err := readRecord(path)
	if err != nil {
		return m, err
	}
	m.ByHand = r.byHand()
	s, err := decodeFrom(path, b)
	if err == nil {
		m.Long, m.Loudness = s.duration(), measure(s.data)
	}
	if r.text != hash(text) {
		return m, ErrStale
	}
	if err != nil {
		return m, err
	}
	if err := s.fault(m, longest); err != nil {
		return m, err
	}
	if isAlien(b, r) && !newerThanWords(path, path) {
		return m, fmt.Errorf("%w, and older than its words", ErrAlien)
	}
	return m, s.aLawFault(path)
}

// Measured is what a sound file is, whatever it should say.
type Measured struct {
	Long time.Duration
	Loudness
	ByHand bool // a person spoke it
}

func (s sound) fault(m Measured, longest time.Duration) error {
	long := m.Long
	lead, gap := s.silences()
	switch {
	case long < tooSmall || m.RMS < unheard:
		return ErrSilent
	case lead > leadIn:
		return fmt.Errorf("%w for its first %v", ErrSilent, lead.Round(time.Second/10))
	case gap > pause:
		return fmt.Errorf("%w for %v in it", ErrSilent, gap.Round(time.Second/10))
	case longest > 0 && long > longest:
		return fmt.Errorf("%w: it lasts %v, at most %v", ErrLong, long.Round(time.Second/10), longest)
	}
	return nil
}

// silences are how long nothing is heard at its start, and at the longest.
func (s sound) silences() (lead, longest time.Duration) {
	heard, since := false, 0
	for i, v := range s.data {
		if v > -silence && v < silence && i < len(s.data)-1 {
			continue
		}
		gap := time.Duration(i-since) * time.Second / time.Duration(s.rate)
		if longest = max(longest, gap); !heard {
			lead, heard = gap, true
		}
		since = i
	}
	return lead, longest
}

// isAlien says whether the file, which is b, was put in the place of the one that we made. Records of the first version
// do not tell.
func isAlien(b []byte, r record) bool { return r.sound != "" && hashOf(b) != r.sound }

// newerThanWords says whether the file was put there after the words that the sound at path should say.
func newerThanWords(file, path string) bool {
	words, err := os.Stat(beside(path, wordsEnding))
	if err != nil {
		words, err = os.Stat(sidecar(path))
	}
	s, err2 := os.Stat(file)
	return err == nil && err2 == nil && s.ModTime().After(words.ModTime())
}
