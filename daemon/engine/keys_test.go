package engine

import (
	"testing"

	"github.com/ringevett/ringevett/daemon/roster"
)

func TestEveryActOfTheTableIsCarriedOut(t *testing.T) {
	for _, c := range roster.Codes() {
		if actOf(c.Act) == nil {
			t.Errorf("%s: the engine does not know %q", c.Keys, c.Act)
		}
	}
	if actOf("dance") != nil {
		t.Error("an act that is not in the table is carried out")
	}
}
