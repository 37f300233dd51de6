package record_test

import (
	"bytes"
	"testing"

	"github.com/zaf/g711"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// recorded is the sound of a recording that Asterisk has stored.
func (l *lab) recorded(t *testing.T, id dialer.RecordingID) (pcm []int16) {
	t.Helper()
	var b bytes.Buffer
	if err := l.rec.RecordingFile(t.Context(), id, &b); err != nil {
		t.Error(err)
	}
	for _, c := range b.Bytes() {
		pcm = append(pcm, g711.DecodeAlawFrame(c))
	}
	return pcm
}

func share(pcm []int16, hz int) float64 { return phone.ToneShare(pcm, float64(hz)) }
