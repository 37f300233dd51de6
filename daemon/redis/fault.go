package redis

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"syscall"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
)

var (
	errSentinel = fmt.Errorf("%w: this is a Sentinel: name the primary that it watches in redis.sentinel_master",
		dialer.ErrRefused)
	errOneNode = fmt.Errorf("%w: this is one node of a cluster: name at least two of its nodes in redis.addresses",
		dialer.ErrRefused)
)

var errMissing = errors.New("something of it is missing in Redis")

var errOpen = fmt.Errorf(
	"%w: this Redis has a password in redis.password_file, and answers without it: set its requirepass, "+
		"or take the default user's rights",
	dialer.ErrRefused,
)

// guarded fails where a password is configured and the server answers without it. Without a configured password any
// server will do.
func (s *Sets) guarded(ctx context.Context) error {
	servers := s.servers.Load()
	if s.opt.Password == "" || s.asked.Load() == servers+1 {
		return nil
	}
	bare := s.opt
	bare.User, bare.Password = "", ""
	c := bare.client(bare.Timeout, nil)
	defer c.Close()
	switch err := c.Exists(ctx, s.shared(personKey)).Err(); {
	case err == nil:
		return errOpen
	case refused(err):
		s.asked.Store(servers + 1)
		return nil
	default: // a timeout is no refusal
		return fmt.Errorf("find out whether this Redis asks for its password: %w", err)
	}
}

// refused reports whether Redis itself refused a connection without the password.
func refused(err error) bool {
	return slices.ContainsFunc([]string{"NOAUTH", "NOPERM", "DENIED"}, func(code string) bool {
		return redis.HasErrorPrefix(err, code)
	})
}

// cut reports whether the connection broke, which says nothing of the server. A timeout is no cut: the server may hang.
func cut(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// foreign reports whether err comes from a key that holds a type other than ours.
func foreign(err error) bool { return err != nil && strings.Contains(err.Error(), "WRONGTYPE") }

// advice says what to do about an error of Redis or of the library that has the given words.
var advice = []struct{ has, says string }{
	{"OOM command not allowed", "this Redis is full: raise its maxmemory, or take out what else is kept in it"},
	{"MISCONF", "this Redis cannot save and refuses changes: see its log and the space on its disk"},
	{"MOVED ", "this is one node of a cluster: name at least two of its nodes in redis.addresses"},
	{"CROSSSLOT", "this is a cluster behind one address: name at least two of its nodes in redis.addresses"},
	{"does not look like a TLS handshake",
		"redis.tls is set, but this port does not speak TLS: name the TLS port, or set tls: none"},
	{"NOAUTH", "this Redis wants a password: set redis.password_file"},
	{"WRONGPASS", "this Redis does not take redis.user and the password in redis.password_file"},
	{"LOADING", "this Redis is still loading its data"},
	{"READONLY", "this Redis is a replica, or has become one"},
	{"DB index is out of range", "this Redis has no such database: see redis.database"},
}

// plain puts the advice before an error that does not have it yet.
func (s *Sets) plain(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	for _, a := range advice {
		if strings.Contains(text, a.has) && !strings.Contains(text, a.says) {
			return fmt.Errorf("%s (%w)", a.says, err)
		}
	}
	s.mu.RLock()
	met := len(s.current) > 0
	s.mu.RUnlock()
	var slow net.Error
	switch {
	case met:
	case s.opt.TLS == nil && cut(err):
		return fmt.Errorf("the port closes each connection: does it want TLS (redis.tls)? (%w)", err)
	case s.opt.TLS != nil && errors.As(err, &slow) && slow.Timeout():
		return fmt.Errorf("no handshake: does this port speak TLS (redis.tls)? (%w)", err)
	}
	return err
}
