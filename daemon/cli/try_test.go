package cli_test

import "testing"

// TestATryIsRefusedByName: what is no extension is refused before anything is asked, and no daemon makes no try.
func TestATryIsRefusedByName(t *testing.T) {
	t.Parallel()
	h := loaded(t)
	for _, text := range []string{"90000001", "112", "PJSIP/102", "Local/102@from-internal", "02800"} {
		code, _, errs := h.run("try", text, "--agent", "kari")
		if code != 2 {
			t.Errorf("%s: %d", text, code)
		}
		wants(t, errs, "is no extension that can be tried", "allowed are 2 to 6 digits")
	}
	code, _, errs := h.run("try", "102", "--agent", "kari")
	if code != 2 {
		t.Errorf("without a daemon: %d", code)
	}
	wants(t, errs, "no daemon runs", "ringevett serve")
}
