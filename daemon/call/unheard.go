package call

import "time"

// lookEvery is the wait between two looks at a channel while no events flow.
const lookEvery = 2 * time.Second

// dueUnheard is a deadline that passes while no events flow. The answer or the joining that the call waits for may
// have happened, so the channel is looked at before anything is done to it; where it cannot be, it is left as it is,
// and looked at again. The PBX ends the ringing by its own limit. A hang-up is asked for until the channel is seen to
// be gone, however long that takes: an outage of ARI loses no call.
func (c *Call) dueUnheard(now time.Time, o *Out) {
	switch {
	case c.probes > 0:
		c.probes = 0
		c.probe(now, o)
	case c.State == Dialing || c.State == Waiting:
		c.looking, c.Deadline = true, now.Add(lookEvery)
		o.do(Probe{})
	case c.State == Cancelling || c.State == Ending:
		c.hangups = 0
		o.do(Probe{})
		c.askHangup(now, o)
	default:
		c.due(now, o)
	}
}

// looked does what was due: the channel lives, and what the call waits for has not happened.
func (c *Call) looked(now time.Time, o *Out) {
	if c.looking {
		c.looking = false
		c.due(now, o)
	}
}
