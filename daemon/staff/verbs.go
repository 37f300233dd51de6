package staff

import (
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Verbs are what people ask of it.
func (o *Office) Verbs() []rest.Binding {
	return []rest.Binding{
		rest.Bind(verb.AddTraining, o.AddTraining),
		rest.Bind(verb.ListTraining, rest.Querying(o.TrainingList)),
	}
}
