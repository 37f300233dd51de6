package upkeep

import (
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Verbs are what people ask of it.
func (k *Keeper) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.VerifyJournal, rest.Querying(k.VerifyJournal)),
	}
}
