package test_test

import (
	"go/ast"
	"regexp"
	"strings"
	"testing"
)

// TestThePackagesAreReadInOrder holds daemon/README.md's order of reading: each package that it names is on a floor
// and has a comment that says more than a line, and each rule and each room that acts on a call is named.
func TestThePackagesAreReadInOrder(t *testing.T) {
	_, text, _ := strings.Cut(read(t, "daemon/README.md"), "\n## Read it in this order\n")
	text, _, _ = strings.Cut(text, "\n## ")
	named, docs := map[string]bool{}, packageDocs(t)
	for _, m := range regexp.MustCompile("(?m)^[0-9]+\\. `([a-z]+)`").FindAllStringSubmatch(text, -1) {
		pkg := "daemon/" + m[1]
		named[pkg] = true
		if _, known := house[pkg]; !known {
			t.Errorf("daemon/README.md: %s is on no floor", pkg)
		}
		// A room that is only planned has no files yet.
		if doc, built := docs[pkg]; built && len(strings.Fields(doc)) < 20 {
			t.Errorf("%s: its package comment says too little: %q", pkg, doc)
		}
	}
	if len(named) < 15 {
		t.Errorf("only %d packages were found in the order", len(named))
	}
	for pkg := range docs {
		if place := house[pkg]; (place.floor == service || place.floor == engine) && !named[pkg] && !apart[pkg] {
			t.Errorf("daemon/README.md: %s is missing in the order of reading", pkg)
		}
	}
}

// apart are the packages on these two floors that are no part of a call's way.
var apart = map[string]bool{
	"daemon/simulate": true, "daemon/probe": true, "daemon/keyfile": true, "daemon/tick": true,
	"daemon/parts": true,
}

// packageDocs are the comments of the daemon's packages; "" for one without.
func packageDocs(t *testing.T) map[string]string {
	docs := map[string]string{}
	for _, f := range goFiles(t) {
		dir, _, _ := strings.Cut(strings.TrimPrefix(f.path, "daemon/"), "/")
		if f.isTest() || !strings.HasPrefix(f.path, "daemon/") || strings.HasSuffix(dir, ".go") {
			continue
		}
		docs["daemon/"+dir] += docOf(f.ast)
	}
	return docs
}

func docOf(f *ast.File) string {
	if f.Doc == nil {
		return ""
	}
	return f.Doc.Text()
}

// TestTheMapHasEachPackage holds the README's map against the packages, but for the rooms, which daemon/README.md
// lists.
func TestTheMapHasEachPackage(t *testing.T) {
	_, text, _ := strings.Cut(read(t, "README.md"), "\n## The map\n")
	for pkg := range packageDocs(t) {
		if house[pkg].floor != service && !strings.Contains(text, "\n"+pkg+" ") {
			t.Errorf("README.md: %s is not on the map", pkg)
		}
	}
}
