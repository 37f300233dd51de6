package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// OpenWith opens with other migrations than the shipped ones.
func OpenWith(ctx context.Context, o Options, migrations fs.FS) (*Store, error) {
	return open(ctx, o, migrations, fresh)
}

// Shipped are the migrations of this binary.
var Shipped fs.FS = shipped

// LimitPages lets the file grow to so many pages and no further; 0 takes the limit away.
func (s *Store) LimitPages(ctx context.Context, n int) error {
	if n == 0 {
		n = 1 << 30
	}
	return s.writer.submit(ctx, func(t *tx) error {
		var got int
		return t.conn.QueryRowContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", n)).Scan(&got)
	})
}

// Pages is the size of the file in pages.
func (s *Store) Pages(ctx context.Context) (n int, err error) {
	return n, s.read.QueryRowContext(ctx, "PRAGMA page_count").Scan(&n)
}

// Hold keeps the writer busy until the returned function is called, so that what is written meanwhile makes one group.
func (s *Store) Hold() (release func()) {
	held, gone := make(chan struct{}), make(chan struct{})
	go s.writer.submit(context.Background(), func(*tx) error {
		close(held)
		<-gone
		return nil
	})
	<-held
	return func() { close(gone) }
}

// Go queues a job that carries out a statement, or panics if there is none, and gives its error when it has one.
func (s *Store) Go(statement string) <-chan error {
	j := &job{done: make(chan error, 1), do: func(t *tx) error {
		if statement == "" {
			panic("a job")
		}
		return t.exec(statement)
	}}
	s.writer.enqueue(j)
	return j.done
}

// ScrubFile scrubs a file of this content, which no store has open.
func ScrubFile(t interface{ TempDir() string }, content []byte) error {
	path := filepath.Join(t.TempDir(), "x.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return err
	}
	p, err := openPages(path)
	if err != nil {
		return err
	}
	defer p.file.Close()
	_, err = p.scrub(1, time.Now().Add(time.Minute))
	return err
}

// Projections are the columns of each table that Verify makes again from the journal.
func Projections() map[string][]string {
	all := map[string][]string{"register_change": {"register", "op", "hash"}, "attempt": {"outcome"}}
	for _, p := range projections() {
		all[p.table] = p.columns
	}
	return all
}

// Queued is how many jobs wait for the writer.
func (s *Store) Queued() int {
	s.writer.mu.Lock()
	defer s.writer.mu.Unlock()
	return len(s.writer.queue)
}

// Pragma asks the writing connection.
func (s *Store) Pragma(name string) (value string, err error) {
	err = s.writer.submit(context.Background(), func(t *tx) error {
		return t.conn.QueryRowContext(context.Background(), "PRAGMA "+name).Scan(&value)
	})
	return value, err
}

// Closing reports whether the writer takes no more work.
func (s *Store) Closing() bool {
	s.writer.mu.Lock()
	defer s.writer.mu.Unlock()
	return s.writer.closed
}

// PlanOfRungOn is how SQLite looks up the calls to a number, one line a table.
func (s *Store) PlanOfRungOn(ctx context.Context) ([]string, error) {
	return collect(ctx, s.read, func(r *sql.Rows) (step string, err error) {
		var id, parent, unused int
		return step, r.Scan(&id, &parent, &unused, &step)
	}, "EXPLAIN QUERY PLAN "+rungOn, s.keys.lookupOf("+4790000001"), 0, "dialed")
}

// PlansOfATrace are how SQLite looks up one call, by its attempt, its channel and its number: one line a table.
func (s *Store) PlansOfATrace(ctx context.Context) (plan []string, err error) {
	look := func(from, where string, args ...any) {
		part, wrong := collect(ctx, s.read, func(r *sql.Rows) (step string, err error) {
			var id, parent, unused int
			return step, r.Scan(&id, &parent, &unused, &step)
		}, `EXPLAIN QUERY PLAN SELECT j.body, k.id, k.wrapped FROM journal j `+from+
			` LEFT JOIN number_key k ON k.id = j.number WHERE `+where+` ORDER BY j.seq`, args...)
		plan, err = append(plan, part...), errors.Join(err, wrong)
	}
	look(`INDEXED BY journal_returned`, onChannel, "7.1")
	for _, q := range []Query{{Attempt: 1}, {Number: "+4790000001"}} {
		where, args := q.where(s.keys)
		look(q.index(), where, args...)
	}
	return plan, err
}

// CountLeads counts all leads one by one.
func (s *Store) CountLeads(ctx context.Context) (map[string]int, error) {
	return s.countsBy(ctx, `SELECT campaign || ' ' || state || ' ' || code, count(*) FROM lead WHERE state <> 'loading'
		GROUP BY 1`)
}

// KeptLeadCounts are the counts that the triggers keep.
func (s *Store) KeptLeadCounts(ctx context.Context) (map[string]int, error) {
	return s.countsBy(ctx, `SELECT campaign || ' ' || state || ' ' || code, n FROM lead_count WHERE n <> 0`)
}

func (s *Store) countsBy(ctx context.Context, query string) (map[string]int, error) {
	counts := map[string]int{}
	_, err := collect(ctx, s.read, func(r *sql.Rows) (struct{}, error) {
		var of string
		var n int
		err := r.Scan(&of, &n)
		counts[of] = n
		return struct{}{}, err
	}, query)
	return counts, err
}

// EraseSteps names what an erasure does, in order.
func EraseSteps() (all []string) {
	for _, step := range eraseSteps {
		all = append(all, step.what)
	}
	return all
}

// ForgetWithout is Forget with one step left out.
func (s *Store) ForgetWithout(ctx context.Context, n dialer.Number, what string) error {
	steps := slices.DeleteFunc(slices.Clone(eraseSteps[:]), func(e eraseStep) bool { return e.what == what })
	return s.writer.submit(ctx, func(t *tx) error {
		_, err := t.eraseBy(steps, erasing{number: n, why: "asked", by: "test"})
		return err
	})
}
