package ari

import (
	"context"
	"sync"
)

// stateQueue is a channel without a limit: telling a State never waits for its reader.
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
