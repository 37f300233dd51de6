package recordings

import (
	"bytes"
	"encoding/binary"
)

// WAV puts a header before A-law of one channel and 8 kHz, so that any player takes it.
func WAV(alaw []byte) []byte {
	const rate, aLaw = 8000, 6
	var b bytes.Buffer
	put := func(values ...any) {
		for _, v := range values {
			if s, text := v.(string); text {
				b.WriteString(s)
				continue
			}
			binary.Write(&b, binary.LittleEndian, v) // into memory: it cannot fail
		}
	}
	n := uint32(len(alaw))
	put("RIFF", n+n%2+50, "WAVE")
	put("fmt ", uint32(18), uint16(aLaw), uint16(1), uint32(rate), uint32(rate), uint16(1), uint16(8), uint16(0))
	put("fact", uint32(4), n)
	put("data", n)
	b.Write(alaw)
	if n%2 == 1 {
		b.WriteByte(0)
	}
	return b.Bytes()
}
