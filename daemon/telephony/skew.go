package telephony

import (
	"context"
	"time"

	"github.com/ringevett/ringevett/daemon/engine"
)

// clockEvery is how often the PBX's clock is compared with this one.
const clockEvery = 10 * time.Second

// compareClocks asks the PBX for its time and tells the engine where it is further from ours than engine.MaxSkew, and
// once when it is near again. The PBX's answer is taken to be of the middle of the request, so a slow one errs by
// half of its time at most. One that does not answer tells nothing: it stalls.
func (p *PBX) compareClocks(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, stalledAfter)
	defer cancel()
	asked := time.Now()
	theirs, err := p.clock(ctx)
	if err != nil {
		return
	}
	took := time.Since(asked)
	ahead := theirs.Sub(asked.Add(took / 2))
	apart := ahead.Abs() > engine.MaxSkew
	if was := p.apart.Swap(apart); apart || was {
		p.tell(engine.Clock{Ahead: ahead.Round(time.Second)})
	}
}
