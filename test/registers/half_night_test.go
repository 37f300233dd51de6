//go:build night

package registers_test

import (
	"math/rand/v2"
	"testing"
)

func TestNightKilledWhileReplacing(t *testing.T) { killWhileReplacing(t, 200, rand.Uint64()) }
