package ari

// State tells how the connection stands: Up, Down, Gap or Replaced. A State is also an Event: a SubscribeApp
// subscription yields each at its place among the events, so one reader needs nothing else.
type State interface {
	Event
	state()
}

// Up says that events flow and requests are answered. Everything before the first Up of an epoch is of an older
// connection.
type Up struct {
	EventHead
	Info      AsteriskInfo
	Snapshot  Snapshot
	Restarted bool    // another start-up time than at the last Up: all former channels are gone
	Faults    []error // subscriptions or filters of the Config that Asterisk refused
}

// Down says that the connection is lost, or, again, that the reason has changed why it cannot be made. Asterisk
// hangs up calls that are answered meanwhile; those already up stay.
type Down struct {
	EventHead
	Err error
}

// Gap says that events of the subject (a channel's id, "app" or "unclaimed") were lost because they were not read in
// time.
type Gap struct {
	EventHead
	Subject string
}

// Replaced says that another client connected under our application's name. No reconnect follows.
type Replaced struct{ EventHead }

func (Up) state()       {}
func (Down) state()     {}
func (Gap) state()      {}
func (Replaced) state() {}

func headOf(kind string, epoch uint64) EventHead { return EventHead{Type: kind, Epoch: epoch} }
