package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// fault is an error as --json has it, on standard error: one line, which standard output's JSON is never mixed with.
type fault struct {
	Error  string  `json:"error"`
	Exit   int     `json:"exit"`
	Faults []wrong `json:"faults,omitempty"` // each bad value that was given
}

// wrong is one bad value: its key, the value, and what is allowed.
type wrong struct {
	Field string `json:"field"`
	Value string `json:"value,omitempty"`
	Why   string `json:"why"`
}

// printError says why a command ended with an error, for people or, with --json, for programs.
func (t *tool) printError(w io.Writer, args []string, err error, exit int) {
	if !t.json && !slices.Contains(args, "--json") { // flags that could not be read set nothing
		fmt.Fprintln(w, "ringevett:", err)
		return
	}
	text, fail := json.Marshal(fault{err.Error(), exit, wrongsOf(err)})
	if fail != nil {
		fmt.Fprintln(w, "ringevett:", err)
		return
	}
	fmt.Fprintln(w, string(text))
}

// wrongsOf are the bad values in an error, in their order.
func wrongsOf(err error) (all []wrong) {
	if in, is := err.(dialer.Invalid); is {
		return []wrong{{in.Field, in.Value, in.Why}}
	}
	switch of := err.(type) {
	case interface{ Unwrap() []error }:
		for _, e := range of.Unwrap() {
			all = append(all, wrongsOf(e)...)
		}
	case interface{ Unwrap() error }:
		if next := errors.Unwrap(err); next != nil {
			all = wrongsOf(next)
		}
	}
	return all
}
