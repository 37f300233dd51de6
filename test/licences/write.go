package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

const heading = `Ringevett and what is linked into its program, and under which terms.
The numbers are those of the texts that follow. SQLite, which go-sqlite3
contains, is in the public domain. Of the two licences of freetype its own,
the FTL, is chosen: portions of this software are copyright The FreeType
Project (www.freetype.org). All rights reserved.

`

// texts are licence texts, each once however it is broken into lines.
type texts struct {
	number map[string]int
	inFull []string
}

func (t *texts) add(text string) int {
	words := strings.Join(strings.Fields(text), " ")
	if t.number[words] == 0 {
		t.inFull = append(t.inFull, clean(text))
		t.number[words] = len(t.inFull)
	}
	return t.number[words]
}

// clean takes away what differs without a meaning: line ends, and blanks at them.
func clean(text string) string {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\f", "").Replace(text), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// decoded reads a text in UTF-8, or else in Latin-1, in which some older licences are written.
func decoded(text []byte) string {
	if utf8.Valid(text) {
		return string(text)
	}
	runes := make([]rune, len(text))
	for i, b := range text {
		runes[i] = rune(b)
	}
	return string(runes)
}

// write gives the file: the modules, then the texts.
func write(modules []module) (string, error) {
	var b strings.Builder
	b.WriteString(heading)
	t := &texts{number: map[string]int{}}
	for _, m := range modules {
		files, err := m.terms()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%s\n", strings.TrimSpace(m.path+" "+m.version))
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				return "", fmt.Errorf("%s: %w", m.path, err)
			}
			inModule, err := filepath.Rel(m.dir, name)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(&b, "    (%d) %s\n", t.add(decoded(text)), filepath.ToSlash(inModule))
		}
	}
	for i, text := range t.inFull {
		fmt.Fprintf(&b, "\n%s (%d)\n\n%s\n", strings.Repeat("-", 80), i+1, text)
	}
	return b.String(), nil
}
