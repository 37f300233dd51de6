package agi

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ErrNotPlayed says that Asterisk could not open a sound.
var ErrNotPlayed = errors.New("the sound could not be played")

// Answer answers the channel, and waits half a second at most until sound comes from the caller.
func (s *Session) Answer(ctx context.Context) error {
	r, err := s.Do(ctx, "ANSWER")
	return orGone("ANSWER", r, err)
}

// Play plays a sound, named without its ending, until its end or one of keys; key is 0 where none was pressed. length
// is the sound's own. A key pressed between two sounds is lost: Asterisk throws away what comes while no command is
// under way.
func (s *Session) Play(ctx context.Context, sound, keys string, length time.Duration) (key byte, err error) {
	r, err := s.Long(ctx, length+s.patience, "STREAM FILE", sound, keys)
	if err != nil {
		return 0, err
	}
	if r.Result == "0" || r.Result == "-1" {
		return 0, s.played(ctx, r, sound)
	}
	return keyOf(r)
}

// played tells of a sound that no key has cut whether it was played at all. Of one that it has not found Asterisk
// says the same as of a channel that was hung up at once (-1), or as of one that was played (0), but for the
// position. Only a channel that is still there answers on.
func (s *Session) played(ctx context.Context, r Reply, sound string) error {
	if r.endpos() > 0 {
		return orGone("STREAM FILE", r, nil)
	}
	if _, _, err := s.Var(ctx, "PLAYBACKSTATUS"); err != nil {
		return err
	}
	return fmt.Errorf("agi STREAM FILE %.200q: %w", sound, ErrNotPlayed)
}

// WaitKey waits in silence for a key; 0 where none came.
func (s *Session) WaitKey(ctx context.Context, wait time.Duration) (byte, error) {
	r, err := s.Long(ctx, wait+s.patience, "WAIT FOR DIGIT", strconv.FormatInt(wait.Milliseconds(), 10))
	if err := orGone("WAIT FOR DIGIT", r, err); err != nil {
		return 0, err
	}
	return keyOf(r)
}

// Gosub runs a subroutine of the dialplan until its Return(), which must come within limit. Its arguments hold no
// commas.
func (s *Session) Gosub(ctx context.Context, limit time.Duration, at string, args ...string) error {
	r, err := s.Long(ctx, limit+s.patience, "GOSUB", at, "s", "1", strings.Join(args, ","))
	return orGone("GOSUB", r, err)
}

// orGone is the fault of a command: -1 is Asterisk's word for a channel that was hung up meanwhile.
func orGone(command string, r Reply, err error) error {
	if err == nil && r.Result == "-1" {
		return fmt.Errorf("agi %s: %w", command, ErrHangup)
	}
	return err
}

// keyOf reads a key, which comes as its number in ASCII.
func keyOf(r Reply) (byte, error) {
	n, err := strconv.Atoi(r.Result)
	if err != nil || n != 0 && !strings.ContainsRune("0123456789*#ABCD", rune(n)) {
		return 0, fmt.Errorf("agi: %.40q names no key", r.Text)
	}
	return byte(n), nil
}

// endpos is how far a sound was played, in samples.
func (r Reply) endpos() int64 {
	_, after, _ := strings.Cut(r.Text, "endpos=")
	n, err := strconv.ParseInt(strings.TrimSpace(after), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
