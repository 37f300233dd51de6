// Package dialer holds the nouns of outbound calling, and nothing that acts.
//
// The words, as the Norwegian code for call centres and the trade use them:
//
//   - client: the business that calls are made for (oppdragsgiver). An internal client is the call centre itself.
//   - campaign: one purpose, one client, one kind, one visible number; its figures are kept by the day.
//   - list and source: where a lead's number came from; a number without a source is never dialed (4.2 a).
//   - lead: one person's number in one campaign.
//   - attempt: one dialing of one lead, from the gate's verdict to its end. It is booked on disk before anything rings.
//   - visible number: the number that the consumer sees; it belongs to the client and is never withheld.
//   - agent: a person on a SIP phone. The agent's leg is the phone's call to us; it stays open between attempts.
//   - reserved: an agent who waits for one attempt and for nothing else (power mode, 4.5).
//   - answered: the consumer's channel is up. Ringing and early media are not answers.
//   - bridged: consumer and agent are in one bridge and both are up.
//   - abandoned: answered by a person and not given to an agent within T (4.6; norm 2.3 tells it exactly).
//   - outcome: how an attempt ended, as the network and our own clock tell it.
//   - disposition: how it ended, as the agent tells it.
//   - wrap-up: the agent's time after a call, ended by a disposition or by its timer.
//   - fact: one line of the journal. Every figure is derived from facts.
//   - Oslo day: the calendar day in Europe/Oslo, by which the code's daily figures are kept.
package dialer
