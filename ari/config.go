package ari

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"time"
)

// Config says where Asterisk is and how to talk to it; URL, App and User are needed.
type Config struct {
	URL, App, User, Password string // URL: http(s)://host:8088/ari

	Transport Transport
	Disallow  []string // event types that Asterisk shall not send, such as ChannelVarset
	Subscribe []string // event sources, such as "deviceState:" or "endpoint:PJSIP"; set again after each connect

	RequestTimeout, PingEvery, PingTimeout time.Duration // 5 s each when zero
	ProveEvery                             time.Duration // between proofs that events flow; as PingEvery when zero

	// Before is called before each connection, when requests already go and the application is not yet ours. An error
	// keeps us from connecting, is told as Down, and it is tried again. nil: nothing is asked.
	Before func(ctx context.Context, c *Client) error

	// Started is called once by Start, before it connects: what is subscribed to there misses nothing, the first Up
	// included. What is subscribed to later begins with what comes next. nil: nothing is called.
	Started func(c *Client)

	// bytes that one channel's subscription may hold, 4 MiB when zero; those of the application 16 times that
	MaxBuffered int
	Log         Logger

	Dial func(ctx context.Context, network, addr string) (net.Conn, error) // nil: net.Dialer

	// Asked is told of each request that was answered or failed, and how long it took. It must return at once; nil: no
	// one is told.
	Asked func(took time.Duration, err error)
}

// Transport is how requests travel.
type Transport uint8

// HTTP is twice as fast under load: Asterisk carries out the requests of one WebSocket one after another.
const (
	HTTP      Transport = iota
	WebSocket           // over the events' connection where Asterisk can (20.14, 21.9, 22.4 and later), HTTP otherwise
)

// Logger takes a *logrus.Entry, and anything like it.
type Logger interface {
	Debugf(format string, args ...any)
	Warnf(format string, args ...any)
}

type silent struct{}

func (silent) Debugf(string, ...any) {}
func (silent) Warnf(string, ...any)  {}

func (cfg Config) withDefaults() Config {
	cfg.RequestTimeout = cmp.Or(cfg.RequestTimeout, 5*time.Second)
	cfg.PingEvery = cmp.Or(cfg.PingEvery, 5*time.Second)
	cfg.PingTimeout = cmp.Or(cfg.PingTimeout, 5*time.Second)
	cfg.ProveEvery = cmp.Or(cfg.ProveEvery, cfg.PingEvery)
	cfg.MaxBuffered = cmp.Or(cfg.MaxBuffered, 4<<20)
	if cfg.Log == nil {
		cfg.Log = silent{}
	}
	if cfg.Asked == nil {
		cfg.Asked = func(time.Duration, error) {}
	}
	if cfg.Dial == nil {
		cfg.Dial = (&net.Dialer{}).DialContext
	}
	return cfg
}

// check names all that is wrong with a configuration.
func (cfg Config) check() error {
	var errs []error
	u, err := url.Parse(cfg.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		errs = append(errs, fmt.Errorf("ari url: %q is not of the form http(s)://host:port/ari", cfg.URL))
	}
	if cfg.App == "" {
		errs = append(errs, errors.New("ari app: empty; the name that the dialplan gives to Stasis()"))
	}
	if cfg.User == "" {
		errs = append(errs, errors.New("ari user: empty; a section of ari.conf with type = user"))
	}
	if slices.Contains(cfg.Disallow, "RESTResponse") && cfg.Transport == WebSocket {
		errs = append(errs, errors.New("ari disallow: RESTResponse carries the answers of the WebSocket transport"))
	}
	if cfg.RequestTimeout < 0 || cfg.PingEvery < 0 || cfg.PingTimeout < 0 || cfg.ProveEvery < 0 || cfg.MaxBuffered < 0 {
		errs = append(errs, errors.New("ari timeouts and max buffered: below 0"))
	}
	return errors.Join(errs...)
}
