package main

import (
	"fmt"
	"strings"
)

// numbers reads a list with commas.
func numbers[T int | float64](flag, list string) (out []T, err error) {
	for s := range strings.SplitSeq(list, ",") {
		var v T
		if _, err := fmt.Sscan(s, &v); err != nil || v <= 0 {
			return nil, fmt.Errorf("%s: %q is not a number above 0", flag, s)
		}
		out = append(out, v)
	}
	return out, nil
}
