package debian

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// unreachable is how apt says that the mirror itself cannot be had, as against a suite it does not carry.
var unreachable = regexp.MustCompile(`Could not connect|Could not resolve|Temporary failure resolving|Connection ` +
	`refused|timed out`)

// findSuite asks the suites one after the other for a package whose upstream version begins with prefix.
// The first that carries it is returned open; otherwise the error says what was asked and what was found.
func findSuite(
	ctx context.Context, m Mirror, names []string, pkg, prefix string, log io.Writer,
) (*suite, string, error) {
	var asked []string
	seen := map[string]bool{}
	for _, name := range names {
		if seen[name] {
			continue
		}
		seen[name] = true
		fmt.Fprintf(log, "asking suite %s for %s\n", name, strings.TrimSpace(pkg+" "+prefix))
		s, err := openSuite(ctx, m, name)
		if ctx.Err() != nil {
			return nil, "", fmt.Errorf("look for %s: %w", pkg, ctx.Err())
		}
		if err != nil && unreachable.MatchString(err.Error()) { // the others would be no better
			return nil, "", fmt.Errorf("%w: mirror %s does not answer: %w", ErrUnavailable, m.URL, err)
		}
		if err != nil {
			asked = append(asked, fmt.Sprintf("%s: no index: %v", name, err))
			continue
		}
		version, err := s.version(ctx, pkg)
		if err == nil && version != "" && Upstream(version, prefix) {
			return s, version, nil
		}
		seen[s.codename(ctx)] = true // testing and forky are one suite: ask once
		asked = append(asked, fmt.Sprintf("%s (%s): %s", name, s.codename(ctx), orNone(version)))
		s.Close()
	}
	return nil, "", fmt.Errorf("%w: no suite of the mirror carries %s; asked: %s",
		ErrUnavailable, strings.TrimSpace(pkg+" "+prefix), strings.Join(asked, "; "))
}

// Upstream tells whether a Debian version such as "1:22.10.1~dfsg-1" is of the upstream series "22".
func Upstream(version, series string) bool {
	if _, rest, ok := strings.Cut(version, ":"); ok {
		version = rest
	}
	return series == "" || version == series || strings.HasPrefix(version, series+".")
}

func orNone(version string) string {
	if version == "" {
		return "none"
	}
	return version
}
