//go:build night

package calls_test

import "testing"

func TestNightPredictive(t *testing.T) { predictive(t, 310) }
