package asterisk

import (
	"bufio"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestConsole: a command goes to the control socket as asterisk -rx sends it; what Asterisk says of itself and what it
// marks as a log's line is left out; a console that does not answer ends with the context.
func TestConsole(t *testing.T) {
	dir, err := os.MkdirTemp("", "console") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := os.Mkdir(filepath.Join(dir, "run"), 0o755); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "run", "asterisk.ctl"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	got := make(chan string, 2)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			c.Write([]byte("pbx/17/22.1\n"))
			asked, _ := bufio.NewReader(c).ReadString(0)
			got <- asked
			if asked != "cli quit after hang\x00" {
				c.Write([]byte("\x7f a log's line\nSystem uptime: 1 second\n"))
				c.Close()
			}
		}
	}()
	p := &PBX{Dir: dir}
	out, err := p.CLI(t.Context(), "core show uptime")
	if asked := <-got; err != nil || out != "System uptime: 1 second\n" || asked != "cli quit after core show uptime\x00" {
		t.Errorf("asked %q, got %q, %v", asked, out, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if out, err := p.CLI(ctx, "hang"); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a console that hangs: %q, %v", out, err)
	}
	if _, err := (&PBX{Dir: t.TempDir()}).CLI(t.Context(), "core show uptime"); err == nil {
		t.Error("a console that is not there answers")
	}
}
