package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// What entries of the log tell, besides additions and removals.
const (
	opSettling = "settling" // a register is brought up again
	opVersion  = "version"  // a new base
)

const (
	logPage   = 1000
	logBlock  = 250 * time.Millisecond
	pollEvery = 20 * time.Millisecond // where one command cannot wait for all logs
)

// follow reads the logs as they grow, until ctx ends. Where it cannot, it tries again, and Deaf says why meanwhile.
func (s *Sets) follow(ctx context.Context) {
	for ctx.Err() == nil {
		regs := s.everyName()
		block := logBlock
		if s.cluster() || len(regs) == 0 {
			block = -1
		}
		moved, err := s.waitLogs(ctx, regs, block)
		for _, r := range moved {
			if err == nil {
				err = s.readLog(ctx, r)
			}
		}
		if err == nil {
			s.deaf.Store(nil)
		} else if ctx.Err() == nil {
			s.deaf.Store(&err)
		}
		if err != nil || block < 0 {
			select {
			case <-ctx.Done():
			case <-time.After(pollEvery):
			}
		}
	}
}

func (s *Sets) believedNow() (all []dialer.RegisterID) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for r := range s.tokens {
		all = append(all, r)
	}
	slices.Sort(all)
	return all
}

func (s *Sets) everyName() []dialer.RegisterID {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.names
}

// waitLogs tells which logs have grown; in a cluster, where one command cannot ask them all, any may have.
func (s *Sets) waitLogs(ctx context.Context, regs []dialer.RegisterID, block time.Duration) ([]dialer.RegisterID, error) {
	if block < 0 {
		return regs, nil
	}
	var names, from []string
	byName := map[string]dialer.RegisterID{}
	for _, r := range regs {
		id, err := s.cursor(ctx, r)
		if err != nil {
			return nil, err
		}
		names, from = append(names, s.key(r, "log")), append(from, id)
		byName[s.key(r, "log")] = r
	}
	got, err := s.bulk.XRead(ctx, &redis.XReadArgs{Streams: append(names, from...), Count: 1, Block: block}).Result()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	var moved []dialer.RegisterID
	for _, g := range got {
		moved = append(moved, byName[g.Stream])
	}
	return moved, err
}

func (s *Sets) cursor(ctx context.Context, r dialer.RegisterID) (string, error) {
	id, err := s.truth.Cursor(ctx, r)
	if id == "" {
		id = "0"
	}
	return id, err
}

// rewind starts over with a log that is another than the one that was read: it is gone, or ends before what was read,
// because a clock stood earlier.
func (s *Sets) rewind(ctx context.Context, r dialer.RegisterID) error {
	from, err := s.cursor(ctx, r)
	if err != nil || from == "0" {
		return err
	}
	there, err := s.bulk.Exists(ctx, s.key(r, "log")).Result()
	if err != nil {
		return fmt.Errorf("look for the log: %w", err)
	}
	if there > 0 {
		info, err := s.bulk.XInfoStream(ctx, s.key(r, "log")).Result()
		if err != nil {
			return fmt.Errorf("look at the log: %w", err)
		}
		if !older(info.LastGeneratedID, from) {
			return nil
		}
	}
	return s.truth.Ingest(ctx, r, nil, "0")
}

// readLog keeps what the others have changed, to the log's end. Where the log was cut before it was read, the sets
// say it.
func (s *Sets) readLog(ctx context.Context, r dialer.RegisterID) error {
	gap := false
	for {
		from, err := s.cursor(ctx, r)
		if err != nil {
			return err
		}
		got, err := s.bulk.XRangeN(ctx, s.key(r, "log"), "("+from, "+", logPage).Result()
		if err != nil {
			return fmt.Errorf("read the log: %w", err)
		}
		if len(got) == 0 {
			break
		}
		if len(got) == logPage && from != "0" {
			info, err := s.bulk.XInfoStream(ctx, s.key(r, "log")).Result()
			if err != nil {
				return fmt.Errorf("look at the log: %w", err)
			}
			gap = gap || older(from, info.MaxDeletedEntryID)
		}
		if err := s.take(ctx, r, got); err != nil {
			return err
		}
	}
	if gap {
		return s.takeOverlay(ctx, r)
	}
	return nil
}

// takeOverlay keeps the additions that stand in Redis and this daemon's truth lacks.
func (s *Sets) takeOverlay(ctx context.Context, r dialer.RegisterID) error {
	texts, err := s.bulk.SMembers(ctx, s.key(r, "add")).Result()
	if err != nil || !slices.Contains(texts, sentinel) {
		return err
	}
	if texts, err = s.members(ctx, r, "add", texts); err != nil {
		return err
	}
	added, err := overlay[struct{}](texts)
	if err != nil {
		return err
	}
	set, err := s.truth.LoadSet(ctx, r, nil)
	if err != nil {
		return err
	}
	var changes []dialer.RegisterChange
	for m := range added {
		if !set.In(m) {
			c := dialer.RegisterChange{Register: r, RegisterEntry: dialer.RegisterEntry{At: time.Now(), Source: "another daemon", By: "ringevett"}}
			m.Put(&c)
			changes = append(changes, c)
		}
	}
	from, err := s.cursor(ctx, r)
	if err != nil || len(changes) == 0 {
		return err
	}
	return s.truth.Ingest(ctx, r, changes, from)
}

// take keeps what entries of the log tell. One that cannot be read may be an addition, so the register is closed
// until a person has looked at it; what comes before it is kept.
func (s *Sets) take(ctx context.Context, r dialer.RegisterID, entries []redis.XMessage) error {
	var changes []dialer.RegisterChange
	var unread error
	newBase, upTo := false, ""
	for _, e := range entries {
		var c *dialer.RegisterChange
		from, _ := e.Values["from"].(string)
		op, _ := e.Values["op"].(string)
		switch {
		case from == s.opt.Origin:
		case op == opSettling: // send what only we know, before it opens
			s.drop(r)
		case op == opVersion:
			newBase = true
		default:
			c, unread = readEntry(r, e.Values)
		}
		if unread != nil {
			log := s.key(r, "log")
			unread = fmt.Errorf("entry %s of %s cannot be read, and may be an addition: %w. The register is closed; "+
				"find out what it was, reserve it, and take it out: XDEL %s %s", e.ID, log, unread, log, e.ID)
			s.drop(r)
			break
		}
		if upTo = e.ID; c != nil {
			changes = append(changes, *c)
		}
	}
	if upTo != "" {
		if err := s.truth.Ingest(ctx, r, changes, upTo); err != nil {
			return errors.Join(unread, err)
		}
	}
	if newBase {
		s.adoptSoon(ctx, r)
	}
	return unread
}

// members takes out of an overlay what no daemon wrote, and gives the rest.
func (s *Sets) members(ctx context.Context, r dialer.RegisterID, name string, texts []string) ([]string, error) {
	var bad []any
	good := slices.DeleteFunc(texts, func(text string) bool {
		_, err := sets.ParseMember(text)
		if err == nil || text == sentinel {
			return false
		}
		bad = append(bad, text)
		return true
	})
	if len(bad) == 0 {
		return good, nil
	}
	s.found(r, "members that are neither a number nor a person", len(bad))
	return good, s.bulk.SRem(ctx, s.key(r, name), bad...).Err()
}

func older(a, b string) bool { // stream ids: milliseconds, a dash, a count
	x, y, _ := strings.Cut(a, "-")
	v, w, _ := strings.Cut(b, "-")
	n := func(t string) uint64 { u, _ := strconv.ParseUint(t, 10, 64); return u }
	return n(x) < n(v) || n(x) == n(v) && n(y) < n(w)
}
