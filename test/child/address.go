package child

import (
	"fmt"
	"net"
)

// FreeAddress is a loopback address that was free a moment ago: those who are to talk to a program must name it before
// the program listens.
func FreeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().String(), nil
}
