package cli

import (
	"errors"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// progress shows how far long work is, on a terminal only. size 0: the end is not known.
func (t *tool) progress(doing string, size int64) (show func(done int64), finish func()) {
	if !t.terminal() {
		return nil, func() {}
	}
	if size == 0 {
		size = -1
	}
	bar := progressbar.NewOptions64(size, progressbar.OptionSetWriter(t.Err), progressbar.OptionSetDescription(doing),
		progressbar.OptionShowBytes(true),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(30))
	return func(done int64) { bar.Set64(done) }, func() { bar.Finish() }
}

// terminal reports whether a person reads what is written to the standard error.
func (t *tool) terminal() bool {
	f, ok := t.Err.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// openLong opens a long file, or standard input where its name is "-", and shows how much of it is read until finish,
// which may be called twice and closes it.
func (t *tool) openLong(doing, name string) (in io.Reader, finish func(), err error) {
	if name == "-" {
		return t.In, func() {}, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = dialer.Invalid{Field: "file", Value: name, Why: "a file: this is a folder"}
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	show, end := t.progress(doing, info.Size())
	return &shown{from: f, show: show, read: make(chan struct{})}, func() {
		end()
		f.Close()
	}, nil
}

// shown is a file whose reading is shown; show is nil where there is no terminal.
type shown struct {
	from io.Reader
	show func(done int64)
	done int64
	read chan struct{} // closed at its end
}

// readOf is closed when a file of openLong is read; never for standard input.
func readOf(in io.Reader) <-chan struct{} {
	if s, ok := in.(*shown); ok {
		return s.read
	}
	return nil
}

func (s *shown) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	if s.done += int64(n); s.show != nil {
		s.show(s.done)
	}
	if err != nil && s.read != nil {
		close(s.read)
		s.read = nil
	}
	return n, err
}
