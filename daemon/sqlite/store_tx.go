package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// tx is the transaction of one group. It keeps its own copy of the chain's end, the sums and new numbers' keys until
// the commit has returned, because a rollback takes them back with the rows.
type tx struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	keys  *keys
	oslo  *time.Location
	now   time.Time

	head  head
	sum   tableSum
	rest  []byte               // the other tables' sums
	cache map[string]numberKey // of the writer, by lookup hash; only read here
	fresh map[string]numberKey // keys met in this transaction; the zero key takes one out of the cache

	quotes      quotes // of the writer; only read here
	quotesFresh quotes // texts that stand whole in an entry of this transaction

	upTo int64 // a replay's position: later entries are not looked at; 0: all are

	gone      []gone // erased in this transaction, for the list of erasures
	destroyed bool   // a key was: its old page must leave the WAL
	registers bool   // one changed
}

func (t *tx) known(look string) (numberKey, bool) {
	if k, ok := t.fresh[look]; ok {
		return k, k.id != 0
	}
	k, ok := t.cache[look]
	return k, ok
}

func (t *tx) stmt(query string) (*sql.Stmt, error) {
	if st, ok := t.stmts[query]; ok {
		return st, nil
	}
	st, err := t.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	t.stmts[query] = st
	return st, nil
}

func (t *tx) exec(query string, args ...any) error {
	_, err := t.result(query, args...)
	return err
}

// insert gives the id of the new row.
func (t *tx) insert(query string, args ...any) (int64, error) {
	res, err := t.result(query, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// change gives the number of rows that it touched.
func (t *tx) change(query string, args ...any) (int64, error) {
	res, err := t.result(query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (t *tx) result(query string, args ...any) (sql.Result, error) {
	st, err := t.stmt(query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(context.Background(), args...)
}

func (t *tx) row(query string, args ...any) *sql.Row {
	st, err := t.stmt(query)
	if err != nil {
		return t.conn.QueryRowContext(context.Background(), query, args...) // fails again, within the row
	}
	return st.QueryRowContext(context.Background(), args...)
}

type rowQuerier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

type queriers interface {
	querier
	rowQuerier
}
