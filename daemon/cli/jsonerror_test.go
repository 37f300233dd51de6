package cli_test

import (
	"encoding/json"
	"testing"
)

// TestAnErrorIsJSONWhereJSONIsAskedFor: one line on standard error, with the key, the value and what is allowed.
func TestAnErrorIsJSONWhereJSONIsAskedFor(t *testing.T) {
	h := newHouse(t)
	for _, tt := range []struct {
		args  []string
		field string
	}{
		{[]string{"why", "90000001", "--at", "noon", "--json"}, "--at"},
		{[]string{"trace", "--json"}, "CALL"},
		{[]string{"check", "--mail", "per@example.com", "--json"}, "--mail"},
		{[]string{"no-such-verb", "--json"}, ""},
		{[]string{"status", "--no-such-flag", "--json"}, ""},
		{[]string{"journal", "show", "--json"}, ""},
	} {
		code, out, errs := h.run(tt.args...)
		var got struct {
			Error  string
			Exit   int
			Faults []struct{ Field, Why string }
		}
		err := json.Unmarshal([]byte(errs), &got)
		if err != nil || code != 2 || got.Exit != 2 || got.Error == "" || out != "" {
			t.Errorf("%q: code %d, %v: %q, %q", tt.args, code, err, out, errs)
			continue
		}
		if tt.field != "" && (len(got.Faults) != 1 || got.Faults[0].Field != tt.field || got.Faults[0].Why == "") {
			t.Errorf("%q: got %+v", tt.args, got)
		}
	}
}
