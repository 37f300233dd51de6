package redis

import "errors"

// decision is the next step of settle with one register. See protocol.md.
type decision uint8

const (
	refuse  decision = iota // end with an error; the loop tries again
	wait                    // another daemon rebuilds it: look again in a moment
	send                    // send what this daemon knows and Redis lacks
	rebuild                 // take the lock, look again, and bring the register up from this daemon's disk
	trust                   // it is whole and has all that this daemon knows
)

func (d decision) String() string {
	return [...]string{"refuse", "wait", "send", "rebuild", "trust"}[d]
}

// holder is who holds a register's lock.
type holder uint8

const (
	free holder = iota
	other
	ours
)

// facts is what one look at a register found, in Redis and on this daemon's disk.
type facts struct {
	readOnly bool   // this process only reads: a command beside a daemon
	lock     holder // of the register

	overlays bool // both overlays exist
	base     bool // the base has every part and member; where the register was in doubt, the same ones as the disk
	readable bool // each field of its meta is of its type
	ready    bool // the daemon that settled it has opened it
	here     bool // it was settled on the server that answers now

	sent         bool // this daemon has sent what it knows to this settling
	version      int  // of Redis's base against the disk's: -1 older, 0 equal, +1 newer
	otherNumbers bool // two daemons loaded different bases, and this one's lost
	announced    bool // some daemon has a base that neither Redis nor this disk has
}

var (
	errNotUp        = errors.New("no daemon has brought it up")
	errOtherNumbers = errors.New("this daemon has loaded other numbers than another daemon did under this version: " +
		"load the register again")
	errBaseLost = errors.New("its base is broken, and only another daemon's disk has this version: " +
		"start that daemon, or load the register again")
	errAnnounced = errors.New("a newer base is on another daemon's disk only: " +
		"start that daemon, or load the register again")
)

// whole reports whether the register can be asked.
func (f facts) whole() bool { return f.ready && f.here && f.overlays && f.base && f.readable }

// decide gives the next step; the error says why it is refuse, and is nil otherwise. With the lock in our hand the
// step is trust, rebuild or refuse: rebuild sends too.
func decide(f facts) (decision, error) {
	switch {
	case f.whole() && f.readOnly:
		return trust, nil
	case f.readOnly:
		return refuse, errNotUp
	case f.overlays && !f.sent && f.lock != ours:
		return send, nil
	case f.otherNumbers:
		return refuse, errOtherNumbers
	case f.whole() && f.version >= 0:
		return trust, nil
	case f.lock == other:
		return wait, nil
	case f.version > 0 && !f.base:
		return refuse, errBaseLost
	case f.announced:
		return refuse, errAnnounced
	}
	return rebuild, nil
}
