package agi

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"
)

// maxCommand is the longest line that we send: Asterisk reads one of over 8191 bytes as two.
const maxCommand = 8000

// Causes for which a session's context ends; context.Cause tells.
var (
	ErrHangup = errors.New("the channel was hung up")
	ErrClosed = errors.New("asterisk closed the connection")
)

// Session is one AGI() of the dialplan, as long as it lasts. One command is under way at a time.
type Session struct {
	Request  Request
	conn     net.Conn
	in       *bufio.Reader // the one reader of the connection's life: what it buffered must not be lost
	patience time.Duration
	cancel   context.CancelCauseFunc
	answers  chan Reply
	over     chan struct{} // closed when the reader has ended
	fault    error         // why, once over is closed

	mu    sync.Mutex    // one command at a time
	asked chan struct{} // holds a token while an answer is awaited
}

// listen is the reader's loop: HANGUP aside, answers in order. An answer without a question ends the session.
func (s *Session) listen() {
	defer close(s.over)
	for {
		line, err := readLine(s.in)
		if err == nil && line == "HANGUP" {
			s.cancel(ErrHangup)
			continue
		}
		var r Reply
		if err == nil {
			r, err = s.answer(line)
		}
		if err == nil && r.Code < 200 && len(s.asked) > 0 { // "100 Trying": the answer follows
			continue
		}
		if err == nil {
			select {
			case <-s.asked:
			default:
				err = fmt.Errorf("%w: nothing was asked: %.40q", errGarbled, line)
			}
		}
		if err != nil {
			s.fault = err
			s.cancel(fmt.Errorf("%w: %w", ErrClosed, err))
			return
		}
		s.answers <- r
	}
}

// answer reads the rest of an answer in several lines.
func (s *Session) answer(line string) (Reply, error) {
	r, more, err := parseReply(line)
	for n := 0; more && err == nil; n++ {
		if n == maxLines {
			return r, fmt.Errorf("%w: over %d lines", errGarbled, maxLines)
		}
		if line, err = readLine(s.in); err != nil {
			break
		}
		r.Text += "\n" + line
		more = !strings.HasPrefix(line, fmt.Sprintf("%d ", r.Code))
	}
	return r, err
}

// Do sends a command and waits for its answer, at most as long as the server's CommandTimeout and ctx allow. After
// one that got no answer nothing more can be said: the connection is closed.
func (s *Session) Do(ctx context.Context, command string, args ...string) (Reply, error) {
	return s.Long(ctx, s.patience, command, args...)
}

// Long is Do for a command that takes time by nature, such as a sound that is played: limit is for its answer.
func (s *Session) Long(ctx context.Context, limit time.Duration, command string, args ...string) (Reply, error) {
	line, err := commandLine(command, args)
	if err != nil {
		return Reply{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if err := ctx.Err(); err != nil {
		return Reply{}, fmt.Errorf("agi %s: %w", command, err)
	}
	r, err := s.ask(ctx, line)
	if err == nil {
		err = r.err()
	}
	if err != nil {
		return r, fmt.Errorf("agi %s: %w", command, err)
	}
	return r, nil
}

func (s *Session) ask(ctx context.Context, line string) (Reply, error) {
	select {
	case <-s.over:
		return Reply{}, s.ended()
	case s.asked <- struct{}{}:
	}
	until, _ := ctx.Deadline()
	err := s.conn.SetWriteDeadline(until)
	if err == nil {
		_, err = s.conn.Write([]byte(line))
	}
	if err != nil {
		s.conn.Close()
		return Reply{}, err
	}
	select {
	case r := <-s.answers:
		return r, nil
	case <-s.over:
		return Reply{}, s.ended()
	case <-ctx.Done():
		s.conn.Close()
		return Reply{}, ctx.Err()
	}
}

func (s *Session) ended() error { return fmt.Errorf("%w: %w", ErrClosed, s.fault) }

// commandLine quotes the arguments. A line break in one would be a command of its own.
func commandLine(command string, args []string) (string, error) {
	var b strings.Builder
	b.WriteString(command)
	for _, a := range args {
		b.WriteString(` "`)
		b.WriteString(strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(a))
		b.WriteByte('"')
	}
	line := b.String()
	switch {
	case command == "":
		return "", errors.New("agi: no command")
	case strings.ContainsAny(line, "\r\n\x00"):
		return "", fmt.Errorf("agi %.40q: a line break or a zero byte cannot be sent", line)
	case len(line) > maxCommand:
		return "", fmt.Errorf("agi %.40q: %d bytes, at most %d", line, len(line), maxCommand)
	}
	return line + "\n", nil
}

// Var reads a channel variable or a dialplan function; ok is false where it is not set.
func (s *Session) Var(ctx context.Context, name string) (value string, ok bool, err error) {
	r, err := s.Do(ctx, "GET VARIABLE", name)
	return r.Value, err == nil && r.Result == "1", err
}

// SetVar sets a channel variable or a dialplan function.
func (s *Session) SetVar(ctx context.Context, name, value string) error {
	_, err := s.Do(ctx, "SET VARIABLE", name, value)
	return err
}

// Exec runs an application of the dialplan, and gives its result.
func (s *Session) Exec(ctx context.Context, app, args string) (Reply, error) {
	r, err := s.Do(ctx, "EXEC", app, args)
	if err == nil && r.Result == "-2" {
		err = fmt.Errorf("agi EXEC: Asterisk has no application %s", app)
	}
	return r, err
}

// Verbose writes a line on Asterisk's console.
func (s *Session) Verbose(ctx context.Context, text string) error {
	_, err := s.Do(ctx, "VERBOSE", text, "3")
	return err
}
