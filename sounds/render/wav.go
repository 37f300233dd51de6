package render

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"time"
)

const (
	rate   = 8000 // samples a second: what telephones carry
	header = 44   // bytes of the wav files that we write
)

// sound is one channel, each sample within -1 and 1.
type sound struct {
	rate int
	data []float64
}

func (s sound) duration() time.Duration {
	if s.rate == 0 {
		return 0
	}
	return time.Duration(len(s.data)) * time.Second / time.Duration(s.rate)
}

func load(path string) (sound, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return sound{}, err
	}
	return decodeFrom(path, b)
}

// decodeFrom names the file, which is b, in its errors.
func decodeFrom(path string, b []byte) (sound, error) {
	s, err := decode(b)
	if err != nil {
		return sound{}, fmt.Errorf("read sound %s: %w", path, err)
	}
	return s, nil
}

// decode reads a wav of 16 bit samples; of several channels it takes the mean.
func decode(b []byte) (sound, error) {
	if len(b) < 12 || string(b[:4]) != "RIFF" || string(b[8:12]) != "WAVE" {
		return sound{}, fmt.Errorf("this is not a wav file")
	}
	var s sound
	channels := 0
	for b = b[12:]; len(b) >= 8; {
		name, size := string(b[:4]), int(binary.LittleEndian.Uint32(b[4:8]))
		b = b[8:]
		if size > len(b) {
			return sound{}, fmt.Errorf("the wav file is cut off: %d bytes of %d", len(b), size)
		}
		body := b[:size]
		switch {
		case name == "fmt " && len(body) >= 16:
			var err error
			if s.rate, channels, err = format(body); err != nil {
				return sound{}, err
			}
		case name == "data" && channels > 0:
			s.data = samples(body, channels)
			return s, nil
		}
		b = b[min(size+size%2, len(b)):]
	}
	return sound{}, fmt.Errorf("the wav file holds no sound")
}

func format(b []byte) (hz, channels int, err error) {
	kind, bits := binary.LittleEndian.Uint16(b), binary.LittleEndian.Uint16(b[14:])
	channels, hz = int(binary.LittleEndian.Uint16(b[2:])), int(binary.LittleEndian.Uint32(b[4:]))
	// 0xfffe is the long form that recorders write; its samples are the same.
	if (kind != 1 && kind != 0xfffe) || bits != 16 || channels < 1 || channels > 8 || hz < 4000 || hz > 192000 {
		return 0, 0, fmt.Errorf("format %d, %d bits, %d channels, %d Hz: want plain samples of 16 bits", kind, bits,
			channels, hz)
	}
	return hz, channels, nil
}

func samples(b []byte, channels int) []float64 {
	out := make([]float64, len(b)/(2*channels))
	if channels == 1 {
		for i := range out {
			out[i] = float64(int16(binary.LittleEndian.Uint16(b[2*i:]))) / 32768
		}
		return out
	}
	for i := range out {
		for c := range channels {
			v := int16(binary.LittleEndian.Uint16(b[2*(i*channels+c):]))
			out[i] += float64(v) / 32768 / float64(channels)
		}
	}
	return out
}

// encode is the whole wav file.
func (s sound) encode() []byte {
	size := uint32(2 * len(s.data))
	le := binary.LittleEndian
	b := append(make([]byte, 0, header+size), "RIFF"...)
	b = le.AppendUint32(b, 36+size)
	b = le.AppendUint32(append(b, "WAVEfmt "...), 16)
	b = le.AppendUint16(le.AppendUint16(b, 1), 1)                             // plain samples, one channel
	b = le.AppendUint32(le.AppendUint32(b, uint32(s.rate)), uint32(2*s.rate)) // and bytes a second
	b = le.AppendUint16(le.AppendUint16(b, 2), 16)                            // bytes a sample, bits a sample
	b = le.AppendUint32(append(b, "data"...), size)
	for _, v := range s.data {
		b = le.AppendUint16(b, uint16(whole(v)))
	}
	return b
}

// whole is a sample in 16 bits. One that was read from a file is whole already; clamping and rounding cost more.
func whole(v float64) int16 {
	v *= 32768
	if n := int32(v); float64(n) == v && n == int32(int16(n)) {
		return int16(n)
	}
	return int16(math.Round(max(-32768, min(v, 32767))))
}
