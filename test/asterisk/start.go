package asterisk

import (
	"context"
	"errors"
	"io"
	"os"
	"testing"

	"github.com/ringevett/ringevett/test/asterisk/debian"
)

// RequireEnv, when set, turns a test that finds no Asterisk from skipped into failed.
const RequireEnv = "RINGEVETT_REQUIRE_ASTERISK"

// Start gives a test a PBX that stops with it. Where none can be had the test is skipped, saying why.
func Start(t testing.TB, o Options) *PBX {
	t.Helper()
	if o.Log == nil {
		o.Log = t.Output()
	}
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	p, err := New(context.Background(), o)
	if errors.Is(err, debian.ErrUnavailable) && os.Getenv(RequireEnv) == "" {
		t.Skipf("NO ASTERISK, NOT TESTED: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	WatchLag(t)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("asterisk's last warnings:\n%s", p.LogTail(20))
		}
		if err := p.Stop(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// Tool returns the path of a helper program, from the PATH or unpacked from Debian; see debian.Tool.
func Tool(ctx context.Context, name string, log io.Writer) (string, error) {
	return debian.Tool(ctx, name, log)
}

// Need names every missing program at once; see debian.Need.
func Need(names ...string) error { return debian.Need(names...) }
