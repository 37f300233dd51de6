package speech

import (
	"sync"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// ToCome says why a campaign does not dial after a start until its sounds have been looked at.
const ToCome = "its sounds are being made, or looked at after the start"

// pending are the campaigns whose sounds have not been looked at since the start, with the numbers that they show.
type pending struct {
	mu    sync.Mutex
	shown map[dialer.CampaignID]dialer.Number
}

func (p *pending) set(all []dialer.Campaign) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shown = map[dialer.CampaignID]dialer.Number{}
	for _, c := range all {
		p.shown[c.ID] = c.Visible
	}
}

func (p *pending) drop(id dialer.CampaignID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.shown, id)
}

func (p *pending) has(n dialer.Number) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, shown := range p.shown {
		if shown == n {
			return true
		}
	}
	return false
}
