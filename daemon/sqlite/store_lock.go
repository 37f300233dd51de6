package sqlite

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// A writeLock is the right to write to a journal. The kernel takes it back when the process dies.
type writeLock struct{ file *os.File }

// Close gives the right back. It unlocks before it closes: a child that is being started at this moment has a copy of
// the descriptor until its exec, and closing ours alone would leave the journal locked for as long (flock(2)).
func (l writeLock) Close() error {
	return errors.Join(syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN), l.file.Close())
}

// lock takes the right to write, or names the process that has it.
func lock(dir string) (writeLock, error) {
	f, err := os.OpenFile(filepath.Join(dir, "ringevett.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return writeLock{}, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		holder, _ := io.ReadAll(io.LimitReader(f, 20))
		f.Close()
		return writeLock{}, fmt.Errorf("%w: process %s is writing to the journal in %s: %w",
			dialer.ErrRefused, strings.TrimSpace(string(holder)), dir, err)
	}
	if err := f.Truncate(0); err == nil {
		fmt.Fprintln(f, os.Getpid()) // only for the message above
	}
	return writeLock{f}, nil
}
