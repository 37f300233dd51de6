package sqlite

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	stdhash "hash"
	"strings"
)

// rowHash makes rows' hashes. Only one goroutine may use it.
type rowHash struct {
	mac  stdhash.Hash
	line []byte
}

func newRowHash(key []byte) *rowHash { return &rowHash{mac: hmac.New(sha256.New, key)} }

// add puts a row into the sum, or takes it out if it is in. Each cell counts with its type and length.
func (h *rowHash) add(to *tableSum, table string, cells []any) error {
	b := append(h.line[:0], table...)
	b = append(b, 0)
	for _, c := range cells {
		switch c := c.(type) {
		case int64:
			b = binary.BigEndian.AppendUint64(append(b, 'i'), uint64(c))
		case string:
			b = append(binary.BigEndian.AppendUint32(append(b, 't'), uint32(len(c))), c...)
		case []byte:
			b = append(binary.BigEndian.AppendUint32(append(b, 'b'), uint32(len(c))), c...)
		default:
			return fmt.Errorf("table %s has a cell of type %T", table, c)
		}
	}
	h.line = b
	h.mac.Reset()
	h.mac.Write(b)
	var one tableSum
	h.mac.Sum(one[:0])
	for i := range to {
		to[i] ^= one[i]
	}
	return nil
}

// tableSum is the sum over rows' hashes; rows go in and out by the same addition.
type tableSum [sha256.Size]byte

// eachRow gives the rows of a query, cell by cell.
func (h *rowHash) eachRow(ctx context.Context, db querier, query string, do func(cells []any) error) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	cells, into := make([]any, len(names)), make([]any, len(names))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := do(cells); err != nil {
			return err
		}
	}
	return rows.Err()
}

// table is one that is summed.
type table struct {
	name, columns string // columns as an expression list, with %s before each column's name
	large         bool   // too many rows to be read at each opening
	bare          bool   // no triggers: it changes with a migration only
}

// of gives the columns of a row.
func (t table) of(row string) string { return strings.ReplaceAll(t.columns, "%s", row) }

// rows is the table, without what SQLite keeps for itself.
func (t table) rows() string {
	if t.name == schema {
		return schema + ` WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^'`
	}
	return quoted(t.name)
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
