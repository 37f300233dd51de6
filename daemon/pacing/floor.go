package pacing

// floor is an observation counted up.
type floor struct {
	crew    int // on the line
	free    int // of them, able to take any call
	held    int // of them, kept for one call
	calls   int // in flight, waiting ones included
	open    int // of them, without an agent held
	waiting int // of the open ones, answered
}

func count(o *Observation) (f floor) {
	for _, a := range o.Agents {
		switch a.State {
		case Away:
			continue
		case Free:
			f.free++
		case Held:
			f.held++
		}
		f.crew++
	}
	f.calls = len(o.Calls)
	for _, c := range o.Calls {
		if c.Reserved {
			continue
		}
		f.open++
		if c.Answered > 0 {
			f.waiting++
		}
	}
	return f
}

// ready is how many agents calls in flight can count on: one who is held for a call serves no other.
func (f floor) ready() int { return f.free + min(f.held, f.calls-f.open) }

// surplus is how many calls in flight find no agent when all are answered now.
func (f floor) surplus() int { return max(0, f.calls-f.ready()) }
