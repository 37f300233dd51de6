package debian

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// suite is one suite of the mirror, seen through an apt configuration of its own with an empty package status.
type suite struct {
	name string // as asked for: testing, sid, bookworm …
	dir  string // apt's state and cache, thrown away afterwards
	opts []string
}

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"

// openSuite fetches the index of one suite. The machine's own apt settings (proxy, certificates) stay in force;
// its sources, package status and lock do not.
func openSuite(ctx context.Context, m Mirror, name string) (*suite, error) {
	dir, err := os.MkdirTemp("", "ringevett-apt-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for apt: %w", err)
	}
	s := &suite{name: name, dir: dir}
	for _, d := range []string{"lists/partial", "archives/partial", "parts"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	source := fmt.Sprintf("deb %s%s %s main\n", signedBy(), m.URL, name)
	err = errors.Join(os.WriteFile(filepath.Join(dir, "status"), nil, 0o644),
		os.WriteFile(filepath.Join(dir, "sources.list"), []byte(source), 0o644))
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.opts = aptOptions(dir)
	if _, err := s.apt(ctx, "apt-get", "-qq", "-o", "Acquire::Retries=1", "-o", "APT::Update::Error-Mode=any",
		"update"); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func signedBy() string {
	if _, err := os.Stat(keyring); err != nil {
		return ""
	}
	return "[signed-by=" + keyring + "] "
}

func aptOptions(dir string) []string {
	var out []string
	for _, o := range []string{
		"Dir::Etc::sourcelist=" + dir + "/sources.list", "Dir::Etc::sourceparts=" + dir + "/parts",
		"Dir::Etc::preferences=/dev/null", "Dir::Etc::preferencesparts=" + dir + "/parts",
		"Dir::State=" + dir, "Dir::State::lists=" + dir + "/lists", "Dir::State::status=" + dir + "/status",
		"Dir::Cache=" + dir, "Dir::Cache::archives=" + dir + "/archives", "Dir::Log=" + dir,
		"APT::Install-Recommends=false", "Acquire::Languages=none", "Acquire::Retries=3",
		// a machine whose clock is odd must still get its index
		"Acquire::Check-Valid-Until=false", "Acquire::Check-Date=false",
		"Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false",
		"Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false",
		"APT::Sandbox::User=", "Debug::NoLocking=true",
	} {
		out = append(out, "-o", o)
	}
	return out
}

// Close removes what apt fetched for this suite.
func (s *suite) Close() error { return os.RemoveAll(s.dir) }

func (s *suite) apt(ctx context.Context, program string, args ...string) (string, error) {
	return output(ctx, program, append(slices.Clone(s.opts), args...)...)
}

// version is what the suite carries of a package, newest first taken; empty when it carries none.
func (s *suite) version(ctx context.Context, pkg string) (string, error) {
	out, err := s.apt(ctx, "apt-cache", "madison", pkg)
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(out) {
		if f := strings.Split(line, "|"); len(f) == 3 {
			return strings.TrimSpace(f[1]), nil
		}
	}
	return "", nil
}

// codename is the lasting name of a suite that may have been asked for as "testing" or "stable".
func (s *suite) codename(ctx context.Context) string {
	out, err := s.apt(ctx, "apt-get", "indextargets", "--format", "$(CODENAME)", "Created-By: Packages")
	if name := strings.TrimSpace(out); err == nil && name != "" {
		return strings.Fields(name)[0]
	}
	return s.name
}

// closure lists everything that installing pkgs on an empty machine would bring.
func (s *suite) closure(ctx context.Context, pkgs []string) ([]string, error) {
	out, err := s.apt(ctx, "apt-get", append([]string{"-qq", "-y", "--print-uris", "install"}, pkgs...)...)
	if err != nil {
		return nil, err
	}
	var names []string
	for line := range strings.Lines(out) {
		if f := strings.Fields(line); len(f) > 1 { // 'uri' file.deb size hash
			name, _, _ := strings.Cut(f[1], "_")
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("apt found nothing to fetch for %s in %s", strings.Join(pkgs, " "), s.name)
	}
	return names, nil
}
