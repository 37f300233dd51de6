package agi

import (
	"sync"
	"time"
)

// A warning of one kind is logged so often in a minute; further ones are counted and told with the next.
const (
	warnsPerMinute = 10
	warnsFor       = time.Minute
)

// warnings keeps a peer from filling the log. Kinds are the formats of this package: few.
type warnings struct {
	mu    sync.Mutex
	kinds map[string]*warned
}

type warned struct {
	since  time.Time
	told   int
	untold int // since then
}

// tell reports whether a warning of this kind is to be logged now, and how many were not since the last one that was.
func (w *warnings) tell(kind string, now time.Time) (ok bool, untold int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	k := w.kinds[kind]
	if k == nil {
		if w.kinds == nil {
			w.kinds = map[string]*warned{}
		}
		k = &warned{since: now}
		w.kinds[kind] = k
	}
	if now.Sub(k.since) >= warnsFor {
		k.since, k.told = now, 0
	}
	if k.told >= warnsPerMinute {
		k.untold++
		return false, 0
	}
	k.told++
	untold, k.untold = k.untold, 0
	return true, untold
}

func (srv *Server) warn(format string, args ...any) {
	if srv.Log == nil {
		return
	}
	ok, untold := srv.warned.tell(format, time.Now())
	switch {
	case !ok:
	case untold > 0:
		srv.Log.Warnf(format+" (and %d like it, not logged)", append(args, untold)...)
	default:
		srv.Log.Warnf(format, args...)
	}
}
