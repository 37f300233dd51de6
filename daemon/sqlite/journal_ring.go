package sqlite

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Each Oslo day has an Ed25519 key pair. Its public half is written into the chain the day before, signed by the key
// then in use. When the day is over, its private half signs the chain's end and is destroyed. So anyone who steals
// today's keys cannot forge an earlier day: none of its private halves is left. See decision 0032.

// KeyRow is an unbroken row of day keys, each signed by the one before it.
type KeyRow struct {
	First  string     // the first public key, in hex: the one to be noted outside
	From   dialer.Day // of the first key
	Begins int64      // the entry that holds the first key
	Why    string     // why the row begins there
	Closed int        // days whose key has signed and was destroyed
	Last   dialer.Day // the last of them; "" where there is none
	Proven int64      // the last entry that a destroyed key has signed; 0 if there is none
}

// ClosedDay is a day that its key has signed, or the one that begins a row of keys.
type ClosedDay struct {
	Day   dialer.Day
	Seq   int64  // of the entry that closes it, or begins the row
	Head  string // the chain at that entry, to be noted outside
	Key   string // the day's public key, in hex
	First string // the first key of its row
}

// ring follows the entries that hold the days' keys. The zero ring has no key.
type ring struct {
	rows      []KeyRow
	days      []ClosedDay
	newest    ClosedDay    // the last of them, or the begin of a row that came after
	cur, next dialer.Proof // the keys in use and ready, with Day and Key; no Key if there is none
}

// toSign is what a day's key signs: the chain's end before the entry, and what the entry says.
func (h head) toSign(kind dialer.FactKind, p dialer.Proof) []byte {
	b := append([]byte("ringevett 1 "+string(kind)+"\n"), idBytes(h.seq)...)
	b = append(b, h.hash[:]...)
	for _, part := range [][]byte{[]byte(p.Day), p.Key, p.Next} {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(part))), part...)
	}
	return b
}

// signs reports whether the signature is the key's.
func signs(key []byte, message, signature []byte) bool {
	return len(key) == ed25519.PublicKeySize && ed25519.Verify(key, message, signature)
}

// step follows one entry, given the head before it. A *Broken says that its signature does not hold; the row of keys
// ends there.
func (r *ring) step(before head, e entry) error {
	kind := dialer.FactKind(e.kind)
	if kind != dialer.FactDayKey && kind != dialer.FactDayClosed {
		return nil
	}
	f, err := readBody(e.body, numberKey{})
	if err != nil {
		return err
	}
	p := f.Proof
	switch {
	case len(p.Key) != ed25519.PublicKeySize:
		return r.broken(e.seq, "it holds no public key")
	case kind == dialer.FactDayClosed:
		return r.close(before, e, p)
	case len(p.Signature) == 0:
		r.rows = append(r.rows, KeyRow{First: hex.EncodeToString(p.Key), From: p.Day, Begins: e.seq, Why: f.Detail})
		r.cur, r.next = p, dialer.Proof{}
		r.newest = closed(before, e, p, hex.EncodeToString(p.Key))
	case !signs(r.cur.Key, before.toSign(kind, p), p.Signature):
		return r.broken(e.seq, "the key of "+string(p.Day)+" is not signed by the key in use then")
	default:
		r.next = p
	}
	return nil
}

// close ends the day of the key in use.
func (r *ring) close(before head, e entry, p dialer.Proof) error {
	if !bytes.Equal(p.Key, r.cur.Key) || !bytes.Equal(p.Next, r.next.Key) || p.Day != r.cur.Day ||
		!signs(p.Key, before.toSign(dialer.FactDayClosed, p), p.Signature) {
		return r.broken(e.seq, "the end of "+string(p.Day)+" is not signed by the key of that day")
	}
	row := &r.rows[len(r.rows)-1]
	row.Closed, row.Last, row.Proven = row.Closed+1, p.Day, before.seq
	r.newest = closed(before, e, p, row.First)
	r.days = append(r.days, r.newest)
	r.cur, r.next = r.next, dialer.Proof{}
	return nil
}

func closed(before head, e entry, p dialer.Proof, first string) ClosedDay {
	at := head{e.seq, e.link(before.hash)}
	return ClosedDay{Day: p.Day, Seq: e.seq, Head: at.String(), Key: hex.EncodeToString(p.Key), First: first}
}

func (r *ring) broken(seq int64, why string) error {
	r.cur, r.next = dialer.Proof{}, dialer.Proof{}
	return &Broken{seq, why + ": it was written by anyone who has master.key and not that key"}
}

// dayOf gives the day of a key and the entry that closed it, 0 where the day goes on; known is false where the key was
// never in use.
func (r *ring) dayOf(key []byte) (day dialer.Day, closed int64, known bool) {
	text := hex.EncodeToString(key)
	for _, d := range r.days {
		if d.Key == text {
			return d.Day, d.Seq, true
		}
	}
	return r.cur.Day, 0, len(key) > 0 && bytes.Equal(key, r.cur.Key)
}

// inUse is the key, and the first of its row, that was in use when an entry was written; "" where there was none.
func (r *ring) inUse(seq int64) (key, first string) {
	for _, row := range r.rows {
		if row.Begins <= seq {
			first = row.First
		}
	}
	for _, d := range r.days {
		if d.Seq > seq && d.First == first {
			return d.Key, first
		}
	}
	if first == "" || first != r.rows[len(r.rows)-1].First {
		return "", first
	}
	return hex.EncodeToString(r.cur.Key), first
}

// holdKeys returns a *Broken if a noted first key begins no row, if a row begins with a key that was not noted, or if
// entries follow long after the last key's day: what was noted proves none of these.
func (r *ring) holdKeys(noted []string, lastDay dialer.Day) error {
	if len(noted) == 0 {
		return nil
	}
	given := map[string]bool{}
	for _, k := range noted {
		given[k] = true
	}
	for _, row := range r.rows {
		if !given[row.First] {
			return &Broken{row.Begins,
				fmt.Sprintf("a row of keys begins here with %s (%s), which was not noted outside: "+
					"nothing "+
					"from here on is proven. Where you know why it begins, give this key with --first-key too",
					row.First, row.Why)}
		}
		delete(given, row.First)
	}
	for _, k := range noted {
		if given[k] {
			return &Broken{
				0, "no row of keys begins with " + k + ", which was noted outside: the journal was written again",
			}
		}
	}
	if lastDay > r.cur.Day.Next() {
		return &Broken{0,
			fmt.Sprintf("the day of the last key, %s, was never closed, and entries of %s follow: they are "+
				"proven by no "+
				"key. The daemon closes it at its next start", r.cur.Day, lastDay)}
	}
	return nil
}

// firstKey reads a key as it was noted; the error names what is wrong with it.
func firstKey(text string) (string, error) {
	if b, err := hex.DecodeString(text); err != nil || len(b) != ed25519.PublicKeySize {
		return "", dialer.Invalid{
			Field: "first-key", Value: text, Why: "as journal heads prints it: 64 hexadecimal digits",
		}
	}
	return text, nil
}
