package debian

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"time"
)

//go:embed run.sh
var runScript string

// Asterisk returns the folder of an unpacked Asterisk of the series ("22", "16"), fetching it when the cache has none.
// In it `run asterisk …` starts the program.
func Asterisk(ctx context.Context, series string, log io.Writer) (string, error) {
	pattern := fmt.Sprintf("asterisk-%s_*_%s", series, runtime.GOARCH)
	return cached(ctx, pattern, func(ctx context.Context, aside string) (string, error) {
		m, err := FindMirror(ctx)
		if err != nil {
			return "", err
		}
		s, version, err := findSuite(ctx, m, asteriskSuites(series, m.Suite), "asterisk", series, log)
		if err != nil {
			return "", err
		}
		defer s.Close()
		began, code := time.Now(), s.codename(ctx)
		fmt.Fprintf(log, "unpacking asterisk %s of %s (once; kept in the cache)\n", version, code)
		pkgs := []string{"asterisk", "asterisk-modules", "asterisk-core-sounds-en-gsm"}
		if err := s.makeTree(ctx, pkgs, aside); err != nil {
			return "", fmt.Errorf("get asterisk %s from %s: %w", version, code, err)
		}
		fmt.Fprintf(log, "asterisk %s ready in %.1f s\n", version, time.Since(began).Seconds())
		return fmt.Sprintf("asterisk-%s_%s_%s_%s", series, code, plain(version), runtime.GOARCH), nil
	})
}

// asteriskSuites is the order of asking: the likeliest first, since each question costs an index of some megabytes.
func asteriskSuites(series, own string) []string {
	if series == "16" { // the last release that carried 16
		return []string{"bullseye", "oldoldstable", "oldstable", own}
	}
	return []string{"testing", "forky", "sid", "stable", "trixie", own, "oldstable", "bookworm"}
}

// makeTree fetches, unpacks, brings libraries together, prunes, and leaves the starter `run`.
func (s *suite) makeTree(ctx context.Context, pkgs []string, tree string) error {
	if err := s.unpack(ctx, pkgs, tree); err != nil {
		return err
	}
	libs, err := libraryFolder(ctx, tree)
	if err != nil {
		return err
	}
	if err := linkLoader(tree, libs); err != nil {
		return err
	}
	modules := []string{filepath.Join(libs, "asterisk/modules"), filepath.Join(tree, "usr/lib/asterisk/modules")}
	if err := removeStrangers(modules...); err != nil {
		return err
	}
	roots := programs(
		append(modules, filepath.Join(tree, "usr/bin"), filepath.Join(tree, "usr/sbin"), filepath.Join(tree, "bin"))...,
	)
	if err := prune(libs, roots); err != nil {
		return err
	}
	os.RemoveAll(filepath.Join(libs, "gconv")) // eight megabytes of unused character sets
	return os.WriteFile(filepath.Join(tree, "run"), []byte(runScript), 0o755)
}

// linkLoader gives the tree's dynamic loader the one name the starter looks for.
func linkLoader(tree, libs string) error {
	for _, pattern := range []string{
		libs + "/ld-linux*.so.*", tree + "/lib64/ld-linux*.so.*", tree + "/lib/ld-linux*.so.*", libs + "/ld-2*.so",
	} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			continue
		}
		real, err := filepath.EvalSymlinks(found[0])
		if err != nil {
			real = filepath.Join(libs, filepath.Base(found[0]))
		}
		target, err := filepath.Rel(libs, real)
		if err != nil {
			return fmt.Errorf("find the tree's loader: %w", err)
		}
		return os.Symlink(target, filepath.Join(libs, "ld-tree.so"))
	}
	return fmt.Errorf("the unpacked tree has no dynamic loader")
}

// plain makes a Debian version fit for a folder name.
func plain(version string) string {
	return regexp.MustCompile(`[^A-Za-z0-9.+~-]`).ReplaceAllString(version, "-")
}
