package peers

import "time"

// times remembers one instant for each call, by its number.
type times []time.Duration

func (t *times) set(call int, at time.Duration) {
	for len(*t) <= call {
		*t = append(*t, 0)
	}
	(*t)[call] = at
}

func (t times) get(call int) time.Duration { return t[call] }
