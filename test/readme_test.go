package test_test

import (
	"bytes"
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	verbs "github.com/ringevett/ringevett/daemon/cli"
)

// The pages that tell people what to type.
var pages = [...]string{"README.md", "configs/README.md", "dialplan/README.md", "dialplan/agent.md",
	"dialplan/agent.nb.md", "dialplan/agent-day.md", "dialplan/agent-day.nb.md",
	"sounds/README.md", "sounds/consumer.md", "sounds/consumer.nb.md", ".github/RECOVERY.md", ".github/CONTRIBUTING.md",
	"configs/CHANGELOG.md"}

var (
	ofMake    = regexp.MustCompile("(?m)(?:^ {4}|`)make ([a-z]+)")
	ofProgram = regexp.MustCompile("(?m)(?:^ {4}(?:sudo -u ringevett )?|`)ringevett ([a-z][^`#|<>\n]*)")
)

// TestWhatThePagesTellToTypeExists holds every make target, verb and flag of the pages against what there is.
func TestWhatThePagesTellToTypeExists(t *testing.T) {
	makefile := read(t, "Makefile")
	targets, commands := 0, 0
	for _, page := range pages {
		text := read(t, page)
		for _, m := range ofMake.FindAllStringSubmatch(text, -1) {
			targets++
			if !strings.Contains(makefile, "\n"+m[1]+":") {
				t.Errorf("%s: make has no target %s", page, m[1])
			}
		}
		for _, m := range ofProgram.FindAllStringSubmatch(text, -1) {
			commands++
			if why := unknown(m[1]); why != "" {
				t.Errorf("%s: ringevett %s: %s", page, m[1], why)
			}
		}
	}
	if targets < 4 || commands < 20 {
		t.Errorf("only %d make targets and %d commands were found: the pages are read wrongly", targets, commands)
	}
}

// unknown says what of a command line the program does not know; "" when it knows all. It asks the program's own help.
func unknown(line string) string {
	words := strings.Fields(line)
	var verb []string
	for len(words) > 0 && regexp.MustCompile(`^[a-z]+$`).MatchString(words[0]) && len(verb) < 2 {
		verb, words = append(verb, words[0]), words[1:]
	}
	if verb[0] == "help" {
		return ""
	}
	help := helpOf(verb...)
	if !strings.Contains(help, "\n  ringevett "+strings.Join(verb, " ")) {
		if len(verb) == 1 || !strings.Contains(helpOf(verb[0]), "\n  ringevett "+verb[0]+" ") {
			return "no such verb"
		}
		return "no such verb under " + verb[0]
	}
	for _, w := range words {
		flag, _, _ := strings.Cut(w, "=")
		if strings.HasPrefix(flag, "--") && !strings.Contains(help, flag) {
			return "no flag " + flag
		}
	}
	return ""
}

func helpOf(verb ...string) string {
	var out bytes.Buffer
	verbs.Execute(context.Background(), append(slices.Clone(verb), "--help"), "test",
		verbs.Streams{In: &out, Out: &out, Err: &out}, verbs.Stops{})
	return out.String()
}

func TestAnUnknownCommandIsSeen(t *testing.T) {
	tests := map[string]string{
		"figures --day 2026-11-24":                "",
		"campaign start fjellvann-service":        "",
		`register add "900 00 001" --why "asked"`: "",
		"dialplan --ari":                          "",
		"dialplan --sip":                          "no flag --sip",
		"predict":                                 "no such verb",
		"campaign dance fjellvann-service":        "no such verb under campaign",
	}
	for _, line := range slices.Sorted(maps.Keys(tests)) {
		if got := unknown(line); got != tests[line] {
			t.Errorf("ringevett %s: got %q, want %q", line, got, tests[line])
		}
	}
}
