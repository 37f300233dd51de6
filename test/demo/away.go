package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/asterisk/debian"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/child"
)

// The scene of the Redis that stops. One agent is there and one number waits to be rung, so that only the registers
// stand in the way.
const (
	waitingNumber = "90000043"
	lookOn        = 1500 * time.Millisecond // with nothing dialed, once the daemon has found out
	comesBack     = 2 * time.Minute         // a number that could not be judged waits half a minute, and for its turn
)

// keepsSets is the Redis with the reservation sets, on a Unix socket of the demo's folder. It keeps nothing on disk.
type keepsSets struct {
	program, dir, socket string
	process              *child.Process
	client               *goredis.Client
}

// fetchRedis finds a redis-server or unpacks one. Without one d.redis stays nil, and d.noRedis says why.
func (d *demo) fetchRedis(ctx context.Context) error {
	program, err := asterisk.Tool(ctx, "redis-server", d.out)
	if errors.Is(err, debian.ErrUnavailable) {
		d.noRedis = err
		return nil
	}
	if err != nil {
		return fmt.Errorf("fetch Redis: %w (%s)", err, makeFirst)
	}
	d.redis = &keepsSets{program: program, dir: d.path("redis"), socket: d.path("redis.sock")}
	d.redis.client = goredis.NewClient(&goredis.Options{Network: "unix", Addr: d.redis.socket})
	return nil
}

// start starts it empty, and waits until it answers.
func (r *keepsSets) start(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, sceneStep)
	defer cancel()
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return fmt.Errorf("make Redis's folder: %w", err)
	}
	log, err := os.OpenFile(r.socket+".log", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make Redis's log: %w", err)
	}
	defer log.Close() // the program has its own
	cmd := exec.Command(r.program, "--port", "0", "--unixsocket", r.socket, "--unixsocketperm", "700", "--dir", r.dir,
		"--save", "", "--appendonly", "no")
	cmd.Stdout, cmd.Stderr = log, log
	if r.process, err = child.Start(cmd); err != nil {
		return fmt.Errorf("start Redis: %w", err)
	}
	for err = r.client.Ping(ctx).Err(); err != nil; err = r.client.Ping(ctx).Err() {
		if !pause(ctx, 20*time.Millisecond) {
			return fmt.Errorf("redis does not answer: %w", err)
		}
	}
	return nil
}

func (r *keepsSets) stop() {
	if r.process != nil {
		r.process.Kill()
	}
}

// redisConfig is what the configuration says of it. Redis may be late on a machine that plays a whole call centre: what
// has no answer in time is not dialed.
func (d *demo) redisConfig() string {
	if d.redis == nil {
		return ""
	}
	return fmt.Sprintf("registers: {backend: redis}\nredis: {addresses: [%q], timeout_ms: 1000}\n", d.redis.socket)
}

// away is what was seen while Redis was stopped, and of its coming back.
type away struct {
	keys      int64  // of registers in Redis, before
	halted    string // why the floor dials nothing, as the program says it
	why       verb.Why
	dialed    int           // calls that left meanwhile
	back      time.Time     // when Redis was started again
	backAfter time.Duration // to a floor that may dial
	rungAfter time.Duration // to the call to the number that waited
	answered  bool
	trouble   error
}

// redisStops has one agent log in, stops Redis, lets one number wait, looks on, and starts Redis again, empty.
func (d *demo) redisStops(ctx context.Context) (a away, err error) {
	if err := d.logIn(ctx, d.agents[:1]); err != nil {
		return a, err
	}
	if a.keys, err = d.redis.client.DBSize(ctx).Result(); err != nil {
		return a, fmt.Errorf("ask Redis what it keeps: %w", err)
	}
	if d.keys.redis {
		d.say("Forced: Redis, which keeps the reservation sets, is killed while %s is free", d.agents[0].id)
		d.redis.stop()
	}
	before := len(d.rung())
	if err := d.importRows(ctx, "waiting.csv", campaignID, waitingRow()); err != nil {
		return a, err
	}
	a.trouble = d.foundOut(ctx, &a)
	pause(ctx, lookOn)
	a.dialed = len(d.rung()) - before
	a.back = time.Now()
	if d.keys.redis {
		if err := d.redis.start(ctx); err != nil {
			return a, err
		}
	}
	return a, d.untilDialing(ctx, &a)
}

// foundOut waits until the gate was asked about the number that waits, and has the program say why it is not dialed.
func (d *demo) foundOut(ctx context.Context, a *away) error {
	api, err := rest.Dial(ctx, d.path("ringevett.sock"))
	if err != nil {
		return err
	}
	defer api.Close()
	soon, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	for {
		s, err := rest.Call(ctx, api, verb.ShowStatus, verb.Nothing{})
		if err != nil {
			return err
		}
		for _, c := range s.Campaigns {
			if a.halted = s.Halted; strings.HasPrefix(c.Why, gate.BlockUnknown) {
				return d.ask(ctx, &a.why, "why", waitingNumber, "--campaign", campaignID)
			}
		}
		if !pause(soon, listenEvery) {
			return errors.New("the floor did not find out that the registers do not answer")
		}
	}
}

// untilDialing waits until the program says that it may dial.
func (d *demo) untilDialing(ctx context.Context, a *away) error {
	soon, cancel := context.WithTimeout(ctx, sceneStep)
	defer cancel()
	for {
		var s verb.Status
		if err := d.ask(ctx, &s, "status"); err != nil {
			return err
		}
		if s.Halted == "" {
			a.backAfter = time.Since(a.back)
			return nil
		}
		if !pause(soon, listenEvery) {
			return fmt.Errorf("redis is back and the floor does not dial: %s", s.Halted)
		}
	}
}

// dialsOn waits until the number that could not be judged is rung and answered, without another command.
func (d *demo) dialsOn(ctx context.Context, a away) away {
	ctx, cancel := context.WithTimeout(ctx, comesBack)
	defer cancel()
	c, err := d.trunk.Await(ctx, func(r phone.Record) bool { return r.Number == waitingNumber && !r.Answered.IsZero() })
	if err != nil {
		a.trouble = errors.Join(a.trouble, fmt.Errorf("…%s was not rung: %w", tail(waitingNumber), err))
		return a
	}
	a.rungAfter, a.answered = c.Record().Invited.Sub(a.back), true
	return a
}

// waitingRow is the list with the number that waits while Redis is away.
func waitingRow() []fate { return []fate{{waitingNumber, talks(tonePerson, 2*time.Second)}} }

// scene judges it.
func (a away) scene() scene {
	s := scene{who: "Redis stops"}
	s.see(a.keys > 0, fmt.Sprintf("a real Redis kept the sets, %d keys", a.keys), "Redis kept no set")
	named := strings.Contains(a.halted, "registers do not answer") && a.why.Code == gate.BlockUnknown &&
		a.why.Halted != ""
	s.see(named,
		fmt.Sprintf("killed: `status` and `why` say %s and “the reservation registers do not answer”",
			gate.BlockUnknown),
		fmt.Sprintf("the program does not name it: status %q, why %s %q", a.halted, a.why.Code, a.why.Halted))
	s.see(a.dialed == 0,
		fmt.Sprintf("0 calls left in %.1f s, with an agent free and a number waiting", lookOn.Seconds()),
		fmt.Sprintf("%d calls left without a register's answer", a.dialed))
	s.see(a.answered,
		fmt.Sprintf("started again, empty: dialing resumed by itself after %.1f s", a.backAfter.Seconds()),
		"dialing did not resume")
	if a.answered {
		s.told = append(s.told, fmt.Sprintf("…%s was rung after %.0f s", tail(waitingNumber), a.rungAfter.Seconds()))
	}
	if a.trouble != nil {
		s.untrue = append(s.untrue, a.trouble.Error())
	}
	return s
}

// withoutRedis is the row where there is none at hand.
func withoutRedis(err error) scene {
	why := fmt.Sprintf("no Redis is at hand, so the sets embedded in the daemon served: %v", err)
	return scene{who: "Redis stops", leftOut: why}
}
