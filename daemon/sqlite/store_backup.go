package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/keyfile"
)

// Backup writes a copy of the journal and the book to a new file, mode 0600, as they are at one instant. It reads
// beside a daemon that writes, without delaying it, and ends however much is written meanwhile; SQLite's ".backup"
// begins again at each write. The copy holds no deleted bytes and no master key. The write-ahead log is not emptied
// while it runs.
func Backup(ctx context.Context, o Options, to string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("copy the journal to %s: %w", to, err)
		}
	}()
	if _, err := os.Stat(o.path()); err != nil {
		return err
	}
	// SQLite takes an empty file, and would make one that all can read
	f, err := os.OpenFile(to, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, f.Sync(), f.Close())
		if err != nil {
			os.Remove(to)
			return
		}
		err = keyfile.SyncDir(filepath.Dir(to))
	}()
	db, err := sql.Open("sqlite3", o.dsn(url.Values{"mode": {"ro"}, "_busy_timeout": {"5000"}}))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", to)
	return err
}
