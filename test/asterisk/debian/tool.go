package debian

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

// Tool returns an executable for a helper program (sipp, espeak-ng, sox, redis-server …): the one in the PATH,
// else one unpacked from the machine's own suite in the same way as Asterisk.
func Tool(ctx context.Context, name string, log io.Writer) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	pattern := fmt.Sprintf("tool-%s_*_%s", name, runtime.GOARCH)
	tree, err := cached(ctx, pattern, func(ctx context.Context, aside string) (string, error) {
		return unpackTool(ctx, name, aside, log)
	})
	if err != nil {
		return "", fmt.Errorf("get %s: %w", name, err)
	}
	return filepath.Join(tree, name), nil
}

func unpackTool(ctx context.Context, name, tree string, log io.Writer) (string, error) {
	m, err := FindMirror(ctx)
	if err != nil {
		return "", err
	}
	pkg := packagesOf([]string{name})[0]
	s, version, err := findSuite(ctx, m, []string{m.Suite, "stable"}, pkg, "", log)
	if err != nil {
		return "", err
	}
	defer s.Close()
	began := time.Now()
	fmt.Fprintf(log, "unpacking %s %s of %s (once; kept in the cache)\n", pkg, version, s.name)
	if err := s.makeTree(ctx, []string{pkg}, tree); err != nil {
		return "", err
	}
	starter := fmt.Sprintf("#!/bin/sh\nexec \"$(dirname \"$(readlink -f \"$0\")\")/run\" %s \"$@\"\n", name)
	if err := os.WriteFile(filepath.Join(tree, name), []byte(starter), 0o755); err != nil {
		return "", err
	}
	fmt.Fprintf(log, "%s ready in %.1f s\n", name, time.Since(began).Seconds())
	return fmt.Sprintf("tool-%s_%s_%s_%s", name, s.codename(ctx), plain(version), runtime.GOARCH), nil
}
