package voice

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"time"
)

// Hum puts an espeak-ng into dir that hums for two seconds, whatever its text is. A test puts dir first in its PATH.
// The sounds of all tests are made before, by the real voice: else they would be kept as humming.
func Hum(dir string) error {
	if _, err := made(); err != nil {
		return err
	}
	hum := filepath.Join(dir, "hum.wav")
	if err := os.WriteFile(hum, Tone(2*time.Second, 0.3), 0o644); err != nil {
		return err
	}
	script := "#!/bin/sh\ncat >/dev/null\nwhile [ \"$1\" != -w ]; do shift; done\ncp " + hum + " \"$2\"\n"
	return os.WriteFile(filepath.Join(dir, "espeak-ng"), []byte(script), 0o755)
}

// Tone is a whole wav file of one tone; volume is 0 to 1.
func Tone(long time.Duration, volume float64) []byte {
	n, le := int(long.Seconds()*8000), binary.LittleEndian
	b := le.AppendUint32([]byte("RIFF"), uint32(36+2*n))
	b = le.AppendUint32(append(b, "WAVEfmt "...), 16)
	b = le.AppendUint16(le.AppendUint16(b, 1), 1)
	b = le.AppendUint32(le.AppendUint32(b, 8000), 16000)
	b = le.AppendUint16(le.AppendUint16(b, 2), 16)
	b = le.AppendUint32(append(b, "data"...), uint32(2*n))
	for i := range n {
		b = le.AppendUint16(b, uint16(int16(32767*volume*math.Sin(float64(i)*0.35))))
	}
	return b
}
