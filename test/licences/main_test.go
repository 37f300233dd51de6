package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const root = "../.."

// TestTheLicencesAreThoseOfWhatIsLinked holds what the program prints against what is linked into it. A library that
// comes in, or another version of one, is seen here; so is svgo, freetype or a font, which must be named where they
// are linked.
func TestTheLicencesAreThoseOfWhatIsLinked(t *testing.T) {
	want, err := collect(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, printed))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what is linked into the program: run make licences, and read what changed", printed)
	}
	modules, err := linked(t.Context(), root)
	if err != nil || len(modules) < 10 {
		t.Fatalf("%d modules are linked, %v: go list is read wrongly", len(modules), err)
	}
	for _, m := range modules {
		if !strings.Contains(string(got), "\n"+m.path+" "+m.version+"\n    (") {
			t.Errorf("%s %s is linked and not named", m.path, m.version)
		}
	}
}

func TestAModuleWithoutALicenceIsSeen(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files []string
		want  string // in the error; "": taken
	}{
		{"none", []string{"README.md", "license.go"}, "has no file of its licence"},
		{"one", []string{"LICENSE"}, ""},
		{"British, lower case", []string{"licence.md"}, ""},
		{"a folder of them", []string{"licenses/ftl.txt"}, ""},
		{"beside the package alone", []string{"in/side/COPYING"}, ""},
		{"of another package", []string{"other/LICENSE"}, "has no file of its licence"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			inside := filepath.Join(dir, "in", "side")
			if err := os.MkdirAll(inside, 0o755); err != nil {
				t.Fatal(err)
			}
			for _, name := range tt.files {
				path := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte("Do as you like."), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			text, err := write([]module{
				{path: "example.no/x", version: "v1.0.0", dir: dir, packages: []string{inside}},
			})
			taken := err == nil && strings.Contains(text, "Do as you like.")
			if refused := err != nil && strings.Contains(err.Error(), tt.want); tt.want == "" && !taken ||
				tt.want != "" && !refused {
				t.Errorf("got %q, %v; want %q", text, err, tt.want)
			}
		})
	}
}

// Texts that differ only in how they are broken into lines are printed once.
func TestATextStandsOnce(t *testing.T) {
	n := &texts{number: map[string]int{}}
	for text, want := range map[string]int{"a b\nc": 1, "a  b c\r\n": 1} {
		if got := n.add(text); got != want {
			t.Errorf("%q is text %d, want %d", text, got, want)
		}
	}
	if got := n.add("another"); got != 2 || len(n.inFull) != 2 {
		t.Errorf("another is text %d of %d", got, len(n.inFull))
	}
}
