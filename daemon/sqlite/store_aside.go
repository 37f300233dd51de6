package sqlite

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/keyfile"
)

// AsideFile is the file in the data folder that keeps what the journal refused, one entry a line, as JSON.
const AsideFile = "set-aside.jsonl"

// asideSize bounds the file, in bytes. A full one takes the place of the one before, which is kept as AsideFile.1.
const asideSize = 1 << 20

// asideText bounds one text of an entry, in bytes.
const asideText = 4000

// aside is the file of what the journal refused.
type aside struct {
	path string
	mu   sync.Mutex
}

// setAside is one line of the file. Numbers are masked, because the file is not erased with a number's key.
type setAside struct {
	At    time.Time       `json:"at"`
	Why   string          `json:"why"`
	Facts []body          `json:"facts,omitempty"`
	Leads []setAsideLead  `json:"leads,omitempty"`
	For   []dialer.Number `json:"numbers,omitempty"`
}

type setAsideLead struct {
	Lead  dialer.LeadID    `json:"lead"`
	State dialer.LeadState `json:"state"`
	Due   time.Time        `json:"due,omitzero"`
	Code  string           `json:"code,omitempty"`
}

// SetAside appends to AsideFile what the journal refused, with numbers masked and texts cleaned. It is on the disk when
// SetAside returns.
func (s *Store) SetAside(b Batch, why error) error {
	line, err := json.Marshal(newSetAside(s.now(), b, why), jsontext.AllowInvalidUTF8(true))
	if err == nil {
		err = s.aside.add(append(line, '\n'))
	}
	if err != nil {
		return fmt.Errorf("set aside what the journal refused: %w", err)
	}
	return nil
}

func newSetAside(now time.Time, b Batch, why error) setAside {
	out := setAside{At: now.UTC(), Why: short(why.Error())}
	for _, f := range b.Facts {
		f = f.Clean()
		if f.Detail = short(withoutNumber(f)); writtenByPersons(f.Kind) {
			f.Detail = "" // nothing here goes with the number's key
		}
		if f.Number != "" {
			out.For = append(out.For, dialer.Number(f.Number.Masked()))
		}
		out.Facts = append(out.Facts, newBody(f))
	}
	for _, l := range b.Leads {
		out.Leads = append(out.Leads, setAsideLead{l.Lead, l.State, l.Due, l.Code})
	}
	return out
}

func short(text string) string {
	return strings.ToValidUTF8(text[:min(len(text), asideText)], "\uFFFD")
}

func (a *aside) add(line []byte) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	info, err := os.Stat(a.path)
	if err == nil && info.Size() > 0 && info.Size()+int64(len(line)) > asideSize {
		err = os.Rename(a.path, a.path+".1")
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(a.path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(line)
	return errors.Join(err, f.Sync(), f.Close(), keyfile.SyncDir(filepath.Dir(a.path)))
}

// Aside sums up AsideFile.
type Aside struct {
	Entries int
	Path    string
	Last    time.Time // when the newest was set aside
	Why     string    // why that one was refused
}

// Aside reports which entries were set aside, and so are missing in the journal. A person looks at them and then moves
// the file away.
func (s *Store) Aside() (Aside, error) {
	s.aside.mu.Lock()
	defer s.aside.mu.Unlock()
	out := Aside{Path: s.aside.path}
	f, err := os.Open(s.aside.path)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return out, fmt.Errorf("what the journal refused: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, asideSize)
	last := ""
	for lines.Scan() {
		out.Entries++
		last = lines.Text()
	}
	if err := lines.Err(); err != nil {
		return out, fmt.Errorf("what the journal refused: %w", err)
	}
	var e setAside
	if err := json.Unmarshal([]byte(last), &e); err == nil { // a line cut by a crash tells no time
		out.Last, out.Why = e.At, e.Why
	}
	return out, nil
}
