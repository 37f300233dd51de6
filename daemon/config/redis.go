package config

import (
	"crypto/tls"
	"fmt"
	"net"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// The words of registers.backend, and of redis.tls besides a path.
const (
	InMemory  = "memory"
	InRedis   = "redis"
	NoTLS     = "none"
	SystemTLS = "system"
)

// leastSecret is how many characters the persons' secret has at the least.
const leastSecret = 32

// check refuses a Redis that would be read along the way: it has the registers in clear.
func (r Redis) check(d *document) {
	if len(r.Addresses) == 0 {
		d.add("redis.addresses", "", "at least one host:port, or the path of a socket")
	}
	for i, at := range r.Addresses {
		host, port, err := net.SplitHostPort(at)
		n, _ := strconv.Atoi(port)
		switch {
		case filepath.IsAbs(at):
		case err != nil || host == "" || n < 1 || n > 65535:
			d.add(item("redis.addresses", i), at, "host:port, or the path of a socket")
		case r.TLS == NoTLS && !loopback(host):
			d.add(item("redis.addresses", i), at, "another machine needs redis.tls: the registers would pass in clear")
		}
	}
	if r.TLS != NoTLS && r.TLS != SystemTLS && !filepath.IsAbs(r.TLS) {
		d.add("redis.tls", r.TLS, "allowed: none, system, or the full path of an authority's file")
	}
	for _, f := range [][2]string{
		{"redis.password_file", r.PasswordFile}, {"redis.certificate_file", r.Certificate},
		{"redis.key_file", r.Key}, {"redis.person_secret_file", r.PersonSecret},
	} {
		if f[1] != "" {
			absolute(d, f[0], f[1])
		}
	}
	if (r.Certificate == "") != (r.Key == "") {
		d.add("redis.certificate_file", r.Certificate, "redis.key_file goes with it: both or neither")
	}
	if r.Certificate != "" && r.TLS == NoTLS {
		d.add("redis.certificate_file", r.Certificate, "a certificate is shown over TLS only: set redis.tls")
	}
	if !prefixForm.MatchString(r.Prefix) {
		d.add("redis.prefix", r.Prefix, "1 to 64 of a-z, 0-9, _ . : and -")
	}
	if r.Database > 0 && r.SentinelMaster == "" && len(r.Addresses) > 1 {
		d.add("redis.database", strconv.Itoa(r.Database), "a cluster has database 0 only")
	}
	within(d, "redis.database", r.Database, 0, 1023, "")
	within(d, "redis.timeout_ms", r.TimeoutMS, 20, 1000, "")
}

var prefixForm = regexp.MustCompile(`^[a-z0-9_.:-]{1,64}$`)

// guarded refuses a Redis that every process on its network may change. It is asked only where the registers are kept
// in it.
func (r Redis) guarded(d *document) {
	sockets := !slices.ContainsFunc(r.Addresses, func(at string) bool { return !filepath.IsAbs(at) })
	if r.PasswordFile == "" && !r.NoPassword && !sockets {
		d.add("redis.password_file", "", "a Redis without a password can be changed by every process that reaches it: "+
			"name the file of its password, use its Unix socket, or say no_password: true")
	}
}

// Timeout is how long a dial, a write and a read may take each.
func (r Redis) Timeout() time.Duration { return time.Duration(r.TimeoutMS) * time.Millisecond }

// Password reads it from its file; "" where none is named.
func (r Redis) Password() (string, error) {
	if r.PasswordFile == "" {
		return "", nil
	}
	return Secret(r.PasswordFile)
}

// Persons reads the secret by which persons are hashed from its file; "" where none is named.
func (r Redis) Persons() (string, error) {
	if r.PersonSecret == "" {
		return "", nil
	}
	secret, err := Secret(r.PersonSecret)
	if err == nil && len(secret) < leastSecret {
		err = fmt.Errorf("%s: %d characters can be guessed; at least %d: openssl rand -hex 32", r.PersonSecret,
			len(secret), leastSecret)
	}
	return secret, err
}

// TLSConfig is nil where there is no encryption.
func (r Redis) TLSConfig() (*tls.Config, error) {
	if r.TLS == NoTLS {
		return nil, nil
	}
	out := &tls.Config{MinVersion: tls.VersionTLS12}
	if r.Certificate != "" {
		mine, err := tls.LoadX509KeyPair(r.Certificate, r.Key)
		if err != nil {
			return nil, fmt.Errorf("read this daemon's certificate for Redis: %w", err)
		}
		out.Certificates = []tls.Certificate{mine}
	}
	if r.TLS == SystemTLS {
		return out, nil
	}
	pool, err := readRoots(r.TLS)
	if err != nil {
		return nil, fmt.Errorf("the authority of Redis: %w", err)
	}
	out.RootCAs = pool
	return out, nil
}
