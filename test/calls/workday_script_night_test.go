//go:build night

package calls_test

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// The campaigns of the workday: two clients, three kinds of call.
const (
	serviceOfFjellvann = "fjellvann-service"
	saleOfFjellvann    = "fjellvann-salg"
	serviceOfUmbra     = "umbra-service"
	surveyOfUmbra      = "umbra-survey"
)

// script is one kind of call of a workday: what the agent keys in it, what is to be heard, and what must follow.
type script struct {
	name     string
	campaign string
	hold     time.Duration // the consumer hangs up so long after the answer; 0: the agent's key ends the talk
	steps    []step
	after    []step // keyed once the talk has ended
	facts    []want // of its attempt
	why      string // the gate's code for the number afterwards; "": not asked
}

// step is a code, and the sounds that must follow at either phone; "": none is waited for.
type step struct {
	keys            string
	info            bool // by SIP INFO; else by RFC 4733
	agent, consumer string
}

// want is so many facts of a kind, of one code or disposition where one is named.
type want struct {
	kind dialer.FactKind
	of   string
	n    int
}

func (s script) plan() phone.Plan {
	return phone.Plan{Ring: 300 * time.Millisecond, Send: phone.Silence(), Hold: s.hold}
}

const (
	noted       = "agent/word-taken"
	pausedAfter = "a pause after the call"
)

// ending is a script of one outcome.
func ending(campaign, keys string, d dialer.Disposition) script {
	return script{
		name: "outcome: " + string(d), campaign: campaign, steps: []step{{keys: keys}}, facts: disposed(d),
	}
}

func disposed(d dialer.Disposition) []want { return []want{{dialer.FactDisposed, string(d), 1}} }

// outcomes are the scripts of all outcomes of a kind of campaign; a sale has its own.
func outcomes(campaign string, kind dialer.Kind) (all []script) {
	for key := '1'; key <= '8'; key++ {
		d, known := dialer.DispositionByKey(string(key))
		if known && kind.Allows(d) && d != dialer.Sold {
			all = append(all, ending(campaign, "*0"+string(key), d))
		}
	}
	return all
}

// reservations are the scripts of a number that is reserved by key, once taken back.
func reservations() []script {
	by := func(name, keys, told, code string) script {
		return script{
			name: name, campaign: serviceOfFjellvann, why: code, facts: disposed(dialer.Person),
			steps: []step{{keys: keys, agent: "nb/registered", consumer: told}, {keys: "*01"}},
		}
	}
	undone := by("reserved and undone", "*71", "", "")
	undone.steps = []step{
		undone.steps[0], {keys: "*70", info: true, agent: "agent/reserve-undone"}, {keys: "*01"},
	}
	return []script{
		by("reserved with the client", "*71", "nb/reserved-client.fjellvann", gate.BlockClient),
		by("reserved with us", "*72", "nb/reserved-all", gate.BlockOwn),
		by("reserved with both", "*73", "nb/reserved-all", gate.BlockOwn),
		undone,
	}
}

// careful are the scripts of talks that need care.
func careful() []script {
	paused := func(s script) script {
		s.after = []step{{agent: "agent/pause-break"}, {keys: "*53", agent: "agent/back"}}
		return s
	}
	gently := func(name, keys string, d dialer.Disposition) script {
		return script{
			name: name, campaign: serviceOfFjellvann, steps: []step{{keys: keys, consumer: "nb/close"}}, facts: disposed(d),
		}
	}
	besides := func(name string, w want, steps ...step) script {
		return script{
			name: name, campaign: serviceOfFjellvann, steps: append(steps, step{keys: "*01"}),
			facts: append(disposed(dialer.Person), w),
		}
	}
	return []script{
		gently("a minor", "*91", dialer.Minor), gently("duty of care", "*90", dialer.DutyOfCare),
		besides("a complaint", want{}, step{keys: "*96", agent: "agent/complaint-noted"}),
		besides("a question", want{}, step{keys: "*97", agent: "agent/inquiry-noted"}),
		besides("opening and rights told", want{dialer.FactOpening, "", 1}, step{keys: "*1", agent: noted},
			step{keys: "*3", info: true}),
		besides("who is it for", want{}, step{keys: "*55", agent: "agent/reserve-right"}),
		besides("a code of no meaning", want{}, step{keys: "*66", agent: "agent/key-refused"}),
		besides("an outcome of another kind", want{}, step{keys: "*05", agent: "agent/outcomes-service"}),
		paused(besides(pausedAfter, want{},
			step{keys: "*521", agent: "agent/pause-later"})),
	}
}

// callBacks are the scripts of times that consumers wish for: one that the gate allows, and a Sunday. Their consumers
// hang up: an agreed time is the outcome.
func callBacks(today time.Time) []script {
	at := func(name string, day time.Time, heard string) script {
		return script{
			name: name, campaign: serviceOfFjellvann, hold: 15 * time.Second,
			steps: []step{{keys: "*98" + day.Format("0201") + "1330", agent: heard}},
			facts: append(disposed(dialer.CallLater), want{dialer.FactCallBack, "", 1}),
		}
	}
	on := func(d time.Weekday) time.Time {
		return today.AddDate(0, 0, 7+(int(d)-int(today.Weekday())+7)%7)
	}
	return []script{
		at("call-back at a time allowed", on(time.Wednesday), "agent/callback-noted"),
		at("call-back on a Sunday", on(time.Sunday), "agent/callback-moved"),
	}
}

// sellings are the scripts of a sale, of one that lacks an item, and of one keyed after nothing was ticked.
func sellings() []script {
	var ticks []step
	for item := '1'; item <= '8'; item++ {
		ticks = append(ticks, step{keys: "*4" + string(item), info: item%2 == 0})
	}
	refused := func(name string, ticks []step) script {
		return script{
			name: name, campaign: saleOfFjellvann,
			steps: append(append([]step{}, ticks...), step{keys: "*06", agent: "agent/sale-missing"},
				step{keys: "*05"}),
			facts: append(disposed(dialer.NotInterested), want{dialer.FactSaleRefused, "", 1},
				want{dialer.FactTicked, "", len(ticks)}),
		}
	}
	return []script{
		{
			name: "a sale, verified", campaign: saleOfFjellvann,
			steps: append(append([]step{}, ticks...), step{keys: "*06"}),
			facts: append(disposed(dialer.Sold), want{dialer.FactTicked, "", 8}, want{dialer.FactSold, "", 1}),
		},
		refused("a sale without the age", ticks[:7]), refused("a sale with nothing ticked", nil),
	}
}

// wholeDay is every script.
func wholeDay(today time.Time) (all []script) {
	hungUp := ending(serviceOfFjellvann, "*01", dialer.Person)
	hungUp.name, hungUp.hold, hungUp.steps[0].agent = "the consumer hangs up first", 3*time.Second, noted
	for _, some := range [][]script{
		outcomes(serviceOfFjellvann, dialer.Service), outcomes(saleOfFjellvann, dialer.Sales),
		outcomes(serviceOfUmbra, dialer.Service), outcomes(surveyOfUmbra, dialer.Survey), reservations(), careful(),
		callBacks(today), sellings(), {hungUp},
	} {
		all = append(all, some...)
	}
	return all
}

// shortDay are those of them that a small case plays.
func shortDay(today time.Time) (some []script) {
	for _, s := range wholeDay(today) {
		switch s.name {
		case "reserved with the client", "reserved and undone", "a complaint", "duty of care", "a sale, verified",
			"a sale without the age", "call-back on a Sunday":
			some = append(some, s)
		}
	}
	return some
}
