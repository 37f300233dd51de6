package consents_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/consents"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

var ten = time.Date(2026, 11, 24, 10, 0, 0, 0, hours.Oslo())

// pbx holds the sounds that it was asked to record: a recording's is its name.
type pbx struct {
	held  map[dialer.RecordingID]bool
	plays []string
	fails error // of what it is asked to record or stop
}

func (p *pbx) RecordingFile(_ context.Context, id dialer.RecordingID, w io.Writer) error {
	if !p.held[id] {
		return dialer.ErrNotFound
	}
	_, err := io.WriteString(w, "the sound of "+string(id))
	return err
}

func (p *pbx) RemoveRecording(_ context.Context, id dialer.RecordingID) error {
	delete(p.held, id)
	return nil
}

func (p *pbx) RecordingFiles(context.Context) (ids []dialer.RecordingID, err error) {
	for id := range p.held {
		ids = append(ids, id)
	}
	return ids, nil
}

func (p *pbx) Say(_ context.Context, _ dialer.AttemptID, _ dialer.SessionID, _ consent.Sound, path string) error {
	p.plays = append(p.plays, filepath.Base(path))
	return nil
}

func (p *pbx) Hush(context.Context, dialer.AttemptID) error { return nil }

func (p *pbx) Record(_ context.Context, both []dialer.Recording, _ dialer.SessionID) error {
	for _, r := range both {
		p.held[r.ID] = true
	}
	return p.fails
}

func (p *pbx) Stop(context.Context, []dialer.Recording) error { return p.fails }

func (p *pbx) Discard(_ context.Context, running []dialer.Recording) error {
	for _, r := range running {
		delete(p.held, r.ID)
	}
	return p.fails
}

func (p *pbx) Renew(context.Context, []dialer.Recording) error { return nil }

// house is a journal with an agent and a campaign, and a PBX.
type house struct {
	t     *testing.T
	now   time.Time
	set   consents.Settings
	store *sqlite.Store
	pbx   *pbx
	all   *consents.Recordings
	dir   string
}

func newHouse(t *testing.T) *house {
	t.Helper()
	dir := t.TempDir()
	h := &house{t: t, dir: dir, now: ten, pbx: &pbx{held: map[dialer.RecordingID]bool{}}, set: consents.Settings{
		Mode: consent.OptIn, Category: "quality", RetentionDays: 3, Dir: filepath.Join(dir, "recordings"),
		KeyFile: filepath.Join(dir, "keys", "recordings.key"),
	}}
	clock := func() time.Time { return h.now }
	var err error
	h.store, err = sqlite.Create(t.Context(), sqlite.Options{Dir: filepath.Join(dir, "data"), Now: clock})
	h.fine(err)
	t.Cleanup(func() { h.store.Close() })
	kari := dialer.Agent{ID: "kari", FullName: "Kari Nordmann", Endpoint: "PJSIP/101"}
	h.fine(h.store.PutAgent(t.Context(), kari, "1111", "test"))
	client := dialer.Client{ID: "power", Name: "Power AS", OrgNo: "999999999", Visible: []dialer.Number{"+4722000001"}}
	h.fine(h.store.PutClient(t.Context(), client, "test"))
	h.fine(h.store.PutCampaign(t.Context(), dialer.Campaign{
		ID: "c1", Client: client, Kind: dialer.Sales, Mode: dialer.Power, Language: "nb", Visible: "+4722000001",
	}, "test"))
	log := logrus.New()
	log.SetOutput(io.Discard)
	h.all = consents.New(consents.Ports{
		Book: h.store, Index: h.store, Files: h.store, Calls: h.store, Notices: h.store,
		Write:    func(ctx context.Context, f dialer.Fact) error { return h.write(ctx, f) },
		Sound:    h.sound,
		Report:   func(error) {},
		Settings: func() consents.Settings { return h.set }, Now: clock, Log: logrus.NewEntry(log),
	})
	h.all.Connect(h.pbx, h.pbx)
	return h
}

// sound is where a sound lies.
func (h *house) sound(file string) string { return filepath.Join(h.dir, "sounds", file) }

func (h *house) fine(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) write(ctx context.Context, facts ...dialer.Fact) error {
	return h.store.Write(ctx, sqlite.Batch{Facts: facts})
}

var inCall = consent.State{Terms: consent.Terms{Call: 7, Campaign: "c1", Client: "power", Category: "quality"}, Part: 1}

// do carries out an effect in call 7.
func (h *house) do(ef consent.Effect) error {
	return consents.InCall{Recordings: h.all}.Do(h.t.Context(), inCall, "PJSIP/101", ef)
}

// talks writes that call 7 is answered, and what else the journal knows of it.
func (h *house) talks(more ...dialer.FactKind) {
	h.t.Helper()
	var facts []dialer.Fact
	kinds := []dialer.FactKind{dialer.FactBooked, dialer.FactDialed, dialer.FactAnswered, dialer.FactBridged}
	for _, k := range append(kinds, more...) {
		facts = append(facts, dialer.Fact{At: h.now, Kind: k, Attempt: 7, Campaign: "c1", Client: "power"})
	}
	facts[0].Number, facts[0].Visible = "+4790000007", "+4722000001"
	h.fine(h.write(h.t.Context(), facts...))
}

// recorded is a house in which call 7 was recorded and has ended.
func recorded(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.talks(dialer.FactInformed, dialer.FactConsent)
	h.fine(h.do(consent.Record{Part: 1, Agent: "kari"}))
	h.fine(h.do(consent.Stop{Part: 1}))
	if got, err := h.all.ProveRecordings(t.Context()); err != nil || got.Collected != 2 || len(h.pbx.held) != 0 {
		t.Fatalf("got %+v, %v, %d with the PBX", got, err, len(h.pbx.held))
	}
	return h
}

func TestNothingIsRecordedWithoutAYes(t *testing.T) {
	h := newHouse(t)
	h.talks(dialer.FactInformed)
	if err := h.do(consent.Record{Part: 1, Agent: "kari"}); err == nil || len(h.pbx.held) != 0 {
		t.Errorf("without a yes: %v, recorded %v", err, h.pbx.held)
	}
}

// TestARecordingThatStrayedIsUnreadable: another conversation may be in it, so its key goes, even where the PBX fails.
func TestARecordingThatStrayedIsUnreadable(t *testing.T) {
	for _, fails := range []error{nil, errors.New("no answer")} {
		h := newHouse(t)
		h.talks(dialer.FactInformed, dialer.FactConsent)
		h.fine(h.do(consent.Record{Part: 1, Agent: "kari"}))
		h.pbx.fails = fails
		err := consents.InCall{Recordings: h.all}.Halt(t.Context(), 7, true)
		if !errors.Is(err, fails) {
			t.Errorf("the PBX says %v: got %v", fails, err)
		}
		all, err := h.all.RecordingList(t.Context(), verb.RecordingsQuery{Gone: true})
		h.fine(err)
		for _, r := range all {
			if r.State != string(dialer.RecordingGoing) {
				t.Errorf("%s is %s, want going", r.ID, r.State)
			}
		}
	}
}

// TestTheQuestionIsPlayedInItsWords: it is not asked where its words are not known, or changed during the call.
func TestTheQuestionIsPlayedInItsWords(t *testing.T) {
	h := newHouse(t)
	h.talks()
	live := consents.InCall{Recordings: h.all}
	c, err := h.store.Campaign(t.Context(), "c1")
	h.fine(err)
	if _, err := live.Terms(t.Context(), c, "+4790000007", consent.Terms{}); err == nil {
		t.Error("asked, though its words are not known")
	}
	words := h.sound("nb/consent-ask.txt.sha256")
	h.fine(os.MkdirAll(filepath.Dir(words), 0o700))
	h.fine(os.WriteFile(words, []byte("c0ffee\n"), 0o600))
	terms, err := live.Terms(t.Context(), c, "+4790000007", inCall.Terms)
	h.fine(err)
	s := consent.State{Terms: terms}
	ask := func() error { return live.Do(t.Context(), s, "PJSIP/101", consent.Say{Sound: consent.SoundPrompt}) }
	h.fine(ask())
	h.fine(os.WriteFile(words, []byte("0ddba11\n"), 0o600))
	if err := ask(); err == nil || !slices.Equal(h.pbx.plays, []string{"consent-ask"}) {
		t.Errorf("with other words: %v, played %q", err, h.pbx.plays)
	}
}

// TestADutyOfCareKeepsNoRecording: the word alone makes what is sealed unreadable, and its files go (4.2 f).
func TestADutyOfCareKeepsNoRecording(t *testing.T) {
	for _, word := range []dialer.Disposition{dialer.DutyOfCare, dialer.Minor} {
		h := recorded(t)
		h.fine(h.write(t.Context(), dialer.Fact{
			At: h.now, Kind: dialer.FactDisposed, Attempt: 7, Campaign: "c1", Client: "power", Disposition: word,
		}))
		h.fine(consents.InCall{Recordings: h.all}.Sweep(t.Context()))
		all, err := h.all.RecordingList(t.Context(), verb.RecordingsQuery{})
		h.fine(err)
		kept := map[dialer.Disposition]int{dialer.DutyOfCare: 0, dialer.Minor: 2}[word]
		if len(all) != kept {
			t.Errorf("after %s: %d recordings are kept, want %d", word, len(all), kept)
		}
	}
}

func TestEachPartyGetsItsOwnVoice(t *testing.T) {
	h := recorded(t)
	for _, tt := range []struct {
		name, id, party, why string
		want                 bool
	}{
		{"the consumer's own", "a7-consumer-1", "consumer", "request 7", true},
		{"not the agent's", "a7-agent-1", "consumer", "request 7", false},
		{"the agent's own", "a7-agent-1", "agent", "on demand", true},
		{"not the consumer's", "a7-consumer-1", "agent", "on demand", false},
		{"quality hears both", "a7-consumer-1", "quality", "listening", true},
		{"not without a reason", "a7-consumer-1", "quality", "", false},
		{"no other party", "a7-consumer-1", "client", "curious", false},
		{"not what never was", "a8-consumer-1", "quality", "listening", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := verb.RecordingExport{ID: tt.id, For: tt.party, Why: tt.why}
			s, err := h.all.ExportRecording(t.Context(), e, "cli:per")
			if (err == nil) != tt.want || bytes.Contains(s.WAV, []byte("the sound of "+tt.id)) != tt.want {
				t.Errorf("got %q, %v", s.WAV, err)
			}
		})
	}
	reads := 0
	for f, err := range h.store.Facts(t.Context(), sqlite.Query{Attempt: 7}) {
		h.fine(err)
		if f.Kind == dialer.FactRecordingRead && f.By == "cli:per" && f.Recording != "" {
			reads++
		}
	}
	if reads != 3 {
		t.Errorf("the journal has %d readings, want 3", reads)
	}
}

func TestSwitchedOffStillDeletes(t *testing.T) {
	h := recorded(t)
	h.set.Mode, h.now = consent.Off, ten.Add(4*24*time.Hour)
	if got, err := h.all.ProveRecordings(t.Context()); err != nil || got.Deleted != 2 || got.Gone != 2 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestOffMakesNothing(t *testing.T) {
	h := newHouse(t)
	h.set.Mode = consent.Off
	if _, err := h.all.ProveRecordings(t.Context()); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(h.set.Dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder was made: %v", err)
	}
	if needed, err := h.all.Needed(t.Context()); err != nil || needed {
		t.Errorf("the engine is given recordings: %v, %v", needed, err)
	}
}
