package dialplan_test

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/dialplan/agi"
)

// line is the PBX's side of one visit, with the caller at it, in the clock of the test. That the real one does the
// same is shown by test/desk: a key cuts only where it is asked for, and one that comes between two commands is lost
// ("two keys at once"); the limit on the call's time takes the caller away from a server that hangs ("hung in …");
// AGIEXITONHANGUP closes the connection at a hang-up ("hung up in …"); a sound that is not there is no hang-up ("…
// sound is missing"); how Record() ends ("a message, a hash", "silence", "hung up", "recordings cannot be written").
type line struct {
	t      *testing.T
	conn   net.Conn
	in     chan string // commands; closed with the connection
	acts   []act       // in order; each begins with the thing that it is at
	heard  []string
	vars   map[string]string
	limit  time.Time // of the call; zero: none
	hangAt time.Time
	keys   []pressed
	stuck  string // a key that is pressed all the time; "": none
	over   string // why the PBX left the daemon; "": it did not
}

type pressed struct {
	at  time.Time
	key byte
}

// act is what happens once a sound, "wait", "record", "answer", "set NAME", "get NAME" or a call of the port has begun.
type act struct {
	at     string
	after  time.Duration // 0: a tenth of a second
	press  string        // one after the other, 50 ms apart
	speaks time.Duration
	status string        // of the recording; "": by how it ended
	hang   bool          // up, after the keys
	gone   bool          // hung up as the first key is told
	never  bool          // it never ends
	late   time.Duration // it ends so much later: a busy PBX
	answer string        // of the PBX instead of its own
}

// keysApart are two keys that a thumb hits at once.
const keysApart = 50 * time.Millisecond

// take begins the next act if it is at this.
func (p *line) take(at string) (a act) {
	if len(p.acts) == 0 || p.acts[0].at != at {
		return act{}
	}
	a, p.acts = p.acts[0], p.acts[1:]
	when := time.Now().Add(cmp.Or(a.after, 100*time.Millisecond) + a.speaks)
	for _, k := range []byte(a.press) {
		p.keys = append(p.keys, pressed{when, k})
		when = when.Add(keysApart)
	}
	if a.hang {
		p.hangAt = when
	}
	return a
}

// run answers until the daemon or the PBX ends it.
func (p *line) run() {
	for p.over == "" {
		command, ok := p.next()
		if !ok {
			return
		}
		io.WriteString(p.conn, p.answer(fields(command)))
		if p.over != "" {
			io.WriteString(p.conn, "HANGUP\n")
			p.conn.Close()
		}
	}
}

// next waits for a command. A key that comes meanwhile is lost.
func (p *line) next() (string, bool) {
	for {
		select {
		case c, ok := <-p.in:
			return c, ok
		case <-time.After(time.Until(p.soonest())):
			if why := p.ended(); why != "" {
				p.over = why
				io.WriteString(p.conn, "HANGUP\n")
				p.conn.Close()
				return "", false
			}
			p.keys = slices.DeleteFunc(p.keys, func(k pressed) bool { return !k.at.After(time.Now()) })
		}
	}
}

// soonest is when something happens by itself.
func (p *line) soonest() time.Time {
	at := time.Now().Add(time.Hour)
	for _, x := range append([]time.Time{p.limit, p.hangAt}, times(p.keys)...) {
		if !x.IsZero() && x.Before(at) {
			at = x
		}
	}
	return at
}

func times(keys []pressed) (out []time.Time) {
	for _, k := range keys {
		out = append(out, k.at)
	}
	return out
}

func (p *line) ended() string {
	switch now := time.Now(); {
	case !p.hangAt.IsZero() && !p.hangAt.After(now):
		return "hung up"
	case !p.limit.IsZero() && !p.limit.After(now):
		return "away"
	}
	return ""
}

// lasts lets a time pass, until it is over, one of keys, or the end of the call.
func (p *line) lasts(d time.Duration, keys string) (key byte) {
	if p.stuck != "" && strings.Contains(keys, p.stuck) {
		p.keys = append(p.keys, pressed{time.Now().Add(2 * keysApart), p.stuck[0]})
	}
	for end := time.Now().Add(d); ; {
		until := end
		if s := p.soonest(); s.Before(end) {
			until = s
		}
		select {
		case _, ok := <-p.in:
			if ok {
				p.t.Error("a command came before the answer to the one before it")
			}
			p.over = "away" // the daemon has gone, and the PBX goes on by itself
			return 0
		case <-time.After(time.Until(until)):
		}
		if len(p.keys) > 0 && !p.keys[0].at.After(time.Now()) {
			k := p.keys[0].key
			p.keys = p.keys[1:]
			if strings.IndexByte(keys, k) >= 0 {
				return k
			}
		}
		if p.over = p.ended(); p.over != "" || !time.Now().Before(end) {
			return 0
		}
	}
}

func (p *line) answer(c []string) string {
	switch c[0] {
	case "ANSWER":
		return p.quick("answer", "200 result=0\n")
	case "SET VARIABLE":
		p.set(c[1], c[2])
		return p.quick("set "+c[1], "200 result=1\n")
	case "GET VARIABLE":
		if v, ok := p.vars[c[1]]; ok {
			return p.quick("get "+c[1], "200 result=1 ("+v+")\n")
		}
		return p.quick("get "+c[1], "200 result=0\n")
	case "STREAM FILE":
		return p.play(c[1], c[2])
	case "WAIT FOR DIGIT":
		ms, _ := strconv.Atoi(c[1])
		a := p.take("wait")
		return p.long(a, "wait", time.Duration(ms)*time.Millisecond, "0123456789*#ABCD", "")
	case "GOSUB":
		return p.record(c[1], c[4])
	}
	p.t.Errorf("command %q", c)
	return "510 Invalid or unknown command\n"
}

// quick is the answer to what takes no time, unless the caller hangs up in it.
func (p *line) quick(at, answer string) string {
	if a := p.take(at); a.hang {
		p.over = "hung up"
	} else if a.answer != "" {
		return a.answer
	} else if a.never {
		p.lasts(time.Hour, "")
	}
	return answer
}

func (p *line) set(name, value string) {
	p.vars[name] = value
	if name != "TIMEOUT(absolute)" {
		return
	}
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil {
		p.t.Errorf("the limit %q", value)
	}
	p.limit = time.Now().Add(time.Duration(seconds * float64(time.Second)))
}

func (p *line) play(sound, keys string) string {
	name := strings.ReplaceAll(filepath.Base(sound), "-", " ")
	info, err := os.Stat(sound + ".ulaw")
	if err != nil {
		return "200 result=-1 endpos=0\n"
	}
	return p.long(p.take(name), name, time.Duration(info.Size())*time.Second/8000, keys, " endpos=800")
}

// long is the answer to what takes time.
func (p *line) long(a act, name string, d time.Duration, keys, rest string) string {
	if a.never {
		d = time.Hour
	}
	key := p.lasts(d+a.late, keys)
	switch {
	case p.over != "":
		p.heard = append(p.heard, fmt.Sprintf("%s (%s)", name, p.over))
		return "200 result=-1" + rest + "\n"
	case key != 0:
		name += " (" + string(key) + ")"
		if a.gone {
			p.over = "hung up"
		}
	}
	p.heard = append(p.heard, name)
	return cmp.Or(a.answer, fmt.Sprintf("200 result=%d%s\n", key, rest))
}

// record is the subroutine ringevett-desk-record: no limit, the tone, Record(), and the limit again.
func (p *line) record(at, name string) string {
	p.limit = time.Time{}
	a := p.take("record")
	if at != "ringevett-desk-record" || !strings.HasPrefix(name, "ringevett/desk/") {
		p.t.Errorf("recorded by %s in %q", at, name)
	}
	began := time.Now()
	p.lasts(500*time.Millisecond+a.speaks+4*time.Second, "#")
	status := "SILENCE"
	if time.Since(began) < 500*time.Millisecond+a.speaks+4*time.Second {
		status = "DTMF"
	}
	p.vars["RECORD_STATUS"] = cmp.Or(a.status, status)
	p.heard = append(p.heard, "record "+time.Since(began).String())
	if p.over != "" {
		return "100 result=0 Trying...\n200 result=-1 Gosub failed\n"
	}
	p.limit = time.Now().Add(time.Second)
	return cmp.Or(a.answer, "100 result=0 Trying...\n200 result=0 Gosub complete\n")
}

// fields are the command and its arguments.
func fields(command string) []string {
	name, rest, _ := strings.Cut(command, ` "`)
	return append([]string{name}, strings.Split(strings.TrimSuffix(rest, `"`), `" "`)...)
}

// ring makes a call to the desk, and gives the PBX's side when it is over, with what was logged.
func ring(t *testing.T, d *house, pbx dialplan.PBX, head string) (p *line, logged string) {
	near, far := net.Pipe()
	p = &line{
		t: t, conn: near, in: make(chan string), acts: d.acts, stuck: d.stuck, vars: map[string]string{},
		limit: time.Now().Add(time.Second),
	}
	d.line = p
	log := &lines{}
	served := make(chan struct{})
	go func() {
		defer close(served)
		(&agi.Server{Handler: deskOf(d, pbx), Log: log}).ServeConn(d.until(t.Context()), far)
	}()
	go func() {
		defer close(p.in)
		for in := bufio.NewScanner(near); in.Scan(); {
			p.in <- in.Text()
		}
	}()
	io.WriteString(near, head)
	p.run()
	near.Close()
	for range p.in { // the reader ends
	}
	<-served
	return p, strings.Join(log.said, "\n")
}

type lines struct{ said []string }

func (l *lines) Warnf(format string, args ...any) {
	l.said = append(l.said, fmt.Sprintf(format, args...))
}
