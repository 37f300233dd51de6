// Package handdial is the guard for calls that people dial by hand, on a phone of the PBX and without the dialer.
//
// The dialplan calls Guard.Ask over FastAGI before it dials. Ask reads the dialed text. A number goes through the same
// gate and the same registers as the dialer's own calls; an allowed call is booked in the journal before anything
// rings, and its number is claimed at the engine, so that the dialer does not ring it meanwhile. Guard.Withdraw undoes
// a permission that the PBX never heard. Guard.Over writes how a call ended, once.
//
// Guard.Sweeps closes calls whose channel is gone and whose end was never reported. After a restart Guard.Adopt takes
// up the calls that were open. Serve is the port that the dialplan asks; it answers for returned calls too.
//
// An error from Ask is no verdict: the dialplan then refuses marketing calls and lets all others pass.
package handdial
