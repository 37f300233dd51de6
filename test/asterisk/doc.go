// Package asterisk runs a real Asterisk for tests and for the demo: unpacked from Debian into the user's cache, written
// into a folder of its own, on free loopback ports, started in well under two seconds, and gone without trace.
//
//	trunk, _ := phone.NewTrunk(phone.TrunkOptions{})           // the callee side, on a free port
//	pbx, err := asterisk.New(ctx, asterisk.Options{TrunkAddr: trunk.Addr(), Log: os.Stderr})
//	defer pbx.Stop()
//	// pbx.ARIURL, pbx.User, pbx.Password, pbx.SIPAddr; PJSIP/<number>@trunk reaches the double
//
// In tests asterisk.Start(t, asterisk.Options{…}) does the same and stops with the test.
// Package phone beside it has the callee double and the agents' phones; package sipp runs SIPp.
package asterisk
