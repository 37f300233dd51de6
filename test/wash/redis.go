package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/wash"
	"github.com/ringevett/ringevett/test/asterisk/debian"
)

// fromRedis is the wash of a process that has nothing: it fetches the three registers from a Redis and washes then,
// each time. The Redis listens on a socket in dir and nowhere else.
func fromRedis(ctx context.Context, dir string, s *stock) (way, func(), error) {
	socket, stop, err := startRedis(ctx, dir)
	if err != nil {
		return way{}, nil, err
	}
	if err := deliver(ctx, dir, socket, s); err != nil {
		stop()
		return way{}, nil, fmt.Errorf("deliver the registers to Redis: %w", err)
	}
	return way{"the same, registers fetched from Redis first",
		func(ctx context.Context, f files) (hits int, c cost, err error) {
			// again: it keeps what it has fetched
			shared, closeAll, err := join(ctx, filepath.Join(dir, "reader"), socket, "reader")
			if err != nil {
				return 0, c, err
			}
			defer closeAll()
			c, err = self(func() error {
				fetched, err := fetch(ctx, shared)
				if err != nil {
					return err
				}
				sum, err := washFile(ctx, f, fetched, 2)
				hits = sum.Reserved
				return err
			})
			return hits, c, err
		}}, stop, nil
}

func fetch(ctx context.Context, shared *redis.Sets) (wash.Sets, error) {
	order := []dialer.RegisterID{dialer.National, dialer.RegisterOf("fjellvann"), dialer.Own}
	snap, err := shared.Snapshot(ctx, order)
	if err != nil {
		return wash.Sets{}, err
	}
	return wash.SetsOf(order, snap)
}

func startRedis(ctx context.Context, dir string) (socket string, stop func(), err error) {
	path, err := debian.Tool(ctx, "redis-server", os.Stderr)
	if err != nil {
		return "", nil, err
	}
	socket = filepath.Join(dir, "s")
	cmd := exec.CommandContext(ctx, path, "--port", "0", "--unixsocket", socket, "--dir", dir, "--save", "",
		"--appendonly", "no", "--maxmemory-policy", "noeviction")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	return socket, func() { cmd.Process.Kill(); cmd.Wait() }, nil
}

// join opens a daemon's registers on the Redis, with a book of its own. It waits until they can be asked.
func join(ctx context.Context, dir, socket, origin string) (*redis.Sets, func(), error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, err
	}
	store, err := sqlite.Create(ctx, sqlite.Options{Dir: dir})
	if err != nil {
		return nil, nil, err
	}
	if err := store.PutClient(ctx, dialer.Client{ID: "fjellvann", Name: "Fjellvann Strøm AS"}, "wash"); err != nil {
		store.Close()
		return nil, nil, err
	}
	log := logrus.New()
	log.SetOutput(io.Discard)
	s := redis.Open(store, redis.Options{Addresses: []string{socket}, Origin: origin, Log: logrus.NewEntry(log)})
	closeAll := func() { s.Close(); store.Close() }
	wait, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if err := s.Ready(wait); err != nil {
		closeAll()
		return nil, nil, err
	}
	return s, closeAll, nil
}

func deliver(ctx context.Context, dir, socket string, s *stock) error {
	shared, closeAll, err := join(ctx, filepath.Join(dir, "keeper"), socket, "keeper")
	if err != nil {
		return err
	}
	defer closeAll()
	for i, r := range s.sets.Registers {
		var b sets.Builder
		for _, n := range s.registers[i] {
			b.Number(n)
		}
		if _, err := shared.Replace(ctx, r.Register, b.Base(),
			sets.Delivery{LoadedAt: time.Now(), Source: "drawn", By: "wash"}); err != nil {
			return err
		}
	}
	return nil
}
