//go:build night

package app_test

import (
	"testing"
	"time"
)

// TestNightAttacks holds three thousand connections at a time, and waits until the daemon has cut those that say
// nothing. A request's body may be silent for a minute.
func TestNightAttacks(t *testing.T) { underAttack(t, 200, 250, 90*time.Second) }
