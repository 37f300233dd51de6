package redistest

import "testing"

// Another test's Redis may take a port between the look for a free one and the start.
func TestATakenPortIsLeftToItsRedis(t *testing.T) {
	first := Start(t)
	second := start(&Server{t: t, Port: first.Port, dir: t.TempDir()})
	if second.Port == first.Port {
		t.Error("two have one port: what answers the second is the first")
	}
	if err := second.answers(); err != nil {
		t.Error(err)
	}
}
