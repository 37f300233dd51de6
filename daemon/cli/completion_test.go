package cli_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/cli"
)

// completed are the words that a shell is offered after these.
func (h house) completed(words ...string) (offered []string) {
	h.t.Helper()
	var out, errs bytes.Buffer
	args := append([]string{"__complete", "--config", h.path("ringevett.yaml")}, words...)
	code := cli.Execute(h.t.Context(), args, "test", cli.Streams{In: strings.NewReader(""), Out: &out, Err: &errs},
		cli.Stops{})
	if code != 0 {
		h.t.Fatalf("completion of %q: exit code %d\n%s", words, code, errs.String())
	}
	for line := range strings.Lines(out.String()) {
		if word := strings.TrimSpace(line); word != "" && !strings.HasPrefix(word, ":") {
			offered = append(offered, word)
		}
	}
	return offered
}

func TestIDsAreCompleted(t *testing.T) {
	h := loaded(t)
	ask := []string{"campaign", "pause", ""}
	if got := h.completed(ask...); len(got) != 0 {
		t.Errorf("without a daemon: got %q", got)
	}
	h.serve()
	h.must(0, "inquiries", "add", "--channel", "letter", "--text", "Who called me?")
	for _, tt := range []struct {
		words []string
		want  string
	}{
		{ask, "fjellvann-service"},
		{[]string{"agent", "remove", ""}, "kari"},
		{[]string{"client", "remove", ""}, "fjellvann"},
		{[]string{"inquiries", "close", ""}, "1"},
	} {
		if got := h.completed(tt.words...); !slices.Contains(got, tt.want) {
			t.Errorf("%q: got %q, want %s among them", tt.words, got, tt.want)
		}
	}
	if got := h.completed("campaign", "pause", "fjellvann-service", ""); len(got) != 0 {
		t.Errorf("after the last argument: got %q", got)
	}
}
