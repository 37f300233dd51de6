package engine

import (
	"fmt"
	"runtime/debug"
)

// safely turns a panic of slow work into its error: a broken lane must not end conversations.
func safely(work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &panicked{p, debug.Stack()}
		}
	}()
	return work()
}

// panicked is the error of work that panicked.
type panicked struct {
	with  any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v\n%s", p.with, p.stack) }
