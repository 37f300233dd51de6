package upkeep_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/upkeep"
)

func TestRoomOnTheJournalsDisk(t *testing.T) {
	for _, tt := range []struct {
		free uint64
		err  error
		want string
	}{
		{1 << 30, nil, ""},
		{16 << 20, nil, ""},
		{16<<20 - 1, nil, "the journal's disk is full: 15 MB are left"},
		{0, nil, "the journal's disk is full: 0 MB are left"},
		{1 << 30, errors.New("stale"), "the journal's disk cannot be looked at: stale"},
	} {
		if got := upkeep.NoRoom(tt.free, tt.err); !strings.HasPrefix(got, tt.want) || (got == "") != (tt.want == "") {
			t.Errorf("%d bytes, %v: got %q", tt.free, tt.err, got)
		}
	}
}
