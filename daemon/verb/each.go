package verb

import "slices"

// NoDaemon is why something cannot be done, or is not known, in a process that is not the daemon.
const NoDaemon = "no daemon runs"

// Each renders every element of a list. The result is never nil, so that JSON says [] and not null.
func Each[In, Out any](in []In, render func(In) Out) []Out {
	out := make([]Out, 0, len(in))
	for v := range slices.Values(in) {
		out = append(out, render(v))
	}
	return out
}

// Text gives a named string type as a plain string.
func Text[T ~string](v T) string { return string(v) }
