package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
)

// The list of erasures is kept apart from the journal: an older copy of the journal that is restored still has the keys
// that were erased since, and by the list they are destroyed again before anything is read. A line names a row of the
// journal, and no person: the installation, what was erased, the row's id, and when the row was made, because after a
// restore an id is used a second time.
//
// A line is on the disk before its erasure is committed. If the commit failed, the next start carries it out.

// erasedEnding follows the data folder's name; the list is beside the folder, not in it.
const erasedEnding = ".erased"

// erasedHere is the list's name in the data folder, for an installation that may not write beside it.
const erasedHere = "ringevett.erased"

// erasedAgain is why an erasure is carried out in a restored copy.
const erasedAgain = "erased after this copy of the journal was made"

// erasedList is the list as the writer appends to it.
type erasedList struct {
	path, install string
	before        int64 // the newest limit for call records that is in the list; nanoseconds
}

// ErasedPath is the path of the list of erasures.
func (o Options) ErasedPath() string {
	const writable = 2
	if o.Erased != "" {
		return o.Erased
	}
	beside := filepath.Clean(o.Dir) + erasedEnding
	if _, err := os.Stat(beside); err == nil || syscall.Access(filepath.Dir(beside), writable) == nil {
		return beside
	}
	return filepath.Join(o.Dir, erasedHere)
}

// readErased gives the installation's lines; there is false if there is no list. A last line without an end was cut by
// a crash, before its erasure was committed.
func readErased(path, install string) (l erasedList, all map[gone]bool, there bool, err error) {
	l, all = erasedList{path: path, install: install}, map[gone]bool{}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return l, all, false, nil
	}
	if err != nil {
		return l, all, false, fmt.Errorf("list of erasures: %w", err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	for i, line := range lines[:len(lines)-1] {
		var g gone
		var of string
		if _, err := fmt.Sscanf(line, "%s %s %d %d\n", &of, &g.what, &g.id, &g.at); err != nil {
			return l, all, true,
				fmt.Errorf("%w: list of erasures %s, line %d cannot be read: put the file back from its copy",
					dialer.ErrRefused, path, i+1)
		}
		switch {
		case of != install:
		case g.what == goneBefore:
			l.before = max(l.before, g.at)
		default:
			all[g] = true
		}
	}
	return l, all, true, nil
}

// add appends lines. They are on the disk when it returns nil; else the file is as it was.
func (l *erasedList) add(lines []gone) (err error) {
	f, err := os.OpenFile(l.path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("list of erasures: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	whole, err := wholeLines(f)
	if err != nil {
		return fmt.Errorf("list of erasures: %w", err)
	}
	var text strings.Builder
	for _, g := range lines {
		fmt.Fprintf(&text, "%s %s %d %d\n", l.install, g.what, g.id, g.at)
	}
	_, err = f.WriteAt([]byte(text.String()), whole)
	if err = errors.Join(err, f.Sync()); err != nil {
		return errors.Join(fmt.Errorf("list of erasures: %w", err), f.Truncate(whole))
	}
	for _, g := range lines {
		if g.what == goneBefore {
			l.before = max(l.before, g.at)
		}
	}
	return nil
}

// wholeLines is the length of the file without a last line that a crash has cut, which it removes.
func wholeLines(f *os.File) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	const longest = 128
	from := max(0, info.Size()-longest)
	end := make([]byte, info.Size()-from)
	if _, err := f.ReadAt(end, from); err != nil {
		return 0, err
	}
	whole := from + int64(strings.LastIndexByte(string(end), '\n')+1)
	if whole == info.Size() {
		return whole, nil
	}
	return whole, f.Truncate(whole)
}

// carryErasures makes the list if there is none, and else erases again what a restored journal still has. It runs
// before anything uses the store.
func (s *Store) carryErasures(ctx context.Context) error {
	install, err := s.Install(ctx)
	if err != nil {
		return err
	}
	l, all, there, err := readErased(s.place.ErasedPath(), install)
	if err == nil && !there {
		err = s.beginErased(ctx, &l)
	}
	if err != nil {
		return err
	}
	s.writer.erased = l
	again, err := stillThere(ctx, s.read, all)
	for _, g := range again {
		if err == nil {
			err = s.writer.submit(ctx, func(t *tx) error { return t.eraseAgain(g) })
		}
	}
	if err != nil {
		return fmt.Errorf("erase again what a restored journal brought back: %w", err)
	}
	done, err := forgottenBefore(ctx, s.read)
	if err == nil && done < l.before {
		_, err = s.forgetUsedBefore(ctx, time.Unix(0, l.before))
	}
	return err
}

// beginErased writes the list from what the journal says. An earlier limit is not in it: its numbers are named.
func (s *Store) beginErased(ctx context.Context, l *erasedList) error {
	var text strings.Builder
	_, err := collect(ctx, s.read, func(r *sql.Rows) (none struct{}, err error) {
		var g gone
		err = r.Scan(&g.what, &g.id, &g.at)
		fmt.Fprintf(&text, "%s %s %d %d\n", l.install, g.what, g.id, g.at)
		return none, err
	}, erasedRows, goneNumber, goneDialogue)
	if err == nil {
		err = keyfile.Replace(l.path, []byte(text.String()), 0o600)
	}
	if err != nil {
		return fmt.Errorf("make the list of erasures: %w", err)
	}
	return nil
}

// erasedRows are what a journal says was erased.
const erasedRows = `SELECT ?, id, made FROM number_key WHERE wrapped IS NULL
	UNION ALL SELECT ?, id, received FROM inquiry WHERE wrapped IS NULL`

// stillThere gives the lines whose key the journal still has.
func stillThere(ctx context.Context, db querier, all map[gone]bool) (again []gone, err error) {
	if len(all) == 0 {
		return nil, nil
	}
	ids := map[string][]int64{goneNumber: {}, goneDialogue: {}}
	for g := range maps.Keys(all) {
		ids[g.what] = append(ids[g.what], g.id)
	}
	numbers, err := json.Marshal(ids[goneNumber])
	if err != nil {
		return nil, err
	}
	dialogues, err := json.Marshal(ids[goneDialogue])
	if err != nil {
		return nil, err
	}
	found, err := collect(ctx, db, func(r *sql.Rows) (g gone, err error) { return g, r.Scan(&g.what, &g.id, &g.at) },
		`SELECT ?1, id, made FROM number_key WHERE wrapped IS NOT NULL AND id IN (SELECT value FROM json_each(?2))
		UNION ALL SELECT ?3, id, received FROM inquiry WHERE wrapped IS NOT NULL AND id IN (SELECT value FROM json_each(?4))
		ORDER BY 1, 2`, goneNumber, string(numbers), goneDialogue, string(dialogues))
	for _, g := range found {
		if all[g] {
			again = append(again, g)
		}
	}
	return again, err
}

// eraseAgain destroys a key that the list names. Whether it may go was decided the first time.
func (t *tx) eraseAgain(g gone) error {
	defer func() { t.gone = nil }() // they are in the list
	if g.what == goneDialogue {
		in, err := t.inquiry(dialer.InquiryID(g.id))
		if err != nil {
			return err
		}
		return t.dropInquiry(in, "erased", "ringevett")
	}
	return t.forgetAgain(g.id)
}

// forgetAgain erases the number that a key seals. If nothing sealed with the key is left, it makes the mark from the
// lookup hash.
func (t *tx) forgetAgain(id int64) error {
	var look, wrapped []byte
	if err := t.row(`SELECT lookup, wrapped FROM number_key WHERE id = ?`, id).Scan(&look, &wrapped); err != nil {
		return err
	}
	err := t.exec(`INSERT INTO erased (mark, at) VALUES (?, ?) ON CONFLICT (mark) DO NOTHING`,
		t.keys.mark(look), t.now.UnixNano())
	if err != nil {
		return err
	}
	e := erasing{why: erasedAgain, by: dialer.Self}
	if e.key, err = t.keys.unwrap(id, wrapped); err == nil {
		e.number, err = t.numberUnder(e.key)
	}
	if err != nil {
		return err
	}
	all, err := t.dialoguesOf(id) // first: what they must be kept for was weighed at the time
	for _, in := range all {
		if err == nil {
			err = t.dropInquiry(in, "erased", "ringevett")
		}
	}
	for _, s := range eraseSteps {
		if err == nil && (s.keyed || e.number != "") {
			err = s.do(t, &e)
		}
	}
	return err
}

// numberUnder is the number that a key seals; "" if nothing sealed with it is left.
func (t *tx) numberUnder(k numberKey) (dialer.Number, error) {
	var text []byte
	err := t.row(`SELECT body FROM journal INDEXED BY journal_number WHERE number > 0 AND number = ? LIMIT 1`, k.id).
		Scan(&text)
	if err == nil {
		f, err := readBody(text, k)
		return f.Number, err
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	var p person
	err = t.row(`SELECT box FROM lead WHERE number = ? AND box IS NOT NULL LIMIT 1`, k.id).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err == nil {
		text, err = k.open(text)
	}
	if err == nil {
		err = json.Unmarshal(text, &p)
	}
	return p.Number, err
}

// hideErased stops a store opened for reading from opening anything that the list calls erased.
func (s *Store) hideErased(ctx context.Context) error {
	install, err := s.Install(ctx)
	if err != nil {
		return err
	}
	l, all, _, err := readErased(s.place.ErasedPath(), install)
	if err != nil {
		return err
	}
	hidden, err := stillThere(ctx, s.read, all)
	if err != nil {
		return err
	}
	done, err := forgottenBefore(ctx, s.read)
	if err == nil && done < l.before {
		var old []int64
		old, err = oldNumberKeys(ctx, s.read, time.Unix(0, l.before), 0, everyKey)
		for _, id := range old {
			hidden = append(hidden, gone{what: goneNumber, id: id})
		}
	}
	s.keys.hidden = map[gone]bool{}
	for _, g := range hidden {
		s.keys.hidden[gone{what: g.what, id: g.id}] = true
	}
	return err
}
