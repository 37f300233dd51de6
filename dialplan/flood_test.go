package dialplan_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/dialplan/agi"
)

// patience is what the dialplan gives the guard (RINGEVETT_PATIENCE) before a call goes on without it, or is refused.
const patience = 3 * time.Second

// starved is how long a machine that does other things may keep the test from running. It is no time of the guard's.
const starved = time.Minute

// asterisk is a peer with the key, which asks the guard once and gives how long the verdict took.
func asterisk(addr string) (took time.Duration, err error) {
	began := time.Now()
	c, err := net.DialTimeout("tcp", addr, starved)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	c.SetDeadline(began.Add(starved))
	io.WriteString(c, strings.Replace(visitHead, "{arg}", "22000009", 1))
	in, said := bufio.NewReader(c), ""
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return 0, fmt.Errorf("after %v and %q: %w", time.Since(began), said, err)
		}
		said += line
		switch {
		case strings.HasPrefix(line, `SET VARIABLE "RINGEVETT_VERDICT" "allow"`):
			return time.Since(began), nil
		case strings.HasPrefix(line, `GET VARIABLE "RINGEVETT_AGI_KEY"`):
			io.WriteString(c, "200 result=1 (secret)\n")
		default:
			io.WriteString(c, "200 result=1\n")
		}
	}
}

const visitHead = "agi_network_script: guard\nagi_request: agi://127.0.0.1/guard\nagi_channel: PJSIP/101-00000001\nagi_uniqueid: 7.5\n" +
	"agi_arg_1: \nagi_arg_2: \nagi_arg_3: {arg}\n\n"

// attack is what a local process does with its connections, so many at a time, each followed by another.
type attack struct {
	name string
	many int // at a time
	do   func(ctx context.Context, c net.Conn)
}

func attacks() []attack {
	return []attack{
		{"nobody else", 0, nil},
		{"silent connections", 400, func(ctx context.Context, _ net.Conn) {
			<-ctx.Done()
		}},
		{"more silent connections than there is room for", 1500, func(ctx context.Context, c net.Conn) {
			io.Copy(io.Discard, c)
		}},
		{"headers that trickle", 400, func(ctx context.Context, c net.Conn) {
			for _, b := range []byte(visitHead) {
				if _, err := c.Write([]byte{b}); err != nil || ctx.Err() != nil {
					return
				}
				<-time.After(20 * time.Millisecond)
			}
		}},
		{"whole headers without an answer", 400, func(ctx context.Context, c net.Conn) {
			io.WriteString(c, visitHead)
			io.Copy(io.Discard, c)
		}},
		{"whole headers and a wrong key, at full speed", 16, func(_ context.Context, c net.Conn) {
			io.WriteString(c, visitHead+"200 result=1 (guess)\n")
			io.Copy(io.Discard, c)
		}},
		{"connections that are opened and closed, at full speed", 16, func(context.Context, net.Conn) {}},
		{"long headers of another's, at full speed", 16, func(_ context.Context, c net.Conn) {
			io.WriteString(c, "agi_x: "+strings.Repeat("y", 8000)+"\n"+strings.Repeat("z\n", 10))
			io.Copy(io.Discard, c)
		}},
	}
}

// run attacks until ctx ends, and counts the connections that it made.
func (a attack) run(ctx context.Context, addr string, n *atomic.Int64) {
	var all sync.WaitGroup
	for range a.many {
		all.Go(func() {
			for ctx.Err() == nil {
				c, err := net.Dial("tcp", addr)
				if err != nil {
					continue
				}
				n.Add(1)
				stop := context.AfterFunc(ctx, func() { c.Close() })
				a.do(ctx, c)
				stop()
				c.Close()
			}
		})
	}
	all.Wait()
}

// TestTheGuardAnswersAnHonestPhoneUnderAttack: while a local process without the key does its worst, each visit of
// Asterisk gets its verdict and the median one within the time that the dialplan waits. The latencies are printed.
func TestTheGuardAnswersAnHonestPhoneUnderAttack(t *testing.T) {
	args := []string{"", "", "22000009"}
	for _, a := range attacks() {
		t.Run(a.name, func(t *testing.T) {
			ln, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			g := &guard{answer: dialplan.Answer{Allowed: true}}
			srv := &agi.Server{Handler: dialplan.Serve(g, asSent("ringevett-guard-ask", guardVars, args)), Prove: dialplan.Prove("secret"),
				Refusal: dialplan.Refusal, Drain: time.Millisecond, CommandTimeout: starved}
			ctx, stop := context.WithCancel(t.Context())
			ended, over := make(chan error, 1), make(chan struct{})
			var conns atomic.Int64
			go func() { ended <- srv.Serve(ctx, ln) }()
			attacked, cease := context.WithCancel(t.Context())
			go func() { defer close(over); a.run(attacked, ln.Addr().String(), &conns) }()
			for conns.Load() < int64(a.many) { // the attack is under way
				<-time.After(time.Millisecond)
			}
			visits := 50
			if a.many > 1000 { // each waits its turn
				visits = 10
			}
			var took []time.Duration
			began := time.Now()
			for range visits {
				d, err := asterisk(ln.Addr().String())
				if err != nil {
					t.Errorf("visit %d: %v", len(took)+1, err)
				}
				took = append(took, d)
			}
			during := time.Since(began)
			cease()
			<-over
			stop()
			<-ended
			slices.Sort(took)
			if median := took[len(took)/2]; median > patience {
				t.Errorf("the median visit took %v: the dialplan goes on without an answer after %v", median, patience)
			}
			t.Logf("%d visits in %v, %d hostile connections in all: median %v, worst %v", len(took), during.Round(time.Millisecond), conns.Load(),
				took[len(took)/2].Round(10*time.Microsecond), took[len(took)-1].Round(10*time.Microsecond))
		})
	}
}
