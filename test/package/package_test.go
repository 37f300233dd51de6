// Package package_test holds the Debian package against what it is made of, and at night installs it.
package package_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

const root = "../.."

// recipe is what nfpm reads.
type recipe struct {
	Contents []struct{ Src, Dst, Type string }
	Scripts  map[string]string
}

func readRecipe(t *testing.T) (r recipe) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "configs/package/nfpm.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// What is renamed or moved must not drop out of the package.
func TestEachFileOfThePackageIsThere(t *testing.T) {
	r := readRecipe(t)
	for _, c := range r.Contents {
		if c.Src == "" || strings.HasPrefix(c.Src, "build/") {
			continue
		}
		if found, err := filepath.Glob(filepath.Join(root, c.Src)); err != nil || len(found) == 0 {
			t.Errorf("%s: there is no such file for %s (%v)", c.Src, c.Dst, err)
		}
	}
	if len(r.Contents) < 10 {
		t.Errorf("only %d entries were read", len(r.Contents))
	}
}

func TestTheScriptsOfThePackageAreShell(t *testing.T) {
	scripts := readRecipe(t).Scripts
	if len(scripts) != 4 {
		t.Errorf("%d scripts, want 4", len(scripts))
	}
	for when, script := range scripts {
		if out, err := exec.Command("sh", "-n", filepath.Join(root, script)).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", when, err, out)
		}
	}
}
