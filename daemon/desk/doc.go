// Package desk answers people who ring a visible number back (4.4.2 to 4.4.5). It serves dialplan.Desk and the engine's
// questions about callers.
//
// A call passes through it in this order. Open looks up whose number was rung and, where an operator vouches for the
// caller's number, which of our calls went to it; it writes that the call came before anything is said. The dialplan
// then plays Words, stores keys 1 and 2 with Reserve, and hands over what was spoken with Message. A caller who wants
// an agent goes to the engine, which reports Taken and Said, or Unanswered. Over ends the visit: what the caller asked
// for and did not get becomes an inquiry, one for each visit.
//
// A caller's number may be forged. A reservation by key is taken for it all the same, but nothing is told of our calls
// to it unless it is vouched for. Where the registers or the PBX do not answer, Open fails and the dialplan plays its
// own message.
package desk
