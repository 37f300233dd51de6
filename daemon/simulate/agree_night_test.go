//go:build night

package simulate_test

import (
	"testing"
	"time"
)

// TestNightTheEngineAgreesWithTheBench compares eight whole days, of the seeds 1 to 8.
func TestNightTheEngineAgreesWithTheBench(t *testing.T) { agree(t, 8, 8*time.Hour) }
