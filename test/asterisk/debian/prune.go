package debian

import (
	"debug/elf"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// strangers are Asterisk modules for databases, directories, sound cards and the like, which bring most libraries
// and which no instance here loads.
var strangers = regexp.MustCompile(`odbc|pgsql|ldap|_lua|jack|console|dahdi|calendar|xmpp|radius|snmp|` +
	`corosync|spandsp|` +
	`imap|sqlite|tds|mobile|unistim|mysql|codec2|speex|portaudio|res_stir_shaken`)

// removeStrangers takes those modules away.
func removeStrangers(modules ...string) error {
	for _, file := range programs(modules...) {
		if strangers.MatchString(filepath.Base(file)) {
			if err := os.Remove(file); err != nil {
				return fmt.Errorf("prune modules: %w", err)
			}
		}
	}
	return nil
}

// prune removes the shared libraries that none of the roots (programs and modules) reaches.
func prune(libs string, roots []string) error {
	wanted := map[string]bool{}
	queue := slices.Clone(roots)
	for len(queue) > 0 {
		file := queue[0]
		queue = queue[1:]
		for _, soname := range needed(file) {
			if !wanted[soname] {
				wanted[soname] = true
				queue = append(queue, filepath.Join(libs, soname))
			}
		}
	}
	keep := map[string]bool{}
	for soname := range wanted {
		keep[soname] = true
		if real, err := filepath.EvalSymlinks(filepath.Join(libs, soname)); err == nil {
			keep[filepath.Base(real)] = true
		}
	}
	return removeExcept(libs, keep)
}

func removeExcept(libs string, keep map[string]bool) error {
	entries, err := os.ReadDir(libs)
	if err != nil {
		return fmt.Errorf("prune libraries: %w", err)
	}
	for _, e := range entries {
		name := e.Name()
		loadedByName := strings.HasPrefix(name, "libnss_") || strings.HasPrefix(name, "ld-") ||
			strings.HasPrefix(name, "libresolv")
		if e.IsDir() || keep[name] || loadedByName || !strings.Contains(name, ".so") {
			continue
		}
		if err := os.Remove(filepath.Join(libs, name)); err != nil {
			return fmt.Errorf("prune libraries: %w", err)
		}
	}
	return nil
}

func needed(file string) []string {
	f, err := elf.Open(file)
	if err != nil {
		return nil // not a program
	}
	defer f.Close()
	names, err := f.ImportedLibraries()
	if err != nil {
		return nil // a static one
	}
	return names
}

// programs lists every file below the folders.
func programs(folders ...string) []string {
	var out []string
	for _, dir := range folders {
		filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				out = append(out, path)
			}
			return nil // a folder that is not there has no programs
		})
	}
	return out
}
