package registers_test

import (
	"io"
	"net"
	"testing"

	"github.com/ringevett/ringevett/test/redistest"
)

// forward carries every connection to from over to to, until the test ends.
func forward(t testing.TB, from, to string) {
	t.Helper()
	var l net.Listener
	redistest.Eventually(t, "the dead server's port is free", func() (err error) {
		l, err = net.Listen("tcp", from)
		return err
	})
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", to)
			if err != nil {
				in.Close()
				continue
			}
			go pass(in, out)
			go pass(out, in)
		}
	}()
}

func pass(from, to net.Conn) {
	io.Copy(to, from)
	to.Close()
	from.Close()
}
