package phone

import (
	"context"
	"sync"

	"github.com/emiago/sipgo/sip"
)

// TrunkOptions are the settings of a Trunk; the zero value is a good one.
type TrunkOptions struct {
	Addr    string // host:port to listen on; empty: a free loopback port
	Default Plan   // for numbers without a plan of their own
	Keep    Keep
}

// Trunk stands for the operator's network: every number can be called there, and each behaves as planned.
type Trunk struct {
	*line
	mu    sync.Mutex // guards what follows
	fall  Plan
	plans map[string]Plan
	pick  func(number string) Plan
}

// NewTrunk opens a trunk.
func NewTrunk(o TrunkOptions) (*Trunk, error) {
	t := &Trunk{fall: o.Default, plans: map[string]Plan{}}
	l, err := openLine(o.Addr, "trunk", o.Keep, t.planOf)
	if err != nil {
		return nil, err
	}
	t.line = l
	return t, nil
}

// Plan sets what a number does from now on.
func (t *Trunk) Plan(number string, p Plan) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.plans[number] = p
}

// PlanAll sets what numbers without a plan of their own do.
func (t *Trunk) PlanAll(p Plan) { t.PlanBy(func(string) Plan { return p }) }

// PlanBy asks a function for the plan of numbers without one of their own; it must be quick and may be called twice.
func (t *Trunk) PlanBy(pick func(number string) Plan) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pick = pick
}

func (t *Trunk) planOf(number string) Plan {
	t.mu.Lock()
	plan, ok := t.plans[number]
	pick, fall := t.pick, t.fall
	t.mu.Unlock()
	switch {
	case ok:
		return plan
	case pick != nil:
		return pick(number)
	}
	return fall
}

// CallsTo are the calls to one number so far.
func (t *Trunk) CallsTo(number string) []Record {
	var out []Record
	for _, c := range t.Calls() {
		if r := c.Record(); r.Number == number {
			out = append(out, r)
		}
	}
	return out
}

// Call lets a consumer call in: from number from to number to at the PBX's SIP address.
func (t *Trunk) Call(ctx context.Context, pbx, from, to string, p Plan) (*Call, error) {
	pai := sip.NewHeader("P-Asserted-Identity", "<sip:"+from+"@127.0.0.1>")
	return t.dial(ctx, outgoing{to: to, server: pbx, from: from, plan: p, headers: []sip.Header{pai}})
}

// CallWithheld is Call by somebody who withholds the number: the operator tells it to the PBX and says that it is
// private.
func (t *Trunk) CallWithheld(ctx context.Context, pbx, from, to string, p Plan) (*Call, error) {
	private := []sip.Header{
		sip.NewHeader("P-Asserted-Identity", "<sip:"+from+"@127.0.0.1>"), sip.NewHeader("Privacy", "id"),
	}
	return t.dial(ctx, outgoing{to: to, server: pbx, from: "anonymous", plan: p, headers: private})
}

// CallAsserting is Call with a P-Asserted-Identity as the operator of this line writes it, or lets it through.
func (t *Trunk) CallAsserting(ctx context.Context, pbx, from, to, asserted string, p Plan) (*Call, error) {
	return t.dial(ctx, outgoing{
		to: to, server: pbx, from: from, plan: p, headers: []sip.Header{sip.NewHeader("P-Asserted-Identity", asserted)},
	})
}
