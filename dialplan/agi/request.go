package agi

import (
	"bufio"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Limits of what a peer may send. Asterisk's own lines are far shorter.
const (
	maxLine   = 8192 // bytes of one line; also the reader's buffer
	maxHeader = 64 << 10
	maxLines  = 300 // of a header, or of an answer in several lines
)

// Request is what Asterisk tells when it connects.
type Request struct {
	Script   string     // the path of the URL, without its first slash
	Query    url.Values // behind it
	Args     []string   // the arguments of AGI() after the URL, as they are: commas inside one have split it
	Channel  string     // "PJSIP/agent1-0000002a"
	UniqueID string
	CallerID string            // "" where Asterisk knows none
	Vars     map[string]string // the whole header, without "agi_"
}

// ErrNotAGI says that what came was no header of Asterisk's.
var ErrNotAGI = errors.New("not a FastAGI header")

// readRequest reads the header up to its empty line. A key that comes twice refuses the whole header: Asterisk writes
// each once, and a line break in a caller's number or name (a SIP header may carry one) can write any key before
// Asterisk does.
func readRequest(r *bufio.Reader) (Request, error) {
	vars, size := map[string]string{}, 0
	for range maxLines {
		line, err := readLine(r)
		if err != nil {
			return Request{}, fmt.Errorf("read the header: %w", err)
		}
		if line == "" {
			return newRequest(vars)
		}
		if size += len(line); size > maxHeader {
			return Request{}, fmt.Errorf("%w: over %d bytes", ErrNotAGI, maxHeader)
		}
		key, value, ok := strings.Cut(line, ":")
		key, ours := strings.CutPrefix(key, "agi_")
		if !ok || !ours || key == "" {
			return Request{}, fmt.Errorf("%w: line %.40q", ErrNotAGI, line)
		}
		if _, twice := vars[key]; twice {
			return Request{}, fmt.Errorf("%w: key %.40q comes twice", ErrNotAGI, key)
		}
		vars[key] = strings.TrimPrefix(value, " ")
	}
	return Request{}, fmt.Errorf("%w: over %d lines", ErrNotAGI, maxLines)
}

func newRequest(vars map[string]string) (Request, error) {
	q := Request{Channel: vars["channel"], UniqueID: vars["uniqueid"], CallerID: vars["callerid"], Vars: vars}
	if q.CallerID == "unknown" {
		q.CallerID = ""
	}
	if len(vars) == 0 {
		return Request{}, fmt.Errorf("%w: empty", ErrNotAGI)
	}
	u, err := url.Parse(vars["request"])
	if err != nil {
		return Request{}, fmt.Errorf("%w: request %.80q", ErrNotAGI, vars["request"])
	}
	q.Query = u.Query()
	q.Script, _, _ = strings.Cut(vars["network_script"], "?")
	for i := 1; ; i++ {
		arg, ok := vars["arg_"+strconv.Itoa(i)]
		if !ok {
			return q, nil
		}
		q.Args = append(q.Args, arg)
	}
}

// Arg is the n-th argument, counted from 0; "" where there is none.
func (q Request) Arg(n int) string {
	if n < 0 || n >= len(q.Args) {
		return ""
	}
	return q.Args[n]
}

// Endpoint is the phone of the channel: "PJSIP/agent1" of "PJSIP/agent1-0000002a".
func (q Request) Endpoint() string { return EndpointOf(q.Channel) }

// EndpointOf is the phone or trunk of a channel's name: "PJSIP/agent1" of "PJSIP/agent1-0000002a".
func EndpointOf(channel string) string {
	if i := strings.LastIndexByte(channel, '-'); i > 0 {
		return channel[:i]
	}
	return channel
}

// pathText is the path for a log.
func (q Request) pathText() string { return fmt.Sprintf("path %.40q", q.Script) }

// errLong says that a line does not end where Asterisk's would.
var errLong = fmt.Errorf("a line of more than %d bytes", maxLine)

// readLine reads one line without its end.
func readLine(r *bufio.Reader) (string, error) {
	b, err := r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return "", errLong
	}
	if err != nil {
		return "", err
	}
	return strings.TrimSuffix(string(b[:len(b)-1]), "\r"), nil
}
