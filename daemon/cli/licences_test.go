package cli_test

import "testing"

// The terms of several licences ask that their text goes out with the program.
func TestTheProgramPrintsItsLicences(t *testing.T) {
	h := newHouse(t)
	for _, flags := range [][]string{nil, {"--json"}} {
		out := h.must(0, append([]string{"licences"}, flags...)...)
		wants(t, out, "Ringevett", "github.com/mattn/go-sqlite3 v", "Apache License", "The FreeType Project",
			"Permission is hereby granted")
	}
}
