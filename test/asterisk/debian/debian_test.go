package debian_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/debian"
)

func TestUpstreamReadsDebianVersions(t *testing.T) {
	for _, c := range []struct {
		name, version, series string
		want                  bool
	}{
		{"an epoch is not part of the series", "1:22.10.1~dfsg+~cs6.15-1", "22", true},
		{"2 is not 22", "1:22.10.1~dfsg-1", "2", false},
		{"220 is not 22", "1:220.1-1", "22", false},
		{"no series asked: any will do", "3.6.1-1", "", true},
		{"16 is not 22", "1:16.28.0~dfsg-0+deb11u4", "22", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := debian.Upstream(c.version, c.series); got != c.want {
				t.Errorf("Upstream(%q, %q) = %v, want %v", c.version, c.series, got, c.want)
			}
		})
	}
}

func TestNeedNamesEveryMissingProgramAtOnce(t *testing.T) {
	err := debian.Need("sh", "no-such-tool", "nor-this")
	if err == nil || !strings.Contains(err.Error(), "no-such-tool, nor-this") || strings.Contains(err.Error(), " sh,") {
		t.Errorf("got %v, want both missing names and not sh", err)
	}
}

// TestTwoAtOnceUnpackOnce asks twice at once for a small tool; without the lock both would unpack.
func TestTwoAtOnceUnpackOnce(t *testing.T) {
	cache := t.TempDir()
	t.Setenv(debian.CacheEnv, cache)
	t.Setenv("PATH", pathWithout(t, "sipp"))
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	var logs [2]strings.Builder
	var tools [2]string
	var wg sync.WaitGroup
	for i := range tools {
		wg.Go(func() {
			var err error
			if tools[i], err = debian.Tool(ctx, "sipp", &logs[i]); err != nil {
				t.Errorf("Tool: %v", err)
			}
		})
	}
	wg.Wait()
	if n := strings.Count(logs[0].String()+logs[1].String(), "unpacking"); n != 1 {
		t.Errorf("unpacked %d times, want once", n)
	}
	out, _ := exec.Command(tools[0], "-v").CombinedOutput() // sipp -v ends with 99
	if !strings.Contains(string(out), "SIPp v") {
		t.Errorf("%s -v printed %q", tools[0], out)
	}
	left, err := filepath.Glob(filepath.Join(cache, ".unpack-*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left aside: %v %v", left, err)
	}
	t.Logf("%s%s%s", logs[0].String(), logs[1].String(), strings.TrimSpace(string(out)))
}

// pathWithout links everything of /usr/bin but one program into a folder of its own.
func pathWithout(t *testing.T, name string) string {
	t.Helper()
	dir := t.TempDir()
	entries, err := os.ReadDir("/usr/bin")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() == name {
			continue
		}
		if err := os.Symlink(filepath.Join("/usr/bin", e.Name()), filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
