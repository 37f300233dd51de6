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

const (
	logLength = 10_000 // about how many changes the stream keeps; a daemon that missed more compares the sets
	logPage   = 1000   // entries read at once
)

// What an entry of the log may be, besides an addition or a removal.
const (
	opSettling = "settling" // a daemon rebuilds the register, and waits for the others
	opVersion  = "version"  // a new base
)

// logEntry is the command that appends to the register's log.
func (s *Sets) logEntry(r dialer.RegisterID, values ...any) *redis.XAddArgs {
	return &redis.XAddArgs{Stream: s.key(r, "log"), MaxLen: logLength, Approx: true, Values: values}
}

// cursor is the id of the last entry that this daemon's disk has; "0" where it has none.
func (s *Sets) cursor(ctx context.Context, r dialer.RegisterID) (string, error) {
	id, err := s.truth.Cursor(ctx, r)
	if id == "" {
		id = "0"
	}
	return id, err
}

// rewind makes readLog begin at the start where the log is not the one that was read before: it is gone, or it ends
// before the cursor because it was written by a server whose clock is behind.
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

// readLog brings the other daemons' changes onto this daemon's disk, to the log's end. Where entries were trimmed
// before they were read, it imports the additions from the set.
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
		if err := s.applyEntries(ctx, r, got); err != nil {
			return err
		}
	}
	if gap {
		return s.importAdditions(ctx, r)
	}
	return nil
}

// importAdditions brings the additions that Redis has and this daemon's disk lacks onto the disk.
func (s *Sets) importAdditions(ctx context.Context, r dialer.RegisterID) error {
	texts, err := s.bulk.SMembers(ctx, s.key(r, "add")).Result()
	if err != nil || !slices.Contains(texts, sentinel) {
		return err
	}
	if texts, err = s.removeUnreadable(ctx, r, "add", texts); err != nil {
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
			e := dialer.RegisterEntry{At: time.Now(), Source: "another daemon", By: dialer.Self}
			c := dialer.RegisterChange{Register: r, RegisterEntry: e}
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

// applyEntries brings entries of the log onto this daemon's disk. An entry that cannot be read may be an addition: the
// register stays closed until a person has looked at it. The entries before it are kept.
func (s *Sets) applyEntries(ctx context.Context, r dialer.RegisterID, entries []redis.XMessage) error {
	var changes []dialer.RegisterChange
	var unread error
	newBase, upTo := false, ""
	for _, e := range entries {
		var c *dialer.RegisterChange
		from, _ := e.Values["from"].(string)
		op, _ := e.Values["op"].(string)
		switch {
		case from == s.opt.Origin:
		case op == opSettling: // it must be sent what only this daemon knows, before it opens
			s.distrust(r, calledToSend)
		case op == opVersion:
			newBase = true
		default:
			c, unread = readEntry(r, e.Values)
		}
		if unread != nil {
			log := s.key(r, "log")
			unread = fmt.Errorf("entry %s of %s cannot be read, and may be an addition: %w. The register is closed; "+
				"find out what it was, reserve it, and take it out: XDEL %s %s", e.ID, log, unread, log, e.ID)
			s.distrust(r, entryUnread)
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

// removeUnreadable removes from an overlay the texts that are no member, and gives the rest.
func (s *Sets) removeUnreadable(
	ctx context.Context,
	r dialer.RegisterID,
	name string,
	texts []string,
) ([]string, error) {
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
	s.reportDrift(r, "members that are neither a number nor a person", len(bad))
	return good, s.bulk.SRem(ctx, s.key(r, name), bad...).Err()
}

// older compares the ids of two stream entries: milliseconds, a dash, a count.
func older(a, b string) bool {
	x, y, _ := strings.Cut(a, "-")
	v, w, _ := strings.Cut(b, "-")
	n := func(t string) uint64 { u, _ := strconv.ParseUint(t, 10, 64); return u }
	return n(x) < n(v) || n(x) == n(v) && n(y) < n(w)
}

// entry gives a change as the fields of a log entry.
func (s *Sets) entry(m sets.Member, c dialer.RegisterChange) []any {
	op := "add"
	if c.Removed {
		op = "remove"
	}
	return []any{"op", op, "who", m.String(), "at", c.At.UnixNano(), "source", c.Source, "by", c.By,
		"reason", c.Reason, "from", s.opt.Origin}
}

// readEntry is the reverse of entry.
func readEntry(r dialer.RegisterID, v map[string]any) (*dialer.RegisterChange, error) {
	text := func(name string) string { t, _ := v[name].(string); return t }
	op := text("op")
	if op != "add" && op != "remove" {
		return nil, errors.New("it is neither an addition nor a removal")
	}
	at, err := strconv.ParseInt(text("at"), 10, 64)
	if err != nil {
		return nil, errors.New("it has no time")
	}
	m, err := sets.ParseMember(text("who"))
	if err != nil {
		return nil, err
	}
	c := &dialer.RegisterChange{Register: r, Removed: op == "remove"}
	m.Put(c)
	c.At, c.Source, c.By, c.Reason = time.Unix(0, at).UTC(), text("source"), text("by"), text("reason")
	return c, nil
}

// overlay reads the members of an overlay. Redis does not know when they were added.
func overlay[V any](texts []string) (map[sets.Member]V, error) {
	if !slices.Contains(texts, sentinel) {
		return nil, errMissing
	}
	all := make(map[sets.Member]V, len(texts))
	var unknown V
	for _, text := range texts {
		if text == sentinel {
			continue
		}
		m, err := sets.ParseMember(text)
		if err != nil {
			return nil, err
		}
		all[m] = unknown
	}
	return all, nil
}
