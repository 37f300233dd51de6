package config

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
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
	if r.PasswordFile != "" {
		absolute(d, "redis.password_file", r.PasswordFile)
	}
	if r.PersonSecret != "" {
		absolute(d, "redis.person_secret_file", r.PersonSecret)
	}
}

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
		err = fmt.Errorf("%s: %d characters can be guessed; at least %d: openssl rand -hex 32", r.PersonSecret, len(secret), leastSecret)
	}
	return secret, err
}

// TLSConfig is nil where there is no encryption.
func (r Redis) TLSConfig() (*tls.Config, error) {
	switch r.TLS {
	case NoTLS:
		return nil, nil
	case SystemTLS:
		return &tls.Config{MinVersion: tls.VersionTLS12}, nil
	}
	text, err := os.ReadFile(r.TLS)
	if err != nil {
		return nil, fmt.Errorf("read the authority of Redis: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("read the authority of Redis, %s: %w", r.TLS, errors.New("no certificate in it"))
	}
	return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}, nil
}
