package engine

import (
	"fmt"
	"runtime/debug"
)

// safely turns a panic of slow work into its error: a broken lane must not end conversations.
func safely(work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return work()
}
