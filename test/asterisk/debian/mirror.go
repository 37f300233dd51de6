package debian

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

// MirrorEnv overrides the mirror that apt's own configuration names.
const MirrorEnv = "RINGEVETT_DEBIAN_MIRROR"

// Mirror is where the machine's apt gets Debian from, and the suite the machine itself runs.
type Mirror struct {
	URL   string
	Suite string
}

// FindMirror asks apt for its Debian mirror; it works where `apt-get update` never ran, and needs no root.
func FindMirror(ctx context.Context) (Mirror, error) {
	if err := Need("apt-get", "apt-cache", "dpkg-deb", "tar"); err != nil {
		return Mirror{}, err
	}
	var found []Mirror
	lists, err := output(ctx, "apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(LABEL)",
		"Created-By: Packages")
	if err == nil {
		found = fromIndexTargets(lists)
	}
	if len(found) == 0 { // no lists yet: the addresses apt would fetch them from
		uris, err := output(ctx, "apt-get", "-o", "Debug::NoLocking=1", "--print-uris", "update")
		if err != nil {
			return Mirror{}, fmt.Errorf("ask apt for its sources: %w", err)
		}
		found = fromUpdateURIs(uris)
	}
	url := os.Getenv(MirrorEnv)
	for _, m := range found {
		if !sideSuite(m.Suite) {
			if url != "" {
				m.URL = url
			}
			return m, nil
		}
	}
	if url != "" {
		return Mirror{URL: url, Suite: "stable"}, nil
	}
	return Mirror{}, fmt.Errorf("%w: apt's configuration names no Debian mirror (set %s to give one)", ErrUnavailable,
		MirrorEnv)
}

func fromIndexTargets(text string) []Mirror {
	var out []Mirror
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) == 3 && f[2] == "Debian" {
			out = append(out, Mirror{URL: strings.TrimSuffix(f[0], "/"), Suite: f[1]})
		}
	}
	return out
}

func fromUpdateURIs(text string) []Mirror {
	line := regexp.MustCompile(`(?m)^'(\S+?)/dists/([^/' ]+)/(?:InRelease|main/binary-)`)
	var out []Mirror
	for _, m := range line.FindAllStringSubmatch(text, -1) {
		// Other vendors' sources look alike; Debian's archive always ends in /debian.
		if strings.HasSuffix(m[1], "/debian") {
			out = append(out, Mirror{URL: m[1], Suite: m[2]})
		}
	}
	return out
}

func sideSuite(name string) bool {
	return strings.Contains(name, "-") // bookworm-updates, -security, -backports
}

func output(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return string(out), fmt.Errorf("%s %s: %w: %s", name, verb(args), err, lastLines(errs.String(), 3))
	}
	return string(out), nil
}

// verb is the first argument that is no option: what apt was asked to do.
func verb(args []string) string {
	for i, a := range args {
		if !strings.HasPrefix(a, "-") && (i == 0 || args[i-1] != "-o") {
			return a
		}
	}
	return ""
}

func lastLines(s string, n int) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "; ")
}
