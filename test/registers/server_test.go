package registers_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/test/asterisk"
)

// server is a real Redis on 127.0.0.1, with nothing kept on disk unless asked for.
type server struct {
	t    testing.TB
	port int
	dir  string
	args []string
	cmd  *exec.Cmd
	*goredis.Client
}

func startRedis(t testing.TB, args ...string) *server {
	t.Helper()
	s := &server{t: t, port: freePort(t), dir: t.TempDir(), args: args}
	s.Client = goredis.NewClient(&goredis.Options{Addr: s.addr(), ReadTimeout: 10 * time.Second})
	s.start()
	t.Cleanup(func() { s.Client.Close(); s.kill() })
	return s
}

func (s *server) addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

func (s *server) start() {
	s.t.Helper()
	path, err := asterisk.Tool(context.Background(), "redis-server", io.Discard)
	if err != nil {
		s.t.Skipf("NOT TESTED here: no redis-server: %v", err)
	}
	args := append([]string{"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--dir", s.dir, "--save", "", "--appendonly", "no"}, s.args...)
	s.cmd = exec.Command(path, args...)
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if s.cmd.Stdout, err = os.Create(filepath.Join(s.dir, "log")); err != nil {
		s.t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	eventually(s.t, "redis answers", func() error { return s.Ping(context.Background()).Err() })
}

// kill ends it as a power cut would, and waits for its end.
func (s *server) kill() {
	s.cmd.Process.Signal(syscall.SIGCONT)
	s.cmd.Process.Kill()
	s.cmd.Wait()
}

func (s *server) signal(sig syscall.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// eventually asks until there is no error, for at most ten seconds.
func eventually(t testing.TB, what string, ask func() error) {
	t.Helper()
	var err error
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		if err = ask(); err == nil {
			return
		}
		<-time.After(5 * time.Millisecond)
	}
	t.Fatal(fmt.Errorf("%s: not within ten seconds: %w", what, err))
}
