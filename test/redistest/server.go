// Package redistest starts real Redis servers for tests, on free ports of 127.0.0.1.
package redistest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/test/asterisk/debian"
	"github.com/ringevett/ringevett/test/child"
)

// Server is a real Redis, with nothing kept on disk unless asked for.
type Server struct {
	Port    int
	t       testing.TB
	dir     string
	first   []string // the configuration, and what Redis is to be
	args    []string
	process *child.Process
	*goredis.Client
}

// Start starts one with arguments of its own; it ends with the test.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	return start(&Server{
		t: t, Port: FreePort(t), dir: t.TempDir(), args: append([]string{"--save", "", "--appendonly", "no"}, args...),
	})
}

// StartFrom starts one with a copy of what another that has ended left on its disk.
func StartFrom(t testing.TB, other *Server) *Server {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(other.dir)); err != nil {
		t.Fatal(err)
	}
	return start(&Server{t: t, Port: FreePort(t), dir: dir, args: other.args})
}

// StartSentinel starts a Sentinel with a configuration file, which it changes.
func StartSentinel(t testing.TB, conf string) *Server {
	t.Helper()
	return start(&Server{t: t, Port: FreePort(t), dir: t.TempDir(), first: []string{conf, "--sentinel"}})
}

func start(s *Server) *Server {
	s.t.Helper()
	t := s.t
	for range 5 {
		s.Client = goredis.NewClient(&goredis.Options{Addr: s.Addr(), ReadTimeout: 10 * time.Second})
		err := s.boot()
		if err == nil {
			t.Cleanup(func() { s.Client.Close(); s.Kill() })
			return s
		}
		s.Client.Close()
		s.Kill()
		t.Logf("%v: on another port", err)
		s.Port = FreePort(t)
	}
	t.Fatal("redis does not start on any of five ports")
	return nil
}

// Addr is where it listens.
func (s *Server) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.Port)) }

// Restart starts it again, empty, after Kill.
func (s *Server) Restart() {
	s.t.Helper()
	if err := s.boot(); err != nil {
		s.t.Fatal(err)
	}
}

// boot starts it, and waits until it is this process that answers on the port: a port that was free may have been taken
// by another test's Redis since, which would answer as well.
func (s *Server) boot() error {
	s.t.Helper()
	path, err := debian.Tool(context.Background(), "redis-server", io.Discard)
	if err != nil {
		s.t.Skipf("NOT TESTED here: no redis-server: %v", err)
	}
	args := append(s.first, "--port", strconv.Itoa(s.Port), "--bind", "127.0.0.1", "--dir", s.dir)
	args = append(args, s.args...)
	cmd := exec.Command(path, args...)
	if cmd.Stdout, err = os.Create(filepath.Join(s.dir, "out")); err != nil {
		s.t.Fatal(err)
	}
	if s.process, err = child.Start(cmd); err != nil {
		s.t.Fatal(err)
	}
	for end := time.Now().Add(30 * time.Second); ; {
		err := s.answers()
		if err == nil {
			return nil
		}
		select {
		case <-s.process.Ended():
			return fmt.Errorf("redis on port %d has ended: %w", s.Port, err)
		case <-time.After(5 * time.Millisecond):
		}
		if time.Now().After(end) {
			return fmt.Errorf("redis on port %d: not within thirty seconds: %w", s.Port, err)
		}
	}
}

// answers asks for the number of the process that listens.
func (s *Server) answers() error {
	text, err := s.Info(context.Background(), "server").Result()
	if err == nil && !strings.Contains(text, fmt.Sprintf("process_id:%d\r", s.process.Process.Pid)) {
		err = errors.New("another Redis answers there")
	}
	return err
}

// Kill ends it as a power cut would, and waits for its end.
func (s *Server) Kill() { s.process.Kill() }

// Signal sends one to its process.
func (s *Server) Signal(sig syscall.Signal) { s.process.Signal(sig) }

// FreePort is one that the kernel has just given.
func FreePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Eventually asks until there is no error, for at most thirty seconds.
func Eventually(t testing.TB, what string, ask func() error) {
	t.Helper()
	var err error
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); {
		if err = ask(); err == nil {
			return
		}
		<-time.After(5 * time.Millisecond)
	}
	t.Fatal(fmt.Errorf("%s: not within thirty seconds: %w", what, err))
}
