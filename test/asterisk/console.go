package asterisk

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"time"
)

// consoleLimit is for a command whose context has no end of its own.
const consoleLimit = time.Minute

// CLI runs one command on Asterisk's console and returns what it printed. It speaks to the control socket itself, as
// asterisk -rx does; to start a second Asterisk for each command costs a tenth of a boot.
func (p *PBX) CLI(ctx context.Context, command string) (string, error) {
	var to net.Dialer
	conn, err := to.DialContext(ctx, "unix", filepath.Join(p.Dir, "run", "asterisk.ctl"))
	if err != nil {
		return "", fmt.Errorf("console: %q: %w", command, err)
	}
	defer conn.Close()
	until, ok := ctx.Deadline()
	if !ok {
		until = time.Now().Add(consoleLimit)
	}
	if err := conn.SetDeadline(until); err != nil {
		return "", err
	}
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) }) // long past: reading ends now
	defer stop()
	if _, err := conn.Write([]byte("cli quit after " + command + "\x00")); err != nil {
		return "", fmt.Errorf("console: %q: %w", command, err)
	}
	out, err := io.ReadAll(conn)
	if err != nil {
		return string(out), fmt.Errorf("console: %q: %w", command, err)
	}
	return printed(out), nil
}

// printed is what a command printed, without the first line, by which Asterisk names itself, and without the lines
// that it marks as a log's.
func printed(out []byte) string {
	_, out, _ = bytes.Cut(out, []byte("\n"))
	var text bytes.Buffer
	for line := range bytes.Lines(out) {
		if line[0] < 0x80 && line[0] != 0x7f {
			text.Write(bytes.ReplaceAll(line, []byte{0}, nil))
		}
	}
	return text.String()
}
