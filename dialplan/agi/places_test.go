package agi_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringevett/ringevett/dialplan/agi"
)

// proves takes a peer that answers "key", and does nothing more.
func proves(ctx context.Context, s *agi.Session) error {
	v, _, err := s.Var(ctx, "KEY")
	if err == nil && v != "key" {
		err = errors.New("a stranger")
	}
	return err
}

func TestWhoDoesNotProveItselfIsNotServed(t *testing.T) {
	for _, tt := range []struct{ answer, logged string }{
		{"200 result=1 (key)\n", ""},
		{"200 result=1 (other)\n", `path "guard": a stranger`},
		{"200 result=0\n", "a stranger"},
		{"HANGUP\n", ""},
	} {
		near, far := net.Pipe()
		log, over, served := &lines{}, make(chan struct{}), false
		srv := &agi.Server{Log: log, Prove: proves, Handler: agi.HandlerFunc(func(context.Context, *agi.Session) error {
			served = true
			return nil
		})}
		go func() { defer close(over); srv.ServeConn(t.Context(), far) }()
		io.WriteString(near, header)
		bufio.NewReader(near).ReadString('\n')
		io.WriteString(near, tt.answer)
		go io.Copy(io.Discard, near)
		<-over
		near.Close()
		if want := strings.Contains(tt.answer, "(key)"); served != want || !strings.Contains(log.all(), tt.logged) {
			t.Errorf("%q: served %t, logged %q, want %q", tt.answer, served, log.all(), tt.logged)
		}
	}
}

// TestAFloodOfSilentPeersLetsAsteriskThrough: each holds a connection without a word, and the honest one is served at
// once.
func TestAFloodOfSilentPeersLetsAsteriskThrough(t *testing.T) {
	log := &lines{}
	through := make(chan struct{})
	dial, stop := served(t, &agi.Server{Log: log, Prove: proves, Unproven: 8, HeaderTimeout: time.Minute,
		Handler: agi.HandlerFunc(func(context.Context, *agi.Session) error {
			close(through)
			return nil
		})})
	for range 50 {
		dial()
	}
	c := dial()
	io.WriteString(c, header)
	bufio.NewReader(c).ReadString('\n')
	io.WriteString(c, "200 result=1 (key)\n")
	<-through
	stop()
	closed := strings.Count(log.all(), "closed for the next one")
	if closed == 0 || closed > 10 {
		t.Errorf("%d warnings of closed connections, want some, and not one each:\n%s", closed, log.all())
	}
}

// TestTheLogIsNotFilled: ten of a kind a minute, the rest as a count.
func TestTheLogIsNotFilled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := &lines{}
		srv := &agi.Server{Log: log, Handler: agi.Scripts{}}
		junk := func() {
			near, far := net.Pipe()
			over := make(chan struct{})
			go func() { defer close(over); srv.ServeConn(t.Context(), far) }()
			fmt.Fprintln(near, "junk")
			near.Close()
			<-over
		}
		for range 100 {
			junk()
		}
		if n := len(log.said); n != 10 {
			t.Errorf("%d lines, want 10", n)
		}
		time.Sleep(time.Minute)
		junk()
		if last := log.said[len(log.said)-1]; !strings.Contains(last, "and 90 like it, not logged") {
			t.Errorf("then logged %q", last)
		}
	})
}

// TestNoneIsClosedWithinItsGrace: where there is no room the next connection waits until the oldest has had its time,
// and no longer.
func TestNoneIsClosedWithinItsGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var closed, served time.Duration
		srv := &agi.Server{Unproven: 1, Grace: 500 * time.Millisecond, HeaderTimeout: time.Minute,
			Handler: agi.HandlerFunc(func(
				context.Context, *agi.Session,
			) error {
				served = time.Since(began)
				return nil
			})}
		silent, far := net.Pipe()
		go srv.ServeConn(t.Context(), far)
		go func() { io.Copy(io.Discard, silent); closed = time.Since(began) }()
		time.Sleep(100 * time.Millisecond)
		next, far := net.Pipe()
		go srv.ServeConn(t.Context(), far)
		io.WriteString(next, header)
		synctest.Wait()
		if want := 500 * time.Millisecond; closed != want || served != want {
			t.Errorf("the silent one was closed after %v, the next served after %v; want both after %v", closed, served,
				want)
		}
	})
}

// TestALeaverMakesRoom: one that has shown who it is, or has gone, makes room at once.
func TestALeaverMakesRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var served time.Duration
		srv := &agi.Server{Unproven: 1, Grace: 500 * time.Millisecond, HeaderTimeout: time.Minute,
			Handler: agi.HandlerFunc(func(
				context.Context, *agi.Session,
			) error {
				served = time.Since(began)
				return nil
			})}
		first, far := net.Pipe()
		go srv.ServeConn(t.Context(), far)
		synctest.Wait()
		next, far := net.Pipe()
		go srv.ServeConn(t.Context(), far)
		time.Sleep(100 * time.Millisecond)
		first.Close()
		io.WriteString(next, header)
		synctest.Wait()
		if want := 100 * time.Millisecond; served != want {
			t.Errorf("the next was served after %v, want %v", served, want)
		}
	})
}

// TestAPlaceIsGivenBack: however a visit ends, the next one on its path is served.
func TestAPlaceIsGivenBack(t *testing.T) {
	n := 0
	srv := &agi.Server{PerPath: 1, Handler: agi.HandlerFunc(func(context.Context, *agi.Session) error {
		switch n++; n {
		case 1:
			return nil
		case 2:
			return errors.New("a fault")
		}
		panic("a visit that panics")
	})}
	for want := 1; want <= 5; want++ {
		near, far := net.Pipe()
		go func() { io.WriteString(near, header); io.Copy(io.Discard, near) }()
		srv.ServeConn(t.Context(), far)
		near.Close()
		if n != want {
			t.Fatalf("visit %d was not served", want)
		}
	}
}
