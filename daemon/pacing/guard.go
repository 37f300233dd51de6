package pacing

import "time"

// The guard. Let a ledger have A abandoned of E established, let n calls be in flight (those that wait for an agent
// included) and f agents be ready: free, or held for one of the calls. The guard lets another call out only if
//
//	q == 0  or  100·(A+q) <= L·(E+q)        where q = max(0, n+1-f)
//
// in every ledger. Claim: then 100·A <= L·E holds at every instant, whatever is answered, in any order, at any time.
//
// Proof. Call I the statement "q == 0 or 100·(A+q) <= L·(E+q)", with q = max(0, n-f). It holds when a call has been let
// out, for that is what was asked. It goes on to hold through everything that may happen next:
//
//	a call fails or is cancelled unanswered:         n falls by one, so q does not grow; less q is less on the left by
//	                                                 100 and on the right by L < 100
//	a call meets a ready agent:                      n and f fall by one, q stays
//	a call meets an agent just out of wrap-up:       f grows by one, and then both fall by one: q does not grow
//	an agent comes:                                  f grows, q does not
//	a call is abandoned:                             A and E grow by one, n and so q falls by one: both sums stay
//	                                                 (with q == 0 no call is abandoned: each has its agent)
//	an agent says that a person answered:            E grows: only helps
//	a conversation was with a machine, or a consumer
//	hangs up while the agent is being bridged:       not counted
//
// And I implies 100·A <= L·E: taking q away from both sums takes 100·q from the left and only L·q from the right.
// What is left out is an agent who goes: breaks are put off while calls count on the agent (MayLeave), and for phones
// that die the guard counts on Settings.ReserveAgents fewer agents than there are, as soon as anything is in surplus.
// Corrections of a disposition from person to machine lower E; nothing computed before can know of them (norm 2.5).
//
// Three refinements, each on the safe side: a call that waits is taken out of E, so that it makes no difference
// whether the ledger books it at the answer or later; machine detection: every call that has its agent may be taken
// for a machine and add its share of false ones to A; at the end of a ledger a call in surplus may be answered in the
// next one, which is empty: nothing goes into surplus that may still ring then.

// spare is the most that may be in surplus by this ledger: the largest q with 100·(A+q) <= L·(E+q), below 0 where
// the limit has been passed.
func (l Ledger) spare(limit, falseOnes int) int {
	a, e := l.Abandoned+falseOnes, l.Established-l.Waiting+falseOnes
	over := limit*e - 100*a
	if over < 0 {
		return -1
	}
	return over / (100 - limit)
}

// Losses is how many more calls may be abandoned by this ledger before the guard lets none out that could be.
func (l Ledger) Losses(limit int) int { return max(0, l.spare(limit, 0)) }

// ends says whether a call dialed now may be answered in the next ledger.
func (l Ledger) ends(now time.Duration, s Settings) bool {
	return l.End > 0 && now+s.Ring+s.Grace >= l.End
}

// Broken is whether more than the limit is abandoned in the ledger now: exactly the limit is not.
func (l Ledger) Broken(limit int) bool { return 100*l.Abandoned > limit*l.Established }

// spare is the most that may be in surplus by all ledgers.
func (s Settings) spare(o *Observation, f floor) int {
	falseOnes := (f.ready()*s.FalseMachines + 999) / 1000
	least := plenty
	for _, l := range o.Ledgers {
		if l.ends(o.Now, s) {
			return 0
		}
		least = min(least, l.spare(s.Limit, falseOnes))
	}
	if len(o.Ledgers) == 0 {
		return 0
	}
	return max(0, least-s.ReserveAgents)
}

const plenty = 1 << 20 // calls: more than there are

// Room is how many more calls may be in flight by the guard; below 0, how many are that nothing covers any more.
func (s Settings) Room(o *Observation) int {
	f := count(o)
	return f.ready() + s.spare(o, f) - f.calls
}

// MayLeave says whether the guard holds without one of the ready agents: else a break asked for is put off.
func (s Settings) MayLeave(o *Observation) bool {
	f := count(o)
	return f.ready()-1+s.spare(o, f) >= f.calls
}

// Uncovered appends the ids of the calls to hang up, where an agent has vanished and the guard no longer covers all:
// open ones that are not answered yet, those that do not ring yet first, then the youngest.
func (s Settings) Uncovered(o *Observation, ids []int) []int {
	over := -s.Room(o)
	for _, rings := range [2]bool{false, true} {
		for i := len(o.Calls) - 1; i >= 0 && over > 0; i-- {
			if c := &o.Calls[i]; !c.Reserved && c.Answered == 0 && (c.Ringing > 0) == rings {
				ids = append(ids, c.ID)
				over--
			}
		}
	}
	return ids
}
