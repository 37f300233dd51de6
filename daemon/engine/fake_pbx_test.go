package engine_test

import (
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

// pbx has something happen to the PBX as a whole: "pbx down", "pbx restarts".
func (f *floor) pbx(what, rest string) {
	switch what {
	case "up":
		f.hear(true)
		f.e.Tell(engine.Up{Found: f.phone.found()})
	case "restarts": // all its channels are gone
		f.phone.dies()
		f.hear(true)
		f.e.Tell(engine.Up{Found: f.phone.found(), Restarted: true})
	case "down":
		f.hear(false)
		f.e.Tell(engine.Down{Why: "connection lost"})
	case "replaced":
		f.e.Tell(engine.Replaced{})
	case "sees": // nothing of our calls: the look is older than they are
		found := f.phone.found()
		found.Attempts = map[dialer.AttemptID]engine.FoundChannel{}
		f.e.Tell(engine.Up{Found: found})
	case "stalls", "answers":
		f.e.Tell(engine.Stalled{Is: what == "stalls"})
	case "joins": // a join whose event is lost
		f.phone.joins()
	case "keeps": // a call whose end was not heard
		f.phone.keeps(rest)
	case "loses": // a channel that ends while no events flow
		f.phone.forget(rest)
	case "holds": // set-up: what it held before we started
		f.phone.preset(rest)
	}
}
