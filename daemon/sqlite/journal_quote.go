package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Most bookings repeat the same texts: what the gate looked at, and the versions of the registers. The first entry with
// a text holds it whole, and later ones refer to that entry. So it is stored once, under the chain as before. See
// decision 0021.

// quotesHeld bounds how many texts of some 700 bytes the writer and the readers remember. Past it they start again from
// nothing, and the writer writes a text whole once more.
const quotesHeld = 512

// quoteLeast is the length, in bytes, from which a text is worth naming.
const quoteLeast = 64

// quotes tells in which entry a text stands whole.
type quotes map[string]int64

// The texts of a fact's two parts are told apart by their first byte.
const (
	quotedDetail    = "d"
	quotedRegisters = "r"
)

// quote replaces what an earlier entry holds by that entry's position.
func (t *tx) quote(b *body, seq int64) error {
	if b.Kind != dialer.FactBooked && b.Kind != dialer.FactBlocked {
		return nil
	}
	if at := t.quoteOf(quotedDetail+b.Detail, seq); at > 0 {
		b.Detail, b.DetailOf = "", at
	}
	if len(b.Registers) == 0 {
		return nil
	}
	text, err := json.Marshal(b.Registers)
	if err != nil {
		return err
	}
	if at := t.quoteOf(quotedRegisters+string(text), seq); at > 0 {
		b.Registers, b.RegistersOf = nil, at
	}
	return nil
}

// quoteOf gives the entry that holds the text, or 0, and then the entry seq is the one.
func (t *tx) quoteOf(text string, seq int64) int64 {
	if len(text) < quoteLeast {
		return 0
	}
	if at, held := t.quotes[text]; held {
		return at
	}
	if at, held := t.quotesFresh[text]; held {
		return at
	}
	t.quotesFresh[text] = seq
	return 0
}

// learn takes in what a transaction wrote, once it is on the disk.
func (q quotes) learn(fresh quotes) {
	if len(q)+len(fresh) > quotesHeld {
		clear(q)
	}
	for text, seq := range fresh {
		if len(q) < quotesHeld {
			q[text] = seq
		}
	}
}

// quoteReader finds the texts that entries name. It has a connection of its own: who asks holds one of the readers'.
type quoteReader struct {
	db   *sql.DB
	mu   sync.Mutex
	held map[int64]body // by position: what a body holds that may be named
}

func newQuoteReader(o Options) *quoteReader {
	db := openPool(o)
	db.SetMaxOpenConns(1)
	db.SetMaxIdleConns(1)
	return &quoteReader{db: db, held: map[int64]body{}}
}

// fill gives the body the texts that it names.
func (q *quoteReader) fill(ctx context.Context, b *body) error {
	if b.DetailOf > 0 {
		from, err := q.find(ctx, b.DetailOf)
		if err == nil && from.Detail == "" {
			err = errNotHeld
		}
		if err != nil {
			return fmt.Errorf("the words of an entry are in entry %d: %w", b.DetailOf, err)
		}
		b.Detail = from.Detail
	}
	if b.RegistersOf > 0 {
		from, err := q.find(ctx, b.RegistersOf)
		if err == nil && len(from.Registers) == 0 {
			err = errNotHeld
		}
		if err != nil {
			return fmt.Errorf("the registers of an entry are in entry %d: %w", b.RegistersOf, err)
		}
		b.Registers = from.Registers
	}
	return nil
}

var errNotHeld = errors.New("it does not hold them")

func (q *quoteReader) find(ctx context.Context, seq int64) (b body, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if b, held := q.held[seq]; held {
		return b, nil
	}
	var text []byte
	if err := q.db.QueryRowContext(ctx, `SELECT body FROM journal WHERE seq = ?`, seq).Scan(&text); err != nil {
		return b, err
	}
	var whole body
	if err := json.Unmarshal(text, &whole); err != nil {
		return b, err
	}
	if len(q.held) >= quotesHeld {
		clear(q.held)
	}
	b.Detail, b.Registers = whole.Detail, whole.Registers
	q.held[seq] = b
	return b, nil
}
