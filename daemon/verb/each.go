package verb

// Each maps a list. It never gives nil, so that JSON says [] and not null.
func Each[In, Out any](in []In, out func(In) Out) []Out {
	all := make([]Out, 0, len(in))
	for _, v := range in {
		all = append(all, out(v))
	}
	return all
}
