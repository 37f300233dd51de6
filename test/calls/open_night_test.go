//go:build night

package calls_test

import "testing"

func TestNightOpenAnswered(t *testing.T) { openWays(t, 20) }
