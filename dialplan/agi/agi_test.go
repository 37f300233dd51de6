package agi_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/dialplan/agi"
)

const header = "agi_network: yes\nagi_network_script: guard?x=1\nagi_request: agi://127.0.0.1:4573/guard?x=1\n" +
	"agi_channel: PJSIP/agent-1-0000002a\nagi_uniqueid: 1764000000.5\nagi_callerid: unknown\nagi_accountcode: \n" +
	"agi_arg_1: 90 00, 00 01\nagi_arg_2: \n\n"

// dialog is a server's one connection, the test being Asterisk.
type dialog struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
	over chan struct{}
	log  *lines
}

type lines struct {
	mu   sync.Mutex
	said []string
}

func (l *lines) Warnf(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, fmt.Sprintf(format, args...))
}

func (l *lines) all() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.said, "\n")
}

func talk(t *testing.T, do agi.HandlerFunc) *dialog {
	near, far := net.Pipe()
	d := &dialog{t: t, conn: near, in: bufio.NewReader(near), over: make(chan struct{}), log: &lines{}}
	srv := &agi.Server{Handler: do, Log: d.log}
	go func() { defer close(d.over); srv.ServeConn(t.Context(), far) }()
	return d
}

func (d *dialog) send(text string) {
	d.t.Helper()
	if _, err := io.WriteString(d.conn, text); err != nil {
		d.t.Errorf("send %.30q: %v", text, err)
	}
}

func (d *dialog) want(line string) {
	d.t.Helper()
	got, err := d.in.ReadString('\n')
	if got != line+"\n" || err != nil {
		d.t.Errorf("got %q, %v; want %q", got, err, line)
	}
}

func (d *dialog) end() string {
	d.conn.Close()
	<-d.over
	return d.log.all()
}

func TestTheHeaderIsRead(t *testing.T) {
	var got agi.Request
	d := talk(t, func(_ context.Context, s *agi.Session) error { got = s.Request; return nil })
	d.send(header)
	<-d.over
	if got.Script != "guard" || got.Query.Get("x") != "1" || got.UniqueID != "1764000000.5" || got.CallerID != "" ||
		got.Endpoint() != "PJSIP/agent-1" {
		t.Errorf("got %+v, endpoint %s", got, got.Endpoint())
	}
	if diff := cmp.Diff([]string{"90 00, 00 01", ""}, got.Args); diff != "" || got.Arg(0) != "90 00, 00 01" ||
		got.Arg(2) != "" {
		t.Errorf("arguments (-want +got):\n%s", diff)
	}
	if logged := d.end(); logged != "" {
		t.Errorf("logged %q", logged)
	}
}

// A line break in a caller's number or name writes lines of its own into Asterisk's header.
func TestAHeaderWithAnotherHandInItIsRefused(t *testing.T) {
	tests := []struct{ name, header, want string }{
		{"an argument before Asterisk's own",
			"agi_request: agi://h/p\nagi_callerid: 101\nagi_arg_1: 22000009\nagi_arg_1: 90000002\n\n",
			`key "arg_1" comes twice`},
		{"another channel", "agi_request: agi://h/p\nagi_uniqueid: 1.1\nagi_callerid: 101\nagi_uniqueid: 2.2\n\n",
			`key "uniqueid" comes twice`},
		{"a withheld number that is shown",
			"agi_request: agi://h/p\nagi_callerid: 90000054\nagi_callingpres: 0\nagi_callingpres: 35\n\n",
			`"callingpres" comes twice`},
		{"a line that is no key", "agi_request: agi://h/p\nagi_callerid: 101\nx\nagi_arg_1: 90000002\n\n", `line "x"`},
		{"a key of another's", "agi_request: agi://h/p\nX-agi_arg_1: 90000002\n\n", `line "X-agi_arg_1`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			near, far := net.Pipe()
			log, over := &lines{}, make(chan struct{})
			srv := &agi.Server{Handler: agi.HandlerFunc(func(context.Context, *agi.Session) error {
				t.Error("it was served")
				return nil
			}), Refusal: `SET VARIABLE "X" "no"`, Log: log}
			go func() { defer close(over); srv.ServeConn(t.Context(), far) }()
			io.WriteString(near, tt.header[:strings.LastIndex(tt.header, "\n\n")+1])
			near.SetDeadline(time.Now().Add(10 * time.Second))
			said, _ := io.ReadAll(near)
			<-over
			if string(said) != srv.Refusal+"\n" || !strings.Contains(log.all(), tt.want) {
				t.Errorf("said %q, logged %q, want it to name %s", said, log.all(), tt.want)
			}
		})
	}
}

func TestCommandsAndTheirAnswers(t *testing.T) {
	tests := []struct {
		name          string
		do            func(ctx context.Context, s *agi.Session) (any, error)
		sent, answer  string
		want          any
		wantErr       error
		wantErrOfText string
	}{
		{"a variable that is set", variable("X"), `GET VARIABLE "X"`, "200 result=1 (a value)\n", "a value true", nil,
			""},
		{"one with parentheses in it", variable("X"), `GET VARIABLE "X"`, "200 result=1 (a (b) c))\n", "a (b) c) true",
			nil, ""},
		{"one that is not set", variable("X"), `GET VARIABLE "X"`, "200 result=0\n", " false", nil, ""},
		{"quotes and backslashes are kept", setVar("X", `a "b" \`), `SET VARIABLE "X" "a \"b\" \\"`, "200 result=1\n",
			nil, nil, ""},
		{"the hang-up comes between command and answer", setVar("X", "1"), `SET VARIABLE "X" "1"`,
			"HANGUP\n200 result=1\n", nil, nil, ""},
		{"and after it in one piece", setVar("X", "1"), `SET VARIABLE "X" "1"`, "200 result=1\nHANGUP\n", nil, nil, ""},
		{"an unknown command", setVar("X", "1"), `SET VARIABLE "X" "1"`, "510 Invalid or unknown command\n", nil,
			agi.ErrUnknownCommand, ""},
		{"a dead channel", setVar("X", "1"), `SET VARIABLE "X" "1"`,
			"511 Command Not Permitted on a dead channel or intercept routine\n", nil, agi.ErrDeadChannel, ""},
		{"wrong usage, in several lines", setVar("X", "1"), `SET VARIABLE "X" "1"`,
			"520-Invalid command syntax.  Proper usage follows:\nUsage: SET VARIABLE <name> <value>\n520 End of " +
				"proper usage.\n", nil, agi.ErrUsage, ""},
		{"a key that cuts a sound", playing, `STREAM FILE "/s/hi" "12*"`, "200 result=42 endpos=800\n", "*", nil, ""},
		{"a sound that was played whole", playing, `STREAM FILE "/s/hi" "12*"`, "200 result=0 endpos=800\n", "\x00",
			nil, ""},
		{"a hang-up in a sound", playing, `STREAM FILE "/s/hi" "12*"`, "200 result=-1 endpos=800\n", nil, agi.ErrHangup,
			""},
		{"a key that is none", playing, `STREAM FILE "/s/hi" "12*"`, "200 result=7 endpos=800\n", nil, nil,
			"names no key"},
		{"a key that was waited for", waiting, `WAIT FOR DIGIT "5000"`, "200 result=48\n", "0", nil, ""},
		{"a subroutine, which Asterisk announces", sub, `GOSUB "here" "s" "1" "a,b"`,
			"100 result=0 Trying...\n200 result=0 Gosub complete\n", nil, nil, ""},
		{"a hang-up in a subroutine", sub, `GOSUB "here" "s" "1" "a,b"`,
			"100 result=0 Trying...\n200 result=-1 Gosub failed\n", nil, agi.ErrHangup, ""},
		{"an application that is not there", exec("Nope"), `EXEC "Nope" ""`, "200 result=-2\n", nil, nil,
			"no application Nope"},
		{"garbage instead of an answer", setVar("X", "1"), `SET VARIABLE "X" "1"`, "hello\n", nil, agi.ErrClosed, ""},
		{"a line without an end", setVar("X", "1"), `SET VARIABLE "X" "1"`,
			"200 result=1 (" + strings.Repeat("x", 9000) + "\n", nil, agi.ErrClosed, ""},
		{"the connection closes instead", setVar("X", "1"), `SET VARIABLE "X" "1"`, "", nil, agi.ErrClosed, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got any
			var err error
			d := talk(t, func(ctx context.Context, s *agi.Session) error {
				got, err = tt.do(context.WithoutCancel(ctx), s)
				return nil
			})
			d.send(header)
			d.want(tt.sent)
			if tt.answer == "" {
				d.conn.Close()
			} else {
				io.WriteString(d.conn, tt.answer) // a server that has understood enough hears no more
			}
			<-d.over
			if tt.wantErrOfText != "" && (err == nil || !strings.Contains(err.Error(), tt.wantErrOfText)) ||
				tt.wantErrOfText == "" && !errors.Is(err, tt.wantErr) {
				t.Errorf("got %v, want %v %s", err, tt.wantErr, tt.wantErrOfText)
			}
			if tt.want != nil && got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func playing(ctx context.Context, s *agi.Session) (any, error) {
	key, err := s.Play(ctx, "/s/hi", "12*", time.Second)
	return string(key), err
}

func waiting(ctx context.Context, s *agi.Session) (any, error) {
	key, err := s.WaitKey(ctx, 5*time.Second)
	return string(key), err
}

func sub(ctx context.Context, s *agi.Session) (any, error) {
	return nil, s.Gosub(ctx, time.Minute, "here", "a", "b")
}

func variable(name string) func(context.Context, *agi.Session) (any, error) {
	return func(ctx context.Context, s *agi.Session) (any, error) {
		v, ok, err := s.Var(ctx, name)
		return fmt.Sprint(v, " ", ok), err
	}
}

func setVar(name, value string) func(context.Context, *agi.Session) (any, error) {
	return func(ctx context.Context, s *agi.Session) (any, error) { return nil, s.SetVar(ctx, name, value) }
}

func exec(app string) func(context.Context, *agi.Session) (any, error) {
	return func(ctx context.Context, s *agi.Session) (any, error) {
		_, err := s.Exec(ctx, app, "")
		return nil, err
	}
}

func TestWhatWouldBeAnotherCommandIsNotSent(t *testing.T) {
	for name, value := range map[string]string{
		"a line break":         "1\nHANGUP",
		"a carriage return":    "1\rHANGUP",
		"a zero byte":          "1\x00",
		"more than 8000 bytes": strings.Repeat("x", 8000),
		"quotes that grow":     strings.Repeat(`"`, 4000),
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			d := talk(t,
				func(ctx context.Context, s *agi.Session) error { err = s.SetVar(ctx, "X", value); return nil })
			d.send(header)
			if rest, _ := io.ReadAll(d.in); len(rest) > 0 || err == nil {
				t.Errorf("sent %.40q, %v", rest, err)
			}
		})
	}
}

func TestAHangUpEndsTheContextAndNotTheCommands(t *testing.T) {
	var cause, after error
	d := talk(t, func(ctx context.Context, s *agi.Session) error {
		<-ctx.Done()
		cause = context.Cause(ctx)
		after = s.SetVar(context.WithoutCancel(ctx), "X", "1")
		return nil
	})
	d.send(header)
	d.send("HANGUP\n")
	d.want(`SET VARIABLE "X" "1"`)
	d.send("200 result=1\n")
	<-d.over
	if !errors.Is(cause, agi.ErrHangup) || after != nil {
		t.Errorf("got cause %v, then %v", cause, after)
	}
}

func TestAnAnswerNobodyAskedForEndsTheSession(t *testing.T) {
	var cause error
	d := talk(t,
		func(ctx context.Context, _ *agi.Session) error { <-ctx.Done(); cause = context.Cause(ctx); return nil })
	d.send(header)
	d.send("200 result=1\n")
	<-d.over
	if !errors.Is(cause, agi.ErrClosed) || !strings.Contains(cause.Error(), "nothing was asked") {
		t.Errorf("got %v", cause)
	}
}

func TestAPanicIsOneCallsTrouble(t *testing.T) {
	d := talk(t, func(context.Context, *agi.Session) error { panic("broken") })
	d.send(header)
	if rest, _ := io.ReadAll(d.in); len(rest) > 0 {
		t.Errorf("sent %q", rest)
	}
	if logged := d.end(); !strings.Contains(logged, "panic: broken") {
		t.Errorf("logged %q", logged)
	}
}

func TestPeersThatDoNotSpeakAGI(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"a browser":              {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "not a FastAGI header"},
		"a line of 8 kB":         {"agi_x: " + strings.Repeat("x", 8192) + "\n", "more than 8192 bytes"},
		"a header without end":   {lots(400, "y"), "over 300 lines"},
		"a header of 100 kB":     {lots(100, strings.Repeat("y", 1000)), "over 65536 bytes"},
		"nothing but an end":     {"\n", "empty"},
		"a request that is none": {"agi_request: %zz\n\n", "request"},
		"zero bytes":             {strings.Repeat("\x00", 100) + "\n", "not a FastAGI header"},
	} {
		t.Run(name, func(t *testing.T) {
			d := talk(t, func(context.Context, *agi.Session) error { t.Error("it was served"); return nil })
			io.WriteString(d.conn, tt.text)
			<-d.over
			if logged := d.end(); !strings.Contains(logged, tt.want) {
				t.Errorf("logged %q, want %q", logged, tt.want)
			}
		})
	}
}

// lots is a header of n keys.
func lots(n int, value string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "agi_x%d: %s\n", i, value)
	}
	return b.String()
}

func TestASilentPeerIsLetGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		d := talk(t, func(context.Context, *agi.Session) error { return nil })
		d.send("agi_network: yes\n")
		<-d.over
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("after %v, want 2s", took)
		}
	})
}

func TestASlowHeaderCountsAsAWhole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		d := talk(t, func(context.Context, *agi.Session) error { return nil })
		var sent sync.WaitGroup
		sent.Go(func() {
			for n, err := 0, error(nil); err == nil; n++ {
				_, err = fmt.Fprintf(d.conn, "agi_x%d: y\n", n)
				time.Sleep(700 * time.Millisecond)
			}
		})
		<-d.over
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("after %v, want 2s", took)
		}
		sent.Wait()
	})
}

func TestACommandWithoutAnAnswerEndsTheSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var first, second error
		var took time.Duration
		d := talk(t, func(ctx context.Context, s *agi.Session) error {
			began := time.Now()
			first = s.SetVar(ctx, "X", "1")
			took = time.Since(began)
			second = s.SetVar(context.WithoutCancel(ctx), "X", "2")
			return nil
		})
		d.send(header)
		d.want(`SET VARIABLE "X" "1"`)
		<-d.over
		if !errors.Is(first, context.DeadlineExceeded) || took != 2*time.Second || second == nil {
			t.Errorf("got %v after %v, then %v", first, took, second)
		}
	})
}

// served is a server on a port of its own.
func served(t *testing.T, srv *agi.Server) (dial func() net.Conn, stop func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(ctx, ln) }()
	return func() net.Conn {
			c, err := net.Dial("tcp", ln.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { c.Close() })
			return c
		}, func() {
			cancel()
			if err := <-ended; err != nil {
				t.Errorf("serve: %v", err)
			}
		}
}

func TestOnlyPeersAndNotTooMany(t *testing.T) {
	log := &lines{}
	began := make(chan struct{}, 2)
	srv := &agi.Server{Handler: agi.HandlerFunc(func(ctx context.Context, _ *agi.Session) error {
		began <- struct{}{}
		<-ctx.Done()
		return nil
	}), PerPath: 1, Log: log, Drain: time.Millisecond}
	dial, stop := served(t, srv)
	first := dial()
	io.WriteString(first, strings.Replace(header, "guard?", "desk?", 1)) // another path does not count
	<-began
	second := dial()
	io.WriteString(second, header)
	<-began
	third := dial()
	io.WriteString(third, header)
	third.SetDeadline(time.Now().Add(10 * time.Second))
	if b, err := io.ReadAll(third); len(b) > 0 || err != nil && !strings.Contains(err.Error(), "reset") {
		t.Errorf("the third read %q, %v; want it closed", b, err)
	}
	stop()
	if !strings.Contains(log.all(), "1 are open") {
		t.Errorf("logged %q", log.all())
	}

	log = &lines{}
	dial, stop = served(t, &agi.Server{
		Handler: srv.Handler, Peers: []netip.Addr{netip.MustParseAddr("192.0.2.1")}, Log: log,
	})
	if b, err := io.ReadAll(dial()); len(b) > 0 || err != nil && !strings.Contains(err.Error(), "reset") {
		t.Errorf("a stranger read %q, %v; want it closed", b, err)
	}
	stop()
	if !strings.Contains(log.all(), "not among the peers") {
		t.Errorf("logged %q", log.all())
	}
}

func TestAtTheStopWhatIsUnderWayIsFinished(t *testing.T) {
	started, goOn := make(chan struct{}), make(chan struct{})
	dial, stop := served(t, &agi.Server{Handler: agi.HandlerFunc(func(ctx context.Context, s *agi.Session) error {
		close(started)
		<-goOn
		return s.SetVar(ctx, "X", "1")
	}), Drain: time.Minute})
	c := dial()
	io.WriteString(c, header)
	<-started
	stopped := make(chan struct{})
	go func() { defer close(stopped); stop() }()
	close(goOn)
	if got, err := bufio.NewReader(c).ReadString('\n'); got != "SET VARIABLE \"X\" \"1\"\n" {
		t.Errorf("got %q, %v", got, err)
	}
	io.WriteString(c, "200 result=1\n")
	<-stopped
}

func TestAPathWithoutAHandlerIsSaid(t *testing.T) {
	log := &lines{}
	near, far := net.Pipe()
	go io.WriteString(near, header)
	(&agi.Server{Handler: agi.Scripts{}, Log: log}).ServeConn(t.Context(), far)
	if !strings.Contains(log.all(), `no handler for the path "guard"`) {
		t.Errorf("logged %q", log.all())
	}
}

// FuzzHeader holds that no header makes the server panic, hang or read out of bounds, and that what it takes is AGI's.
func FuzzHeader(f *testing.F) {
	f.Add([]byte(header))
	f.Add([]byte("agi_request: agi://h/p?a=%\n\n"))
	f.Add([]byte("agi_arg_1: x\nagi_arg_3: y\nagi_request:\n\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		near, far := net.Pipe()
		go func() { near.Write(text); near.Close() }()
		log := &lines{}
		(&agi.Server{Log: log, Handler: agi.HandlerFunc(func(_ context.Context, s *agi.Session) error {
			head, _, _ := strings.Cut(strings.ReplaceAll("\n"+string(text), "\r\n", "\n"), "\n\n")
			for key := range s.Request.Vars {
				if n := strings.Count(head+"\n", "\nagi_"+key+":"); n != 1 {
					t.Errorf("%q was taken, and sent %d times", key, n)
				}
			}
			s.Request.Endpoint()
			return nil
		})}).ServeConn(context.Background(), far)
		if strings.Contains(log.all(), "panic") {
			t.Error(log.all())
		}
	})
}

// FuzzAnswer holds the same of answers, and that a value comes back as Asterisk put it.
func FuzzAnswer(f *testing.F) {
	for _, s := range []string{
		"200 result=1 (x)\n", "520-a\n520 b\n", "HANGUP\nHANGUP\n", "200\n", "200 result=\n", "999999 x\n", "-12 x\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		near, far := net.Pipe()
		go func() {
			io.WriteString(near, "agi_request: agi://h/p\n\n")
			bufio.NewReader(near).ReadString('\n')
			near.Write(text)
			near.Close()
		}()
		log := &lines{}
		(&agi.Server{Log: log, Handler: agi.HandlerFunc(func(ctx context.Context, s *agi.Session) error {
			v, _, err := s.Var(context.WithoutCancel(ctx), "X")
			if err == nil && !strings.Contains(string(text), v) {
				t.Errorf("got %q of %q", v, text)
			}
			return nil
		})}).ServeConn(context.Background(), far)
		if strings.Contains(log.all(), "panic") {
			t.Error(log.all())
		}
	})
}
