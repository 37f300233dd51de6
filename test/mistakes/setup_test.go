package mistakes_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestASetup walks setup on a real PBX: what is there is found and written once, what is not there is named with what
// is, and no file of the PBX is changed.
func TestASetup(t *testing.T) {
	t.Parallel()
	p := boot(t)
	h := p.right
	must(t, os.Remove(h.path("ringevett.yaml.d/15-user.yaml")))
	before := confOf(t, p.Dir)
	setup := func(more ...string) (int, string) {
		return h.run(append([]string{"setup", "--yes", "--user", p.User, "--dial", "PJSIP/{number}@line",
			"--phones", "PJSIP/good1,PJSIP/good2"}, more...)...)
	}
	for _, c := range []struct {
		name string
		args []string
		code int
		says []string
	}{
		{"a phone that the PBX has not", []string{"--phones", "PJSIP/typo"}, 2, []string{"no PJSIP/typo; it has PJSIP/"}},
		{"a trunk that it has not", []string{"--dial", "PJSIP/{number}@trnk"}, 2, []string{"no trunk PJSIP/trnk; it has"}},
		{"a route that takes no number", []string{"--dial", "Local/{number}@nothing-of-ours/n"}, 2,
			[]string{"nothing-of-ours", "takes no 22000001"}},
		{"all is there", nil, 0, []string{"written: ", "done: the ARI user", "done: the dialplan", "all is done"}},
		{"the same again", nil, 0, []string{"nothing changed: ", "all is done"}},
	} {
		code, said := setup(c.args...)
		for _, want := range c.says {
			if code != c.code || !strings.Contains(said, want) {
				t.Errorf("%s: %d, want %d and %q in\n%s", c.name, code, c.code, want, said)
			}
		}
	}
	for name, want := range map[string]string{"plain": "[nothing-of-ours]", "freepbx": "[from-internal-custom]"} {
		code, said := h.run("setup", "--yes", "--phones", "PJSIP/elsewhere", "--flavour", name)
		if code != 1 || !strings.Contains(said, want) || !strings.Contains(said, "include => ringevett-agents") {
			t.Errorf("phones that cannot dial the codes, %s: %d\n%s", name, code, said)
		}
	}
	if after := confOf(t, p.Dir); after != before {
		t.Error("setup changed a file of the PBX")
	}
}

// confOf is all of the PBX's configuration.
func confOf(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "etc", "*.conf"))
	must(t, err)
	if len(files) == 0 {
		t.Fatalf("no configuration in %s", dir)
	}
	var all strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		must(t, err)
		all.WriteString(f + "\n" + string(b))
	}
	return all.String()
}
