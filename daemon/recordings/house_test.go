package recordings_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/recordings"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// folder is a PBX whose recordings are files in a folder.
type folder string

func (f folder) path(id dialer.RecordingID) string { return filepath.Join(string(f), string(id)) }

func (f folder) RecordingFile(_ context.Context, id dialer.RecordingID, w io.Writer) error {
	b, err := os.ReadFile(f.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", id, dialer.ErrNotFound)
	}
	if err == nil {
		_, err = w.Write(b)
	}
	return err
}

func (f folder) RemoveRecording(_ context.Context, id dialer.RecordingID) error {
	if err := os.Remove(f.path(id)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (f folder) RecordingFiles(context.Context) (ids []dialer.RecordingID, err error) {
	names, err := os.ReadDir(string(f))
	for _, n := range names {
		ids = append(ids, dialer.RecordingID(n.Name()))
	}
	return ids, err
}

// away is a PBX that does not answer.
type away struct{ folder }

func (away) RemoveRecording(context.Context, dialer.RecordingID) error {
	return errors.New("connection refused")
}

// house is a journal, a PBX and a keeper, all in one folder.
type house struct {
	t     testing.TB
	dir   string
	clock time.Time
	store *sqlite.Store
	pbx   folder
	keep  *recordings.Keeper
}

func (h *house) now() time.Time { return h.clock }

func (h *house) options() recordings.Options {
	log := logrus.New()
	log.SetOutput(io.Discard)
	return recordings.Options{
		Dir: filepath.Join(h.dir, "recordings"), KeyFile: filepath.Join(h.dir, "recordings.key"), PBX: h.pbx,
		Index: h.store,
		Log:   logrus.NewEntry(log), Now: h.now,
	}
}

func newHouse(t testing.TB, dir string, at time.Time) *house {
	t.Helper()
	h := &house{t: t, dir: dir, clock: at, pbx: folder(filepath.Join(dir, "pbx"))}
	must(t, os.MkdirAll(string(h.pbx), 0o700))
	var err error
	h.store, err = sqlite.Create(context.Background(), sqlite.Options{Dir: dir, Now: h.now})
	must(t, err)
	t.Cleanup(func() { h.store.Close() })
	h.keep, err = recordings.Open(h.options())
	must(t, err)
	return h
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func number(i int) dialer.Number { return dialer.Number(fmt.Sprintf("+4790000%03d", i)) }

// sound is what a side says: no two alike, some longer than a piece of a sealed file.
func sound(id dialer.RecordingID) []byte {
	n := 100
	for _, c := range id {
		n = (n*31 + int(c)) % 200_000
	}
	return bytes.Repeat([]byte(id), n/len(id)+1)
}

// call books a call whose consumer said yes.
func (h *house) call(id dialer.AttemptID, n dialer.Number) {
	h.t.Helper()
	base := dialer.Fact{At: h.clock, Campaign: "wool", Client: "acme", Attempt: id, Lead: 1}
	var facts []dialer.Fact
	for _, kind := range []dialer.FactKind{dialer.FactBooked, dialer.FactInformed, dialer.FactConsent} {
		f := base
		f.Kind = kind
		if kind == dialer.FactBooked {
			f.Number = n
		}
		facts = append(facts, f)
	}
	must(h.t, h.store.Write(context.Background(), sqlite.Batch{Facts: facts}))
}

func (h *house) write(kind dialer.FactKind, id dialer.AttemptID) {
	h.t.Helper()
	f := dialer.Fact{At: h.clock, Kind: kind, Campaign: "wool", Client: "acme", Attempt: id}
	must(h.t, h.store.Write(context.Background(), sqlite.Batch{Facts: []dialer.Fact{f}}))
}

// record has both sides of a call on the PBX's disk, ended now.
func (h *house) record(id dialer.AttemptID, days int) []dialer.Recording {
	h.t.Helper()
	h.call(id, number(int(id%1000)))
	both := dialer.NewRecordings(dialer.Recording{
		Attempt: id, Campaign: "wool", Client: "acme", Agent: "kari", Part: 1, Category: "quality", Days: days,
		Began: h.clock,
	})
	must(h.t, h.store.BeginRecordings(context.Background(), both))
	for _, r := range both {
		must(h.t, os.WriteFile(h.pbx.path(r.ID), sound(r.ID), 0o600))
	}
	must(h.t, h.store.EndRecordings(context.Background(), id, 1, h.clock))
	return both
}

func (h *house) run() recordings.Report {
	h.t.Helper()
	r, err := h.keep.Run(context.Background())
	must(h.t, err)
	return r
}

// get gives a recording as the index has it.
func (h *house) get(id dialer.RecordingID) dialer.Recording {
	h.t.Helper()
	all, err := h.store.Recordings(context.Background(), sqlite.RecordingQuery{ID: id})
	must(h.t, err)
	return all[0]
}

// files are all files of recordings, here and on the PBX, by name.
func (h *house) files() (names []string) {
	h.t.Helper()
	for _, dir := range []string{filepath.Join(h.dir, "recordings"), string(h.pbx)} {
		entries, err := os.ReadDir(dir)
		must(h.t, err)
		for _, e := range entries {
			names = append(names, filepath.Base(dir)+"/"+e.Name())
		}
	}
	return names
}

func (h *house) read(id dialer.RecordingID) (string, error) {
	var b bytes.Buffer
	err := h.keep.Read(context.Background(), &b, h.get(id), "listening for training", "cli:per")
	return b.String(), err
}

// facts counts the journal's lines of a kind.
func (h *house) facts(kind dialer.FactKind) (n int) {
	h.t.Helper()
	for f, err := range h.store.Facts(context.Background(), sqlite.Query{}) {
		must(h.t, err)
		if f.Kind == kind {
			n++
		}
	}
	return n
}

func wantFiles(t testing.TB, h *house, want ...string) {
	t.Helper()
	if got := strings.Join(h.files(), " "); got != strings.Join(want, " ") {
		t.Errorf("got files %q, want %q", got, strings.Join(want, " "))
	}
}
