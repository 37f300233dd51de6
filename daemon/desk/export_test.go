package desk

import (
	"time"

	"github.com/ringevett/ringevett/dialplan"
)

// Known and Outgoing are what the words of a visit are made of.
type (
	Known    = known
	Outgoing = outgoing
)

// Words are the files of a part.
func Words(now time.Time, lang string, p dialplan.Part, k Known) ([]string, error) {
	return k.words(now, lang, p)
}
