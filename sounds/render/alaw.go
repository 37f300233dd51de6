package render

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/bits"
	"os"
)

// Norwegian trunks speak A-law. Asterisk plays a file of it as it stands, and a wav through a translator; of two
// files with one name it takes the one that costs it least. So the wav is for people and other trunks, and the A-law
// beside it is played.
const aLaw = ".alaw"

// companded is the sound in A-law (ITU-T G.711): eight bits of a sample, loud ones coarsely.
func (s sound) companded() []byte {
	b := make([]byte, len(s.data))
	for i, v := range s.data {
		b[i] = compand(whole(v))
	}
	return b
}

// compand gives sign, one of eight chords, and one of sixteen steps in it; every other bit is turned, as the standard
// says.
func compand(v int16) byte {
	mask, n := byte(0xd5), int(v)>>3
	if n < 0 {
		mask, n = 0x55, ^n
	}
	chord := max(0, bits.Len(uint(n))-5)
	return byte(chord<<4|n>>max(1, chord)&0xf) ^ mask
}

// withALaw writes the A-law beside the wav where it is missing or of another sound; wrote tells which.
func withALaw(path string) (wrote bool, err error) {
	want, err := aLawOf(path)
	if err != nil {
		return false, err
	}
	have, err := os.ReadFile(beside(path, aLaw))
	if err == nil && bytes.Equal(have, want) {
		return false, nil
	}
	return true, writeAside(beside(path, aLaw), want)
}

// aLawFault finds a file that Asterisk would play instead of the wav, which is s, and that says something else. None
// is no fault.
func (s sound) aLawFault(path string) error {
	have, err := os.ReadFile(beside(path, aLaw))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !bytes.Equal(have, s.asALaw()) {
		return fmt.Errorf("%w: %s is not made from it, and Asterisk plays that", ErrStale, beside(path, aLaw))
	}
	return nil
}

func aLawOf(path string) ([]byte, error) {
	s, err := load(path)
	if err != nil {
		return nil, err
	}
	return s.asALaw(), nil
}

func (s sound) asALaw() []byte {
	return sound{rate: rate, data: resample(s.data, s.rate, rate)}.companded()
}
