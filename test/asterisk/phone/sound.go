package phone

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"time"
)

// Rate is the number of samples in a second of telephone sound.
const Rate = 8000

// frame is one RTP packet's worth: 20 ms.
const frame = Rate / 50

// Sound is what a phone sends. The zero value is silence; a sound that has ended is followed by silence.
type Sound struct {
	pcm  []int16
	loop bool
}

// Silence sends packets of silence.
func Silence() Sound { return Sound{} }

// Tone is a steady tone at about -13 dBFS; hz is a whole number so that it repeats without a click.
func Tone(hz int) Sound {
	pcm := make([]int16, Rate)
	for i := range pcm {
		pcm[i] = int16(10000 * math.Sin(2*math.Pi*float64(hz*i)/Rate))
	}
	return Sound{pcm: pcm, loop: true}
}

// PCM sends the samples once.
func PCM(samples []int16) Sound { return Sound{pcm: samples} }

// Word is a person saying one short word after answering: sound from 0.4 s to 0.9 s, then silence.
func Word() Sound {
	pcm := make([]int16, Rate*9/10)
	copy(pcm[Rate*4/10:], Tone(400).pcm)
	return Sound{pcm: pcm}
}

// Looped repeats the sound for ever.
func (s Sound) Looped() Sound {
	s.loop = true
	return s
}

// WAV reads a 16-bit mono file of 8 kHz.
func WAV(path string) (Sound, error) {
	pcm, err := ReadWAV(path)
	return Sound{pcm: pcm}, err
}

// fill puts the n-th frame into out.
func (s Sound) fill(n int, out []int16) {
	clear(out)
	at := n * frame
	if s.loop && len(s.pcm) > 0 {
		for i := range out {
			out[i] = s.pcm[(at+i)%len(s.pcm)]
		}
		return
	}
	if at < len(s.pcm) {
		copy(out, s.pcm[at:])
	}
}

// ReadWAV reads the samples of a 16-bit mono file of 8 kHz.
func ReadWAV(path string) ([]int16, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read sound: %w", err)
	}
	pcm, err := parseWAV(b)
	if err != nil {
		return nil, fmt.Errorf("read sound %s: %w", path, err)
	}
	return pcm, nil
}

func parseWAV(b []byte) ([]int16, error) {
	if len(b) < 12 || string(b[:4]) != "RIFF" || string(b[8:12]) != "WAVE" {
		return nil, errors.New("not a WAV file")
	}
	for b = b[12:]; len(b) >= 8; {
		name, size := string(b[:4]), int(binary.LittleEndian.Uint32(b[4:]))
		body := b[8:min(len(b), 8+size)]
		switch name {
		case "fmt ":
			if err := checkFormat(body); err != nil {
				return nil, err
			}
		case "data":
			return samples(body), nil
		}
		b = b[min(len(b), 8+size+size%2):] // chunks are padded to even length
	}
	return nil, errors.New("no data in the WAV file")
}

func checkFormat(b []byte) error {
	if len(b) < 16 {
		return errors.New("format chunk too short")
	}
	channels, rate, bits := binary.LittleEndian.Uint16(
		b[2:],
	), binary.LittleEndian.Uint32(b[4:]), binary.LittleEndian.Uint16(b[14:])
	if channels != 1 || rate != Rate || bits != 16 {
		return fmt.Errorf("%d channels, %d Hz, %d bit: want mono, %d Hz, 16 bit", channels, rate, bits, Rate)
	}
	return nil
}

func samples(b []byte) []int16 {
	pcm := make([]int16, len(b)/2)
	for i := range pcm {
		pcm[i] = int16(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return pcm
}

func duration(samples int) time.Duration { return time.Duration(samples) * time.Second / Rate }
