package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// lastFile is beside the journal and says where its chain ended when it was last written. A ringevett.db that was
// restored alone from an older copy, or that lost its WAL, does not reach that end. A copy of the whole folder brings
// its own lastFile and cannot be detected.
const lastFile = "ringevett.last"

// lastEnd is the file that lastFile names, open for writing. Only the writer's goroutine uses it.
type lastEnd struct{ f *os.File }

// lineOf is the file's whole content: one line of constant length, so that it is overwritten in place.
func (h head) lineOf() string { return fmt.Sprintf("%020d %s\n", h.seq, hex.EncodeToString(h.hash[:])) }

// readLast gives the end that was noted last; there is none yet before a journal is first opened for writing.
func (o Options) readLast() (h head, there bool, err error) {
	text, err := os.ReadFile(filepath.Join(o.Dir, lastFile))
	if errors.Is(err, fs.ErrNotExist) {
		return head{}, false, nil
	}
	if err != nil {
		return head{}, false, fmt.Errorf("the journal's last end: %w", err)
	}
	var sum string
	if _, err := fmt.Sscanf(string(text), "%d %s\n", &h.seq, &sum); err == nil {
		if b, err := hex.DecodeString(sum); err == nil && copy(h.hash[:], b) == len(h.hash) {
			return h, true, nil
		}
	}
	return head{}, true, fmt.Errorf("%w: %s cannot be read, so whether this journal is the last one is unknown: %s",
		dialer.ErrRefused, lastFile, acceptHint)
}

const acceptHint = "put the newest copy back, or take this one on purpose: ringevett journal accept --why REASON"

// older returns a *Broken if the journal does not hold the entry that was noted last. It reads the note before the
// journal, because a daemon may be writing both, and writes the note last.
func older(ctx context.Context, db rowQuerier, noted head) error {
	var sum []byte
	err := db.QueryRowContext(ctx, `SELECT hash FROM journal WHERE seq = ?`, noted.seq).Scan(&sum)
	switch {
	case noted.seq == 0:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		end, err := lastEntry(ctx, db)
		if err != nil {
			return err
		}
		return &Broken{end.seq,
			fmt.Sprintf("it ends here, and the journal that was open here last had %d entries: this is "+
				"an older copy, "+
				"and what was reserved since is not in it: %s", noted.seq, acceptHint)}
	case err != nil:
		return err
	case string(sum) != string(noted.hash[:]):
		return &Broken{noted.seq,
			"it is not the entry that the journal ended with when it was open here last: this is " +
				"another copy: " + acceptHint}
	}
	return nil
}

// openLast opens the file for the writer, and makes it if there is none.
func (o Options) openLast() (lastEnd, error) {
	f, err := os.OpenFile(filepath.Join(o.Dir, lastFile), os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return lastEnd{}, fmt.Errorf("note the journal's end: %w", err)
	}
	return lastEnd{f}, f.Truncate(int64(len(head{}.lineOf())))
}

// note writes the end down after each commit. It does not sync: what the kernel holds outlives the process, and after a
// power cut an earlier end is only a weaker witness.
func (l lastEnd) note(h head) error {
	_, err := l.f.WriteAt([]byte(h.lineOf()), 0)
	return err
}

func (l lastEnd) close() error {
	if l.f == nil {
		return nil
	}
	return errors.Join(l.f.Sync(), l.f.Close())
}

// Accept accepts the journal in the data folder although it is not the one that was open here last, as after a restore,
// or although a table beside it is not what was written. It changes nothing except for a fact that says so, with the
// reason and the person. It returns dialer.ErrExists if the journal is the last one.
func Accept(ctx context.Context, o Options, why, by string) error {
	why = dialer.WithoutNumbers(why)
	noted, there, unreadable := o.readLast()
	s, err := open(ctx, o, shipped, accepting)
	if err != nil {
		return err
	}
	err = unreadable
	if err == nil {
		err = older(ctx, s.read, noted)
	}
	if s.writer.accepted != nil {
		why += " (" + s.writer.accepted.Error() + ")"
	} else if err == nil {
		return errors.Join(fmt.Errorf("the journal is the one that was open here last: %w", dialer.ErrExists),
			s.Close())
	}
	detail := "a copy of the journal was taken in place of the last one: " + why
	if there && unreadable == nil {
		detail = fmt.Sprintf("a copy of the journal that ends at entry %d was taken in place of the last one, which "+
			"ended "+
			"at entry %d: %s",
			s.writer.head.seq, noted.seq, why)
	}
	f := dialer.Fact{At: s.now(), Kind: dialer.FactRestored, Detail: detail, By: by}
	return errors.Join(s.Write(ctx, Batch{Facts: []dialer.Fact{f}}), s.Close())
}
