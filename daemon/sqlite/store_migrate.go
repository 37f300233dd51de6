package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// shipped are the migrations of this binary. They are append-only: a file that was once released never changes.
//
//go:embed migration/*.sql
var shipped embed.FS

// migrate brings the schema up, each step in a transaction of its own in which after has the last word.
func migrate(
	ctx context.Context, conn *sql.Conn, files fs.FS, now time.Time, after func(step string, tx *sql.Tx) error,
) error {
	_, err := conn.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at INTEGER NOT NULL)
		STRICT`)
	if err != nil {
		return fmt.Errorf("make the table of migrations: %w", err)
	}
	todo, err := missingMigrations(ctx, conn, files)
	if err != nil {
		return err
	}
	for _, name := range todo {
		if err := applyMigration(ctx, conn, files, name, now, after); err != nil {
			return fmt.Errorf("migration %s: %w", name, err)
		}
	}
	return nil
}

func applyMigration(
	ctx context.Context, conn *sql.Conn, files fs.FS, name string, now time.Time, after func(string, *sql.Tx) error,
) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO migration (name, at) VALUES (?, ?)`, path.Base(name),
		now.UnixNano()); err != nil {
		return err
	}
	if err := after(path.Base(name), tx); err != nil {
		return err
	}
	return tx.Commit()
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// missingMigrations lists what the file lacks, in order. A file that has more than this binary knows is refused.
func missingMigrations(ctx context.Context, db querier, files fs.FS) ([]string, error) {
	done, err := collect(ctx, db, func(r *sql.Rows) (name string, err error) { return name, r.Scan(&name) },
		`SELECT name FROM migration ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("read the table of migrations: %w", err)
	}
	names, err := fs.Glob(files, "migration/*.sql") // sorted, because the numbers are padded
	if err != nil {
		return nil, err
	}
	for i, name := range done {
		if i >= len(names) || path.Base(names[i]) != name {
			return nil,
				fmt.Errorf("%w: the journal was written by a newer ringevett (migration %s, unknown here): use that "+
					"version",
					dialer.ErrRefused, name)
		}
	}
	return names[len(done):], nil
}

// collect reads all rows of a query.
func collect[T any](
	ctx context.Context, db querier, scan func(*sql.Rows) (T, error), query string, args ...any,
) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
