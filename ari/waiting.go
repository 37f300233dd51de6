package ari

// waitingRoom holds the mailboxes of channels that were offered as unclaimed and not taken yet, so that nothing is
// lost between the StasisStart and the taker's SubscribeChannel.
type waitingRoom struct {
	rooms map[string]*Subscription
	order []string // as admitted; the claimed ones too
}

// No caller that wants a channel lets this many others arrive first.
const maxWaiting = 1024

// admit gives the mailbox that must go for the new one, nil mostly.
func (w *waitingRoom) admit(id string, s *Subscription) (evicted *Subscription) {
	w.rooms[id] = s
	w.order = append(w.order, id)
	if len(w.order) <= maxWaiting {
		return nil
	}
	oldest := w.order[0]
	w.order = w.order[1:]
	return w.claim(oldest)
}

func (w *waitingRoom) holds(id string) bool { return w.rooms[id] != nil }

func (w *waitingRoom) claim(id string) *Subscription {
	s := w.rooms[id]
	delete(w.rooms, id)
	return s
}
