package asterisk_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"os"
	"testing"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// sweep is two seconds of a tone that goes from one pitch to another.
func sweep(from, to float64) []int16 {
	pcm := make([]int16, 2*phone.Rate)
	phase := 0.0
	for i := range pcm {
		phase += 2 * math.Pi * (from + (to-from)*float64(i)/float64(len(pcm))) / phone.Rate
		pcm[i] = int16(8000 * math.Sin(phase))
	}
	return pcm
}

func writeWAV(t *testing.T, path string, pcm []int16) {
	t.Helper()
	var b bytes.Buffer
	size := uint32(2 * len(pcm))
	b.WriteString("RIFF")
	binary.Write(&b, binary.LittleEndian, 36+size)
	b.WriteString("WAVEfmt ")
	for _, v := range []any{
		uint32(16), uint16(1), uint16(1), uint32(phone.Rate), uint32(2 * phone.Rate), uint16(2), uint16(16),
	} {
		binary.Write(&b, binary.LittleEndian, v)
	}
	b.WriteString("data")
	binary.Write(&b, binary.LittleEndian, size)
	binary.Write(&b, binary.LittleEndian, pcm)
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
