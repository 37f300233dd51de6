package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEachFileStandsOnAShelf holds the names of the files against the shelves that daemon/README.md lists.
func TestEachFileStandsOnAShelf(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "## The shelves of `sqlite`")
	if !found {
		t.Fatal("daemon/README.md has no section on the shelves of sqlite")
	}
	files := map[string]int{} // of each shelf
	for line := range strings.Lines(section) {
		if name, ok := strings.CutPrefix(line, "| `"); ok {
			name, _, _ = strings.Cut(name, "`")
			files[name] = 0
		}
	}
	all, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range all {
		switch file {
		case "doc.go", "export_test.go", "shelf_test.go": // of the package itself
			continue
		}
		shelf, _, _ := strings.Cut(strings.TrimSuffix(file, ".go"), "_")
		if _, ok := files[shelf]; !ok {
			t.Errorf("%s: daemon/README.md has no shelf %q", file, shelf)
		}
		files[shelf]++
	}
	for shelf, n := range files {
		if n == 0 {
			t.Errorf("daemon/README.md lists shelf %q, and no file of sqlite is on it", shelf)
		}
	}
}
