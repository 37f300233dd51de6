package agi

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Reply is Asterisk's answer to one command.
type Reply struct {
	Code   int    // 200
	Result string // what stands after "result="; mostly a number, "" where there is none
	Value  string // in parentheses; it may hold parentheses itself
	Text   string // the whole answer, all its lines
}

// Errors of a command that Asterisk refused.
var (
	ErrUnknownCommand = errors.New("invalid or unknown command")            // 510
	ErrDeadChannel    = errors.New("not permitted on a channel that ended") // 511
	ErrUsage          = errors.New("wrong usage")                           // 520
)

// errGarbled says that command and answer are out of step: nothing more can be understood.
var errGarbled = errors.New("an answer that is none")

// parseReply reads an answer; more tells that it goes on in the next line.
func parseReply(line string) (r Reply, more bool, err error) {
	if len(line) < 3 {
		return r, false, fmt.Errorf("%w: %.40q", errGarbled, line)
	}
	r.Code, err = strconv.Atoi(line[:3])
	if err != nil || r.Code < 100 || len(line) > 3 && line[3] != ' ' && line[3] != '-' {
		return r, false, fmt.Errorf("%w: %.40q", errGarbled, line)
	}
	r.Text = line
	if len(line) > 3 && line[3] == '-' {
		return r, true, nil
	}
	rest, ok := strings.CutPrefix(line[3:], " result=")
	if !ok {
		return r, false, nil
	}
	r.Result, rest, _ = strings.Cut(rest, " ")
	open, end := strings.IndexByte(rest, '('), strings.LastIndexByte(rest, ')')
	if open >= 0 && end > open {
		r.Value = rest[open+1 : end]
	}
	return r, false, nil
}

// err is what the code means.
func (r Reply) err() error {
	var kind error
	switch r.Code {
	case 200:
		return nil
	case 510:
		kind = ErrUnknownCommand
	case 511:
		kind = ErrDeadChannel
	case 520:
		kind = ErrUsage
	default:
		return fmt.Errorf("asterisk answered %.80q", r.Text)
	}
	return fmt.Errorf("%w: asterisk answered %.80q", kind, r.Text)
}
