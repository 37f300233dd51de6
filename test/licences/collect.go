package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// platforms are those that the daemon is built for.
var platforms = [...]string{"amd64", "arm64"}

// module is one that is linked, with the folders of the packages that are.
type module struct {
	path, version, dir string
	packages           []string
}

// collect gives the whole file; root is the folder of our own module.
func collect(ctx context.Context, root string) (string, error) {
	modules, err := linked(ctx, root)
	if err != nil {
		return "", err
	}
	itself, err := goItself(ctx)
	if err != nil {
		return "", err
	}
	return write(append([]module{{path: "Ringevett", dir: root}, itself}, modules...))
}

// linked asks go which modules the daemon's program has on any of the platforms, in the order of their paths.
func linked(ctx context.Context, root string) ([]module, error) {
	found := map[string]*module{}
	for _, arch := range platforms {
		if err := listInto(ctx, root, arch, found); err != nil {
			return nil, err
		}
	}
	var all []module
	for _, m := range found {
		slices.Sort(m.packages)
		m.packages = slices.Compact(m.packages)
		all = append(all, *m)
	}
	slices.SortFunc(all, func(a, b module) int { return cmp.Compare(a.path, b.path) })
	return all, nil
}

func listInto(ctx context.Context, root, arch string, found map[string]*module) error {
	cmd := exec.CommandContext(ctx, "go", "list", "-deps", "-json=Dir,Standard,Module", "./daemon")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH="+arch, "CGO_ENABLED=1")
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go list: %w", err)
	}
	for in := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir      string
			Standard bool
			Module   *struct {
				Path, Version, Dir string
				Main               bool
			}
		}
		switch err := in.Decode(&p); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read what go list printed: %w", err)
		case p.Standard || p.Module == nil || p.Module.Main:
			continue
		}
		m := found[p.Module.Path]
		if m == nil {
			m = &module{path: p.Module.Path, version: p.Module.Version, dir: p.Module.Dir}
			found[m.path] = m
		}
		m.packages = append(m.packages, p.Dir)
	}
}

// ofLicence are the names under which modules keep their terms.
var ofLicence = regexp.MustCompile(`(?i)^(un)?(licen[cs]es?|copying|copyright|notice|patents|ofl)([-._].*)?$`)

// terms are the licence files of a module: beside each package that is linked, and in every folder above it.
func (m module) terms() (files []string, err error) {
	folders := []string{m.dir}
	for _, dir := range m.packages {
		for ; len(dir) > len(m.dir); dir = filepath.Dir(dir) {
			folders = append(folders, dir)
		}
	}
	slices.Sort(folders)
	for _, dir := range slices.Compact(folders) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.path, err)
		}
		for _, e := range entries {
			name := filepath.Join(dir, e.Name())
			switch {
			case !ofLicence.MatchString(e.Name()) || filepath.Ext(name) == ".go":
			case e.IsDir():
				inside, err := filepath.Glob(filepath.Join(name, "*"))
				if err != nil {
					return nil, err
				}
				files = append(files, inside...)
			default:
				files = append(files, name)
			}
		}
	}
	if len(files) == 0 {
		const unknown = "%s %s has no file of its licence: it may not be linked until its terms are known"
		return nil, fmt.Errorf(unknown, m.path, m.version)
	}
	return files, nil
}

// goItself is the runtime and standard library, which are in every Go program.
func goItself(ctx context.Context) (module, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return module{}, fmt.Errorf("go env GOROOT: %w", err)
	}
	return module{path: "the Go runtime and standard library", dir: strings.TrimSpace(string(out))}, nil
}
