// Package pacing says how many calls to place now.
//
// Power: one held agent, one attempt in flight (4.5), so that an answer always finds its agent. Predictive: more calls
// than agents, within a guard that cannot be passed (guard.go) and a forecast of how many are worth it.
//
// A Pacer serves one campaign, and any floor, real or simulated, drives it with three calls:
//
//	p := pacing.New(settings)     once
//	p.Event(event)                everything that happens, in order
//	d := p.Decide(&observation)   after each event but Ringing, and once a second
//
// Times are durations since the day's start: the pacer has no clock, the observation brings it.
//
// A call has an id of its own from Dialed on. It is in Observation.Calls from then on until it meets its agent, is
// abandoned, or fails; in the same instant as it meets its agent, that agent is no longer Free or Held. While an
// answered call is on its way to a free agent, the agent stays Free and the call waits, until both are in the bridge.
//
// A decision asks for Reserved calls, each of which takes one free agent out of the pool (Held) until it is over, and
// for Open ones, which have no agent of their own: an answered one gets any free agent, or else waits for at most
// Settings.Grace for somebody to come free. Open calls count on the free agents, together: in predictive mode all of
// the calls are open ones, so that no free agent waits for one certain call. Reserved ones are asked for while the
// guard leaves nothing in surplus, or while the crew is small: then each call has its agent, and that is power mode.
//
// The guard can be asked on its own: Settings.MayLeave before an agent who wants a break is let go,
// Settings.Uncovered when one has vanished (which calls to hang up; the guard counts on Settings.ReserveAgents
// vanishing unforeseen, and on no more), Ledger.Broken for the alarm.
//
// What it learns (forecast.go): how soon and how often numbers answer, how long conversations and wrap-ups last. From
// these comes the chance that one more call, once answered, finds no agent (shortage.go); calls are let out while that
// is under a risk, and the risk is steered to what may be spent (steering.go). Nothing of this has a parameter to
// tune, and none of it can let out more than the guard does. A bank begins empty: the first abandoned call is covered
// by 19 others, and a surplus of S needs 19·S; until then crews are slower, which no forecast can help.
//
// A ledger is one interval's count. Start is when it began, below 0 for one of an earlier day; End is when the next,
// empty one of its span takes over, 0 where that is not today. A call belongs to the ledgers in which it is answered.
package pacing
