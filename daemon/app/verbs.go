package app

import "github.com/ringevett/ringevett/daemon/rest"

// Bindings says which function carries out each verb.
func (h *House) Bindings() []rest.Binding { return rest.Bindings(h) }
