package flood_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/flood"
)

func TestTheLatencyOfAShare(t *testing.T) {
	var hundred flood.Latencies
	for n := range 100 {
		hundred = append(hundred, time.Duration(100-n))
	}
	for _, tt := range []struct {
		of      flood.Latencies
		percent int
		want    time.Duration
	}{
		{nil, 50, 0}, {flood.Latencies{7}, 0, 7}, {flood.Latencies{7}, 99, 7}, {hundred, 50, 50}, {hundred, 99, 99},
		{hundred, 100, 100},
		{hundred[:20], 99, 100}, {hundred[:20], 50, 90},
	} {
		if got := tt.of.At(tt.percent); got != tt.want {
			t.Errorf("%d %% of %d: got %d, want %d", tt.percent, len(tt.of), got, tt.want)
		}
	}
}
