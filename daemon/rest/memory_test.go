package rest_test

import (
	"runtime"
	"testing"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// What is kept is seen in what is live, and what is let go of is not, after a collection.
func TestMemoryTellsWhatIsLive(t *testing.T) {
	r := serve(t, &fake{})
	live := func() uint64 {
		t.Helper()
		m, err := rest.Call(t.Context(), r, verb.ShowMemory, verb.MemoryQuery{Collect: true})
		if err != nil || m.Resident == 0 || m.Goroutines == 0 || m.Total < m.Objects {
			t.Fatalf("got %+v, %v", m, err)
		}
		return m.Live
	}
	const size = 32 << 20
	before := live()
	kept := make([]byte, size)
	with := live()
	runtime.KeepAlive(kept)
	kept = nil
	_ = kept
	after := live()
	if with < before+size/2 || after > before+size/2 {
		t.Errorf("%d bytes live, %d with %d more kept, %d without them", before, with, size, after)
	}
}
