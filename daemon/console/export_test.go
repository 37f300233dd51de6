package console

import (
	"iter"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/simulate"
)

// Learn puts a campaign's journal into the world that its days are simulated in.
func Learn(facts iter.Seq[dialer.Fact], s *simulate.Scenario) (own, usual []string) {
	h := newHistory()
	for f := range facts {
		h.hear(f)
	}
	return h.into(s)
}
