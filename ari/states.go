package ari

import (
	"context"
	"slices"
	"sync"
)

// maxStates is how many States wait for their reader; of more the oldest are dropped. Each Up holds all channels of
// the PBX, and a client that reads SubscribeApp reads no States at all.
const maxStates = 64

// stateQueue is a channel with room for maxStates: telling a State never waits for its reader.
type stateQueue struct {
	out  chan State
	mu   sync.Mutex
	list []State
	wake chan struct{}
}

func newStateQueue() *stateQueue {
	return &stateQueue{out: make(chan State), wake: make(chan struct{}, 1)}
}

func (q *stateQueue) put(st State) {
	q.mu.Lock()
	if len(q.list) >= maxStates {
		q.list = slices.Delete(q.list, 0, 1)
	}
	q.list = append(q.list, st)
	q.mu.Unlock()
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

func (q *stateQueue) take() []State {
	q.mu.Lock()
	defer q.mu.Unlock()
	list := q.list
	q.list = nil
	return list
}

func (q *stateQueue) run(ctx context.Context) {
	defer close(q.out)
	for {
		select {
		case <-ctx.Done():
			return
		case <-q.wake:
		}
		for _, st := range q.take() {
			select {
			case <-ctx.Done():
				return
			case q.out <- st:
			}
		}
	}
}
