package pacing

// Pacer says for one campaign how many calls to place now, and learns from what happens to them.
type Pacer struct {
	set      Settings
	forecast *forecast
	steering steering
}

// New makes a pacer that knows nothing of its campaign yet. Settings are those that Check finds right.
func New(s Settings) *Pacer {
	return &Pacer{set: s, forecast: newForecast(s), steering: newSteering(s)}
}

// Event tells what happened, in order.
func (p *Pacer) Event(e Event) {
	p.forecast.event(e)
	switch e.Kind {
	case Connected:
		p.steering.connected(e.At)
	case Abandoned:
		p.steering.abandoned(e.At)
	}
}

// Decide says what to do now.
func (p *Pacer) Decide(o *Observation) Decision {
	f := count(o)
	spare := p.set.spare(o, f)
	p.steering.aim(o, p.set)
	own := max(0, f.free-f.open) // calls that have an agent anyhow
	room := f.ready() + spare - f.calls
	if f.crew < p.set.SmallCrew {
		return Decision{Reserved: max(0, min(own, room)), Why: ByAgents}.within(o.Lines)
	}
	wanted := own
	if f.crew > 0 {
		wanted += p.surplus(o, f, own)
	}
	d := Decision{Open: max(0, min(wanted, room)), Why: why(wanted, own, room)}
	if spare == 0 { // the limit is reached: power until there is room again
		d.Reserved, d.Open = min(d.Open, own), 0
	}
	return d.within(o.Lines)
}

// surplus is how many calls beyond the agents' own the forecast finds worth their risk.
func (p *Pacer) surplus(o *Observation, f floor, own int) int {
	p.forecast.look(o, f)
	next := func(i int) float64 {
		if i < len(o.Next) {
			return o.Next[i]
		}
		return 0
	}
	for i := range own {
		p.forecast.dial(next(i))
	}
	risk, more := p.steering.risk(), 0
	for most := f.crew + 10; more < most && p.forecast.price() <= risk; more++ {
		p.forecast.dial(next(own + more))
	}
	p.steering.want(o.Now, float64(f.calls+own+more-f.ready()))
	return more
}

func why(wanted, own, room int) Word {
	switch {
	case wanted > room:
		return ByGuard
	case wanted == 0 || wanted > own:
		return ByForecast
	}
	return ByAgents
}

// within cuts a decision down to the lines that there are.
func (d Decision) within(lines int) Decision {
	if lines < 0 || d.Reserved+d.Open <= lines {
		return d
	}
	d.Reserved = min(d.Reserved, lines)
	d.Open, d.Why = lines-d.Reserved, ByTrunk
	return d
}
