package dialplan

import (
	"encoding/binary"
	"os"
	"time"
)

// longestSound stands for the length of a sound that we cannot read: Asterisk may still be able to.
const longestSound = 30 * time.Second

// bytesPerSecond of the formats without a header that Asterisk plays.
var bytesPerSecond = [...]struct {
	ending string
	rate   int64
}{{".alaw", 8000}, {".ulaw", 8000}, {".sln", 16000}, {".sln16", 32000}, {".g722", 8000}, {".gsm", 1650}}

// soundLength is how long a sound lasts, named without its ending; of several files the longest.
func soundLength(sound string) time.Duration {
	longest := wavLength(sound + ".wav")
	for _, f := range bytesPerSecond {
		if info, err := os.Stat(sound + f.ending); err == nil {
			longest = max(longest, duration(info.Size(), f.rate))
		}
	}
	if longest == 0 {
		return longestSound
	}
	return min(longest, longestSound)
}

// wavLength is what the header and the size of the file tell; 0 where it is none. The data may follow other pieces:
// at most some bytes too long.
func wavLength(name string) time.Duration {
	f, err := os.Open(name)
	if err != nil {
		return 0
	}
	defer f.Close()
	var head [44]byte
	info, err := f.Stat()
	if n, readErr := f.Read(head[:]); err != nil || readErr != nil || n < len(head) || string(head[:4]) != "RIFF" {
		return 0
	}
	return duration(info.Size()-int64(len(head)), int64(binary.LittleEndian.Uint32(head[28:])))
}

func duration(bytes, rate int64) time.Duration {
	if bytes <= 0 || rate <= 0 {
		return 0
	}
	return time.Duration(float64(bytes) / float64(rate) * float64(time.Second))
}
