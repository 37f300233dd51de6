package pacing

import "time"

// forecast is what a campaign's own day has taught: how its numbers answer, and how long its conversations are.
type forecast struct {
	set     Settings
	pickUp  times // from dialing to the answer, of calls that were answered
	failure times // from dialing to the end, of the others
	talk    times
	wrapUp  times
	answers rate // of numbers without a history
	history rate // of numbers with one: against the chance given
	calls   map[int]dialed
	agents  map[int]spell
	moments [moments]float64  // when a call dialed now is answered, if so: quantiles, seconds
	ahead   [moments]shortage // at each of these
	freeing conversations
}

const moments = 5

type dialed struct{ at, chance float64 }

// spell is the conversation an agent is in, or wraps up.
type spell struct{ began, ended float64 }

func newForecast(s Settings) *forecast {
	longest := s.Ring.Seconds()
	f := &forecast{
		set:     s,
		pickUp:  newTimes(0.25, 1000, 20, hump(12)),
		failure: newTimes(0.25, 1000, 20, func(t float64) float64 { return min(1, t/longest) }),
		talk:    newTimes(1, 400, 10, exponential(120)),
		wrapUp:  newTimes(0.5, 400, 10, exponential(15)),
		answers: newRate(longest, 0.35, 15),
		history: newRate(longest, 1, 60),
		calls:   make(map[int]dialed),
		agents:  make(map[int]spell),
	}
	f.plan()
	f.freeing.renew(f, conversationRows)
	return f
}

// hump is the belief in times around a mean: the sum of two exponential ones.
func hump(mean float64) func(float64) float64 {
	once := exponential(mean / 2)
	return func(s float64) float64 { // 1 - e^-x(1+x)
		e := 1 - once(s)
		return 1 - e*(1+2*s/mean)
	}
}

// plan sets the moments at which a call dialed now would be answered.
func (f *forecast) plan() {
	for j := range f.moments {
		f.moments[j] = f.pickUp.quantile((float64(j) + 0.5) / moments)
	}
}

// event learns.
func (f *forecast) event(e Event) {
	at := e.At.Seconds()
	switch e.Kind {
	case Dialed:
		f.calls[e.Call] = dialed{at, e.Chance}
		f.rateOf(e.Chance).dialed(at, weight(e.Chance))
	case Answered:
		if c, ok := f.calls[e.Call]; ok {
			f.pickUp.add(at - c.at)
			f.rateOf(c.chance).answered(c.at)
			delete(f.calls, e.Call)
			f.plan()
		}
	case Failed:
		if c, ok := f.calls[e.Call]; ok {
			f.failure.add(at - c.at)
			delete(f.calls, e.Call)
		}
	default:
		f.agent(e, at)
	}
}

func (f *forecast) agent(e Event, at float64) {
	switch e.Kind {
	case Connected:
		f.agents[e.Agent] = spell{began: at}
	case Ended:
		if s, ok := f.agents[e.Agent]; ok && s.ended == 0 {
			f.talk.add(at - s.began)
			s.ended = at
			f.agents[e.Agent] = s
		}
	case Ready, Left:
		if s, ok := f.agents[e.Agent]; ok && s.ended > 0 {
			f.wrapUp.add(at - s.ended)
		}
		delete(f.agents, e.Agent)
	}
}

func (f *forecast) rateOf(chance float64) *rate {
	if chance > 0 {
		return &f.history
	}
	return &f.answers
}

func weight(chance float64) float64 {
	if chance > 0 {
		return chance
	}
	return 1
}

// chance is that a call is answered at all.
func (f *forecast) chance(known float64) float64 {
	return min(0.98, f.rateOf(known).value*weight(known))
}

// look puts the floor's coins on the table.
func (f *forecast) look(o *Observation, fl floor) {
	now := o.Now.Seconds()
	f.answers.settle(now, &f.pickUp)
	f.history.settle(now, &f.pickUp)
	f.freeing.renew(f, 8)
	for j := range f.ahead {
		f.ahead[j].clear(fl.free - fl.waiting)
	}
	for i := range o.Calls {
		f.lookCall(&o.Calls[i], now)
	}
	for i := range o.Agents {
		f.lookAgent(&o.Agents[i], o.Now)
	}
}

// lookCall: an open call may be answered; one with an agent of its own may fail, which frees him.
func (f *forecast) lookCall(c *Call, now float64) {
	if c.Answered > 0 {
		return
	}
	age := now - c.Dialed.Seconds()
	p := f.chance(c.Chance)
	answered, failed := f.pickUp.by(age), f.failure.by(age)
	left := p*(1-answered) + (1-p)*(1-failed)
	if left < 1e-9 {
		return
	}
	for j, m := range f.moments {
		if c.Reserved {
			f.ahead[j].busy((1 - p) * (f.failure.by(age+m+f.set.Grace.Seconds()) - failed) / left)
		} else {
			f.ahead[j].call(p * (f.pickUp.by(age+m) - answered) / left)
		}
	}
}

// lookAgent: a busy one may come free.
func (f *forecast) lookAgent(a *Agent, now time.Duration) {
	elapsed := (now - a.Since).Seconds()
	switch a.State {
	case Talking:
		row, part := f.talk.place(elapsed)
		for j := range f.ahead {
			f.ahead[j].busy(f.freeing.chance(row, part, j))
		}
	case WrapUp:
		for j, m := range f.moments {
			f.ahead[j].busy(f.wrapUp.within(elapsed, m+f.set.Grace.Seconds()))
		}
	}
}

// price is the chance that one more call, once answered, finds no agent.
func (f *forecast) price() float64 {
	sum := 0.0
	for j := range f.ahead {
		sum += f.ahead[j].chance()
	}
	return sum / moments
}

// dial puts one more call on the table.
func (f *forecast) dial(chance float64) {
	p := f.chance(chance)
	for j, m := range f.moments {
		f.ahead[j].call(p * f.pickUp.by(m))
	}
}
