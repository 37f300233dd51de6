package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The admin's page has the table that check --list prints.
func TestTheAdminsPageTellsWhatCheckLooksAt(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "configs", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	list := newHouse(t).must(0, "check", "--list")
	if !strings.Contains(string(page), list) {
		t.Errorf("configs/README.md lacks the table; it is:\n%s", list)
	}
}
