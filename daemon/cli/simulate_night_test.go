//go:build night

package cli_test

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/simulate"
)

// TestNightTheShippedDays runs them whole, each with the seed that it ships with.
func TestNightTheShippedDays(t *testing.T) { shippedDays(t, func(*simulate.Scenario) {}) }
