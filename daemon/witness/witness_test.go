package witness

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/timestamp"

	"github.com/ringevett/ringevett/test/authority"
)

var head = Head{Day: "2026-11-28", Head: "1042:6f0c", Key: "ab", First: "cd"}

// TestTheSystemsLogIsTold in one datagram, and a log that takes no more does not hold us.
func TestTheSystemsLogIsTold(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "log")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := Syslog(t.Context(), socket, head); err != nil {
		t.Fatal(err)
	}
	text := make([]byte, 1024)
	n, err := conn.Read(text)
	got := string(text[:n])
	if err != nil || !strings.HasPrefix(got, "<29>") || !strings.HasSuffix(got, "]: "+head.String()+"\n") {
		t.Errorf("got %q, %v", got, err)
	}
	soon, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	for err = nil; err == nil; { // nothing reads it: it fills up
		err = Syslog(soon, socket, head)
	}
	if !errors.Is(err, context.DeadlineExceeded) && !strings.Contains(err.Error(), "timeout") {
		t.Errorf("a full log: %v", err)
	}
	if err := Syslog(t.Context(), socket+"2", head); err == nil {
		t.Error("told a log that is not there")
	}
}

func certificate(t *testing.T, use x509.ExtKeyUsage) authority.Certificate {
	t.Helper()
	c, err := authority.NewCertificate(use)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// relay is a server of one mail.
type relay struct {
	secure *tls.Config // nil: it offers no TLS
	hangs  bool        // says nothing
	refuse string      // a verb that it refuses
	got    chan string // the mail, with what was said before
}

func (r *relay) serve(conn net.Conn) {
	defer conn.Close()
	if r.hangs {
		io.Copy(io.Discard, conn)
		return
	}
	said, overTLS := "", false
	in := bufio.NewReader(conn)
	answer := func(line string) { io.WriteString(conn, line+"\r\n") }
	for answer("220 relay"); ; {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		said += line
		verb := strings.ToUpper(strings.Fields(line + " x")[0])
		switch {
		case verb == r.refuse:
			answer("550 not here")
		case verb == "EHLO" && r.secure != nil && !overTLS:
			answer("250-relay\r\n250 STARTTLS")
		case verb == "EHLO":
			answer("250-relay\r\n250 AUTH PLAIN")
		case verb == "STARTTLS":
			answer("220 go on")
			conn, overTLS = tls.Server(conn, r.secure), true
			in = bufio.NewReader(conn)
		case verb == "AUTH":
			answer("235 welcome")
		case verb == "DATA":
			answer("354 go on")
			for line = ""; line != ".\r\n"; said += line {
				if line, err = in.ReadString('\n'); err != nil {
					return
				}
			}
			answer("250 taken")
			r.got <- said
		case verb == "QUIT":
			answer("221 bye")
			return
		default:
			answer("250 ok")
		}
	}
}

// listen serves each connection, at an address that is given by a dialer.
func (r *relay) listen(t *testing.T) func(context.Context, string, string) (net.Conn, error) {
	t.Helper()
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { at.Close() })
	r.got = make(chan string, 1)
	go func() {
		for {
			conn, err := at.Accept()
			if err != nil {
				return
			}
			go r.serve(conn)
		}
	}()
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, at.Addr().String())
	}
}

// TestTheHeadIsMailed over TLS, or to this machine; else nothing is sent.
func TestTheHeadIsMailed(t *testing.T) {
	cert := certificate(t, x509.ExtKeyUsageServerAuth)
	roots, others := cert.Roots, certificate(t, x509.ExtKeyUsageServerAuth).Roots
	secure := &tls.Config{Certificates: []tls.Certificate{cert.Certificate}}
	for _, tt := range []struct {
		name    string
		relay   relay
		address string
		roots   *x509.CertPool
		user    string
		wrong   string // part of the error; "" where it is sent
	}{
		{"another machine with TLS", relay{secure: secure}, "relay.example:25", roots, "kari", ""},
		{"another machine without", relay{}, "relay.example:25", roots, "", "offers no TLS"},
		{"an unknown certificate", relay{secure: secure}, "relay.example:25", others, "", "certificate"},
		{"a certificate of another host", relay{secure: secure}, "mail.example:25", roots, "", "certificate"},
		{"this machine without TLS", relay{}, "127.0.0.1:25", nil, "", ""},
		{"a relay that refuses the person", relay{refuse: "RCPT"}, "localhost:25", nil, "", "550"},
		{"a relay that hangs", relay{hangs: true}, "localhost:25", nil, "", "timeout"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := Relay{
				Address: tt.address, From: "ringevett@example.no", To: "kari@example.no", User: tt.user,
				Password: "secret",
				Roots:    tt.roots, dial: tt.relay.listen(t),
			}
			within := Within
			if tt.relay.hangs {
				within = 50 * time.Millisecond
			}
			ctx, cancel := context.WithTimeout(t.Context(), within)
			defer cancel()
			err := r.Send(ctx, head, time.Now())
			if tt.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), tt.wrong) || len(tt.relay.got) != 0 {
					t.Errorf("got %v, want %q", err, tt.wrong)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := <-tt.relay.got
			for _, want := range []string{
				"RCPT TO:<kari@example.no>", "Subject: Ringevett", "1042:6f0c", "--first-key cd",
			} {
				if !strings.Contains(got, want) {
					t.Errorf("no %q in\n%s", want, got)
				}
			}
			if (tt.user != "") != strings.Contains(got, "AUTH PLAIN") {
				t.Errorf("user %q:\n%s", tt.user, got)
			}
		})
	}
}

// stamps is an authority on this machine; change spoils its answer.
func stamps(t *testing.T, use x509.ExtKeyUsage, change func(*timestamp.Timestamp)) Authority {
	t.Helper()
	c := certificate(t, use)
	server := authority.Serve(c, change)
	t.Cleanup(server.Close)
	return Authority{server.URL, c.Roots}
}

// TestAStampIsOfTheHeadAndTheAuthority: of any other it is refused, when it is made and when it is checked.
func TestAStampIsOfTheHeadAndTheAuthority(t *testing.T) {
	a := stamps(t, x509.ExtKeyUsageTimeStamping, nil)
	token, err := a.Stamp(t.Context(), head.Head)
	if err != nil {
		t.Fatal(err)
	}
	if at, err := a.Check(head.Head, token); err != nil || time.Since(at) > time.Hour {
		t.Errorf("got %v, %v", at, err)
	}
	if _, err := a.Check("1043:6f0c", token); err == nil {
		t.Error("it is taken for another head")
	}
	others := certificate(t, x509.ExtKeyUsageTimeStamping).Roots
	if _, err := (Authority{a.URL, others}).Check(head.Head, token); err == nil {
		t.Error("an unknown authority is believed")
	}
	for i := range token { // a byte in each part of the token, the signature among them
		if spoiled := []byte(string(token)); i%37 == 0 {
			spoiled[i] ^= 0x55
			if at, err := a.Check(head.Head, spoiled); err == nil && !at.Equal(stampTime(t, a, token)) {
				t.Errorf("byte %d: another time is believed", i)
			}
		}
	}
	for name, spoil := range map[string]struct {
		use    x509.ExtKeyUsage
		change func(*timestamp.Timestamp)
	}{
		"another hash": {x509.ExtKeyUsageTimeStamping,
			func(s *timestamp.Timestamp) { s.HashedMessage = make([]byte, 32) }},
		"an answer to another question": {x509.ExtKeyUsageTimeStamping,
			func(s *timestamp.Timestamp) { s.Nonce = big.NewInt(1) }},
		"a certificate for other uses": {x509.ExtKeyUsageServerAuth, nil},
		"a time outside the certificate's": {x509.ExtKeyUsageTimeStamping,
			func(s *timestamp.Timestamp) { s.Time = s.Time.AddDate(9, 0, 0) }},
	} {
		if _, err := stamps(t, spoil.use, spoil.change).Stamp(t.Context(), head.Head); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func stampTime(t *testing.T, a Authority, token []byte) time.Time {
	t.Helper()
	at, err := a.Check(head.Head, token)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
