package pacing

// Pacer says for one campaign how many calls to place now, and learns from what happens to them.
type Pacer struct {
	set Settings
}

// New makes a pacer that knows nothing of its campaign yet. Settings are those that Check finds right.
func New(s Settings) *Pacer { return &Pacer{set: s} }

// Event tells what happened, in order.
func (p *Pacer) Event(Event) {}

// Decide says what to do now.
func (p *Pacer) Decide(o *Observation) Decision {
	f := count(o)
	spare := p.set.spare(o, f)
	var d Decision
	if f.crew < p.set.SmallCrew || spare == 0 {
		d = p.power(f)
	} else {
		d = Decision{Open: max(0, f.free-f.open), Why: ByForecast}
	}
	return d.within(o.Lines)
}

// power holds an agent for each call.
func (p *Pacer) power(f floor) Decision {
	why := ByAgents
	if f.crew >= p.set.SmallCrew {
		why = ByGuard
	}
	return Decision{Reserved: max(0, f.free-f.open), Why: why}
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
