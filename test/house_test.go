package test_test

import (
	"bytes"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const maxFileLines = 600

// A file past 400 lines or a function past 60 is printed for a reader to judge; a file past 600 is a fault.
func TestFilesStaySmall(t *testing.T) {
	var files, funcs []int
	for _, f := range goFiles(t) {
		if ast.IsGenerated(f.ast) {
			continue
		}
		files = append(files, f.lines)
		switch {
		case f.lines > maxFileLines:
			t.Errorf("%s has %d lines, more than %d: what is hiding in it?", f.path, f.lines, maxFileLines)
		case f.lines > 400:
			t.Logf("long: %s has %d lines", f.path, f.lines)
		}
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			n := f.set.Position(fn.End()).Line - f.set.Position(fn.Pos()).Line + 1
			if funcs = append(funcs, n); n > 60 {
				t.Logf("long: %s %s has %d lines", f.path, fn.Name.Name, n)
			}
		}
	}
	t.Logf("%d files: median %d lines, nine in ten under %d; %d functions: median %d, nine in ten under %d",
		len(files), share(files, 50), share(files, 90), len(funcs), share(funcs, 50), share(funcs, 90))
}

func share(of []int, percent int) int {
	if len(of) == 0 {
		return 0
	}
	slices.Sort(of)
	return of[(len(of)-1)*percent/100]
}

// A name of ours in a README: in backticks, and in the trees of code blocks at the start of a line.
var named = regexp.MustCompile(
	"(?m)(?:`|^)((?:daemon|ari|dialplan|sounds|configs|test)(?:/[A-Za-z0-9_.-]+)*/?)(?:`|  )")

func TestWhatTheReadmesNameIsThere(t *testing.T) {
	for _, readme := range committed(t) {
		if filepath.Base(readme) != "README.md" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, readme))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, name := range namesIn(string(text)) {
			here, there := filepath.Join(root, name), filepath.Join(root, filepath.Dir(readme), name)
			if !exists(here) && !exists(there) {
				t.Errorf("%s names %s, which is not there", readme, name)
			}
		}
	}
}

func namesIn(text string) (names []string) {
	for _, m := range named.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	return names
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestNamesInAReadmeAreFound(t *testing.T) {
	got := namesIn("See `daemon/gate` and `ari/`.\n\ndaemon/     the program\ntest/demo  a demo\nNot daemon or " +
		"`make`.\n")
	if want := []string{"daemon/gate", "ari/", "daemon/", "test/demo"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The project speaks of itself alone: no place on somebody's machine, no host that packages come from.
func TestNoFileNamesAMachineOrARegistry(t *testing.T) {
	where := foreign()
	for _, name := range committed(t) {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if bytes.IndexByte(text, 0) >= 0 {
			continue // sound, or another thing that is not read
		}
		for i, line := range strings.Split(string(text), "\n") {
			if m := where.FindString(line); m != "" {
				t.Errorf("%s:%d names %q", name, i+1, strings.TrimSpace(m))
			}
		}
	}
}

// foreign is put together from pieces, so as not to find itself.
func foreign() *regexp.Regexp {
	machine := `(?:^|[\s"'` + "`" + `=(:<>,])/(?:wo` + `rk/|ro` + `ot/|tm` + `p/w[a-z0-9_-]*)`
	var hosts []string
	for _, host := range []string{"proxy golang org", "sum golang org", "goproxy io", "goproxy cn", "pypi org",
		"pythonhosted org",
		"registry npmjs org", "crates io", "rubygems org", "repo1 maven org", "deb debian org", "archive ubuntu com",
		"registry-1 docker io", "ghcr io", "quay io"} {
		hosts = append(hosts, strings.ReplaceAll(host, " ", `\.`))
	}
	return regexp.MustCompile(machine + `|\b(?:` + strings.Join(hosts, "|") + `)\b`)
}

func TestAMachineAndARegistryAreSeen(t *testing.T) {
	dot := func(s string) string { return strings.ReplaceAll(s, " ", ".") }
	tests := []struct {
		name, line string
		want       bool
	}{
		{"a checkout", "cd " + "/wo" + "rk/main", true},
		{"root's home in quotes", `"` + "/ro" + `ot/x"`, true},
		{"a scratch folder", "in /tm" + "p/work1/x", true},
		{"a module proxy", "https://" + dot("proxy golang org") + "/x", true},
		{"an image", dot("ghcr io") + "/x/y", true},
		{"a path of an API", "GET /ari/work/list", false},
		{"where services live", "/var/lib/ringevett/work/x", false},
		{"a module's name", dot("golang org") + "/x/sys", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := foreign().MatchString(tt.line); got != tt.want {
				t.Errorf("%q: got %v, want %v", tt.line, got, tt.want)
			}
		})
	}
}
