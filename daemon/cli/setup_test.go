package cli_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// TestASetupNamesWrongAnswers: each wrong answer is named with what is allowed, and nothing is written.
func TestASetupNamesWrongAnswers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, c := range []struct{ flag, value, want string }{
		{"--flavour", "asterisknow", "plain, freepbx, issabel"},
		{"--ari", "http://192.0.2.1:8088/ari", "https://"},
		{"--dial", "PJSIP/trunk", "exactly one"},
		{"--prefix", "12345678", "up to 6 of the keys"},
		{"--phones", "101", "endpoints such as PJSIP/101"},
		{"--phones", "PJSIP/90000001@trunk", "endpoints such as PJSIP/101"},
	} {
		code, _, errs := h.run("setup", "--yes", c.flag, c.value)
		if code != 2 || !strings.Contains(errs, c.value) || !strings.Contains(errs, c.want) {
			t.Errorf("%s %s: %d, %s", c.flag, c.value, code, errs)
		}
	}
	if _, err := os.Stat(h.path("ringevett.yaml.d/15-setup.yaml")); err == nil {
		t.Error("a wrong answer was written")
	}
}

// TestASetupWithoutAPBX writes what it was told, once, and prints the ARI user with the real password.
func TestASetupWithoutAPBX(t *testing.T) {
	t.Parallel()
	locked := httptest.NewServer(
		http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }),
	)
	t.Cleanup(locked.Close)
	h := newHouse(t)
	wants(t, func() string { _, _, errs := h.run("setup", "--yes", "--ari", locked.URL+"/ari"); return errs }(),
		"asterisk.url", "in a drop-in after 15-setup.yaml")
	h.ari(locked.URL + "/ari")
	secret := h.write("password", "0123456789abcdef\n")
	args := []string{"setup", "--yes", "--ari", locked.URL + "/ari", "--user", "dialler", "--password-file", secret,
		"--dial", "PJSIP/{number}@line", "--prefix", "0"}
	wants(t, h.must(1, args...), "written: ", "TO DO: the ARI user", "password is wrong", "[dialler]",
		"password = 0123456789abcdef", "ari.conf")
	wants(t, h.read("ringevett.yaml.d/15-setup.yaml"), `dial: "PJSIP/0{number}@line"`, `user: "dialler"`)
	wants(t, h.must(1, args...), "nothing changed: ")
	wants(t, h.must(1, append(args, "--flavour", "freepbx")...), "Asterisk REST Interface Users")
}
