package registers_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/test/redistest"
)

// with is one daemon's sets with options of its own.
func with(t testing.TB, o redis.Options) *redis.Sets {
	t.Helper()
	o.Origin, o.Grace, o.Log = "a", 500*time.Millisecond, quiet()
	s := redis.Open(store(t, t.TempDir()), o)
	t.Cleanup(func() { s.Close() })
	return s
}

// far carries connections to a server that is half a round trip away.
func far(t testing.TB, to string, half time.Duration) (addr string) {
	t.Helper()
	l := must[net.Listener](t)(net.Listen("tcp", "127.0.0.1:0"))
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", to)
			if err != nil {
				in.Close()
				continue
			}
			go lag(out, in, half)
			go lag(in, out, half)
		}
	}()
	return l.Addr().String()
}

// lag carries what comes, each piece so much later.
func lag(to, from net.Conn, by time.Duration) {
	defer to.Close()
	type piece struct {
		due  time.Time
		text []byte
	}
	way := make(chan piece, 1000)
	go func() {
		defer close(way)
		for {
			text := make([]byte, 1<<16)
			n, err := from.Read(text)
			if err != nil {
				return
			}
			way <- piece{time.Now().Add(by), text[:n]}
		}
	}()
	for p := range way {
		<-time.After(time.Until(p.due))
		if _, err := to.Write(p.text); err != nil {
			return
		}
	}
}

func TestARoundTripOf60Milliseconds(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	at := far(t, r.Addr(), 30*time.Millisecond)
	s := with(t, redis.Options{Addresses: []string{at}, Timeout: 200 * time.Millisecond})
	ready(t, s)
	must[int64](t)(s.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	if got := one(t, s, who(1), dialer.Own); got.Answer != dialer.Reserved {
		t.Errorf("got %v", got.Answer)
	}
	if got := one(t, s, who(2), dialer.Own); got.Answer != dialer.Clear {
		t.Errorf("got %v", got.Answer)
	}
	short := with(t, redis.Options{Addresses: []string{at}}) // the control: the usual time-out is too short for it
	if got, err := short.Check(t.Context(), who(1), []dialer.RegisterID{dialer.Own}); err == nil {
		t.Errorf("the time-out is not kept: got %+v", got)
	}
}

// The connection breaks under a question, as where a firewall has forgotten it: it is asked once more.
func TestACutConnectionIsTriedOnceMore(t *testing.T) {
	t.Parallel()
	way := newProxy(t, redistest.Start(t).Addr())
	p := onRedis(t, way.addr)
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	failed := 0
	for range 50 {
		way.cut.Store(true)
		if got, err := p.b.Check(t.Context(), who(1), []dialer.RegisterID{dialer.Own}); err != nil {
			failed++
			t.Log(err)
		} else if got[0].Answer != dialer.Reserved {
			t.Errorf("got %v", got[0].Answer)
		}
	}
	if failed > 5 { // a busy machine
		t.Errorf("%d of 50 checks failed", failed)
	}
}

// What Redis cannot is said in words that name what to do.
func TestWhatRedisCannotIsNamed(t *testing.T) {
	t.Parallel()
	says := func(t *testing.T, want string, ask func() error) {
		t.Helper()
		redistest.Eventually(t, "it is named", func() error {
			if err := ask(); err == nil || !strings.Contains(err.Error(), want) {
				return fmt.Errorf("got %v, want %q", err, want)
			}
			return nil
		})
	}
	readiness := func(s *redis.Sets) func() error {
		return func() error {
			soon, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			return s.Ready(soon)
		}
	}
	n := 0
	adding := func(s *redis.Sets) func() error {
		return func() error {
			n++
			_, err := s.Add(t.Context(), dialer.Own, who(n), entry("agent"))
			if err != nil && !errors.Is(err, sets.ErrSpreading) {
				t.Fatal(err)
			}
			return err
		}
	}
	t.Run("full", func(t *testing.T) {
		r := redistest.Start(t)
		s := daemon(t, "a", r.Addr())
		ready(t, s)
		r.ConfigSet(t.Context(), "maxmemory", "1")
		says(t, "this Redis is full", adding(s))
		_, err := s.Replace(t.Context(), dialer.National, base(1, 2), delivery())
		if !errors.Is(err, sets.ErrSpreading) {
			t.Errorf("an import meanwhile: got %v, want that it is on the disk", err)
		}
		r.ConfigSet(t.Context(), "maxmemory", "0")
		redistest.Eventually(t, "it goes on", adding(s))
		for _, register := range []dialer.RegisterID{dialer.Own, dialer.National} {
			if got := one(t, s, who(1), register); got.Answer != dialer.Reserved {
				t.Errorf("%s: got %v", register, got.Answer)
			}
		}
	})
	t.Run("cannot save", func(t *testing.T) {
		r := redistest.Start(t, "--enable-protected-configs", "yes")
		s := daemon(t, "a", r.Addr())
		ready(t, s)
		for _, c := range [][2]string{{"save", "3600 1"}, {"dir", "/proc"}} {
			if err := r.ConfigSet(t.Context(), c[0], c[1]).Err(); err != nil {
				t.Fatal(err)
			}
		}
		r.BgSave(t.Context())
		says(t, "cannot save", adding(s))
	})
	t.Run("one node of a cluster", func(t *testing.T) {
		nodes := startCluster(t)
		says(t, "one node of a cluster", readiness(daemon(t, "a", nodes[0].Addr())))
	})
	t.Run("a Sentinel", func(t *testing.T) {
		conf := filepath.Join(t.TempDir(), "sentinel.conf")
		if err := os.WriteFile(conf, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		says(t, "sentinel_master", readiness(daemon(t, "a", redistest.StartSentinel(t, conf).Addr())))
	})
	t.Run("a password is wanted", func(t *testing.T) {
		r := redistest.Start(t)
		r.Do(t.Context(), "config", "set", "requirepass", "secret")
		says(t, "redis.password_file", readiness(daemon(t, "a", r.Addr())))
		says(t, "does not take redis.user",
			readiness(with(t, redis.Options{Addresses: []string{r.Addr()}, Password: "other"})))
	})
	t.Run("the right password", func(t *testing.T) {
		r := redistest.Start(t)
		r.Do(t.Context(), "config", "set", "requirepass", "secret")
		ready(t, with(t, redis.Options{Addresses: []string{r.Addr()}, Password: "secret"}))
	})
	t.Run("no password there", func(t *testing.T) {
		r := redistest.Start(t)
		says(t, "answers without it",
			readiness(with(t, redis.Options{Addresses: []string{r.Addr()}, Password: "other"})))
	})
}

// Two call centres on one Redis, apart by prefix or by database.
func TestPrefixAndDatabaseKeepApart(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	at := []string{r.Addr()}
	all := []*redis.Sets{
		with(t, redis.Options{Addresses: at}), with(t, redis.Options{Addresses: at, Prefix: "other:"}),
		with(t, redis.Options{Addresses: at, Database: 3}),
	}
	for i, s := range all {
		ready(t, s)
		must[int64](t)(s.Add(t.Context(), dialer.Own, who(i), entry("agent")))
		must[dialer.RegisterVersion](t)(s.Replace(t.Context(), dialer.National, base(i), delivery()))
	}
	for i, s := range all {
		for j := range all {
			for _, register := range []dialer.RegisterID{dialer.Own, dialer.National} {
				if got := one(t, s, who(j), register); (got.Answer == dialer.Reserved) != (i == j) {
					t.Errorf("daemon %d of number %d in %s: got %v", i, j, register, got.Answer)
				}
			}
		}
	}
	if n := r.Exists(t.Context(), "other:{own}:add").Val(); n != 1 {
		t.Error("the prefix is not in the keys")
	}
}

// A daemon died holding the lock, and the clock of Redis's host was set back since: the lock would outlive it by hours.
func TestALockOfADeadDaemonEnds(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	s := with(t, redis.Options{Addresses: []string{r.Addr()}, LockFor: time.Second})
	ready(t, s)
	r.Set(t.Context(), "ringevett:{own}:lock", "died 1", 5*time.Hour)
	must[dialer.RegisterVersion](t)(s.Replace(t.Context(), dialer.Own, base(1), delivery()))
	if got := one(t, s, who(1), dialer.Own); got.Answer != dialer.Reserved {
		t.Errorf("got %v", got.Answer)
	}
}

// Over TLS, to a Redis that asks each client for a certificate.
func TestTLSWithAClientsCertificate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	certificates(t, dir)
	in := func(name string) string { return filepath.Join(dir, name) }
	port := redistest.FreePort(t)
	r := redistest.Start(t, "--tls-port", strconv.Itoa(port), "--tls-cert-file", in("server.pem"),
		"--tls-key-file", in("server.key"), "--tls-ca-cert-file", in("ca.pem"), "--tls-auth-clients", "yes")
	c := config.Redis{TLS: in("ca.pem"), Certificate: in("client.pem"), Key: in("client.key")}
	secure := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	open := func(c config.Redis, at string) *redis.Sets {
		conf, err := c.TLSConfig()
		if err != nil {
			t.Fatal(err)
		}
		return with(t, redis.Options{Addresses: []string{at}, TLS: conf, Timeout: time.Second})
	}
	s := open(c, secure)
	ready(t, s)
	must[int64](t)(s.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	for want, s := range map[string]*redis.Sets{
		"certificate required": open(config.Redis{TLS: in("ca.pem")}, secure), // the control: without one it is refused
		"speak TLS":            open(c, r.Addr()),
		"want TLS":             daemon(t, "plain", secure),
	} {
		soon, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		if err := s.Ready(soon); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
		cancel()
	}
}

// certificates writes an authority, a server's certificate and a client's, with their keys.
func certificates(t *testing.T, dir string) {
	t.Helper()
	write := func(name, kind string, der []byte) {
		f := must[*os.File](t)(os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_WRONLY, 0o600))
		defer f.Close()
		if err := pem.Encode(io.Writer(f), &pem.Block{Type: kind, Bytes: der}); err != nil {
			t.Fatal(err)
		}
	}
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{
			CommonName: "authority",
		}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign, NotAfter: time.Now().Add(time.Hour),
	}
	caKey := must[*ecdsa.PrivateKey](t)(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	write("ca.pem", "CERTIFICATE",
		must[[]byte](t)(x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)))
	for i, name := range []string{"server", "client"} {
		leaf := &x509.Certificate{
			SerialNumber: big.NewInt(int64(i + 2)), Subject: pkix.Name{
				CommonName: name,
			}, NotAfter: time.Now().Add(time.Hour),
			IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature,
			ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
		}
		key := must[*ecdsa.PrivateKey](t)(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
		write(name+".pem", "CERTIFICATE",
			must[[]byte](t)(x509.CreateCertificate(rand.Reader, leaf, ca, &key.PublicKey, caKey)))
		write(name+".key", "PRIVATE KEY", must[[]byte](t)(x509.MarshalPKCS8PrivateKey(key)))
	}
}
