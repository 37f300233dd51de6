// Package phone is a SIP and RTP double for tests and the demo: the callee side of the operator's trunk, whose
// behaviour is told per called number, and the phones of agents, which register and take or place calls.
//
// Every call is logged: who was called, which number was shown, when it rang, was answered and ended, which side
// ended it, which sound and which digits arrived and when.
package phone
