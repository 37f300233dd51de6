package witness

import (
	"context"
	"fmt"
	"net"
	"os"
	"time"
)

// Priority of a head in the system's log: facility daemon, severity notice (RFC 3164, 4.1.1).
const priority = 3<<3 | 5

// Syslog sends the head to the system's log, one Unix datagram to a socket such as /dev/log, in the form of package
// log/syslog. It does so by itself because that package knows no deadline: a log that is full would block it for good.
func Syslog(ctx context.Context, socket string, h Head) error {
	conn, err := (&net.Dialer{}).DialContext(ctx, "unixgram", socket)
	if err != nil {
		return fmt.Errorf("tell the system's log: %w", err)
	}
	defer conn.Close()
	if at, set := ctx.Deadline(); set {
		conn.SetDeadline(at)
	}
	line := fmt.Sprintf("<%d>%s ringevett[%d]: %s\n", priority, time.Now().Format(time.Stamp), os.Getpid(), h)
	if _, err := conn.Write([]byte(line)); err != nil {
		return fmt.Errorf("tell the system's log: %w", err)
	}
	return nil
}
