// Package aritest is a small Asterisk in memory: HTTP and WebSocket over pipes, so that a test may run in a
// testing/synctest bubble, where an hour of calls takes milliseconds.
//
//	pbx := aritest.New()
//	defer pbx.Close()
//	pbx.Plan("PJSIP/4790000001@trunk", aritest.Answers(3*time.Second).HangsUp(time.Minute))
//	client, err := ari.Connect(ctx, pbx.Config("dialer"))
//
// What the far end of a created or originated channel does is its Plan; a Line does the same by hand. Sequences of
// events, states and causes are those of Asterisk 22 with PJSIP, compared with the real one in test/contract.
// Faults are methods: DropSockets, Refuse, Booting, Slow, Silent, Restart, Replace, Raw, Twice.
// Digits of one channel never share a millisecond, as in life.
//
// Left out: dialplan (a continued channel only waits), media, Local channels' second halves, endpoints' own events.
package aritest
