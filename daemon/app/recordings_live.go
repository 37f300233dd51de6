package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/sounds"
)

// recordWithin bounds the beginning of a recording: what is not begun by then has failed, and the two talk on without.
const recordWithin = 10 * time.Second

// tapePBX is the PBX, as far as a recording goes.
type tapePBX interface {
	Say(ctx context.Context, id dialer.AttemptID, agent dialer.SessionID, sound consent.Sound, path string) error
	Hush(ctx context.Context, id dialer.AttemptID) error
	Record(ctx context.Context, legs []dialer.Recording, agent dialer.SessionID) error
}

// tapeFiles are the PBX's files of recordings.
type tapeFiles interface {
	Stop(ctx context.Context, legs []dialer.Recording) error
	Discard(ctx context.Context, legs []dialer.Recording) error
}

// tapes carry a consent's decisions out. It is the engine's port; the PBX is set before the engine runs.
type tapes struct {
	*House
	pbx   tapePBX
	files tapeFiles
	ended chan<- struct{} // a part has ended: what it left is looked after now
}

// tapes are the engine's, where calls are recorded, or one of before the last start still is; else there are none,
// and the keys of recording do nothing.
func (d *running) tapes(ctx context.Context) (*tapes, error) {
	if d.cfg().Recording.Mode == config.RecordingOff {
		old, err := d.store.Recordings(ctx, sqlite.RecordingQuery{})
		if err != nil || !slices.ContainsFunc(old, runs) {
			return nil, err
		}
	}
	return &tapes{House: &d.House, ended: d.parts}, nil
}

// untaped waits until nothing is recorded.
func (d *running) untaped(ctx context.Context) bool {
	look := time.NewTicker(lookAgain)
	defer look.Stop()
	for {
		all, err := d.store.Recordings(ctx, sqlite.RecordingQuery{})
		if err != nil {
			return false
		}
		if !slices.ContainsFunc(all, runs) {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-look.C:
		}
	}
}

// runs reports whether nobody has said that a recording is over.
func runs(r dialer.Recording) bool { return r.State == dialer.RecordingRuns && r.Ended.IsZero() }

// Terms are what the configuration says, where the words that the consumer would hear are known and what is recorded
// can be kept.
func (t *tapes) Terms(ctx context.Context, c dialer.Campaign, n dialer.Number, terms consent.Terms) (consent.Terms, error) {
	r := t.cfg().Recording
	if r.Mode == config.RecordingOff {
		return terms, nil
	}
	prompt, err := t.prompt(c.Language)
	if err != nil {
		return terms, err
	}
	if _, err := t.keeper(ctx); err != nil {
		return terms, err
	}
	refused, err := t.store.RecordingRefused(ctx, c.ID, n)
	if err != nil {
		return terms, err
	}
	terms.Mode, terms.Category, terms.Prompt, terms.Refused = consent.Mode(r.Mode), r.Category, prompt, refused
	return terms, nil
}

// prompt names the question in a language, and the words that its sound says.
func (t *tapes) prompt(lang string) (dialer.Prompt, error) {
	file := t.spoken(consent.SoundPrompt).FileOf(lang, "")
	text, err := os.ReadFile(soundPath(t.cfg().Sounds.Dir, file) + ".txt.sha256")
	if words := strings.Fields(string(text)); err == nil && len(words) > 0 {
		return dialer.Prompt{Name: file, SHA256: words[0]}, nil
	}
	return dialer.Prompt{}, errors.Join(fmt.Errorf("what %s says is not known: make it with: ringevett sounds", file), err)
}

// spoken is the text of a sound: 4.1 asks, or informs where silence is a yes.
func (t *tapes) spoken(s consent.Sound) sounds.Prompt {
	if s == consent.SoundPrompt && t.cfg().Recording.Mode == string(consent.OptOut) {
		return sounds.ConsentInform
	}
	return map[consent.Sound]sounds.Prompt{
		consent.SoundPrompt: sounds.ConsentAsk, consent.SoundYes: sounds.ConsentYes, consent.SoundNo: sounds.ConsentNo,
		consent.SoundStopped: sounds.ConsentStopped,
	}[s]
}

// Noticed reports whether the agent has acknowledged that calls of our category are recorded now.
func (t *tapes) Noticed(ctx context.Context, a dialer.AgentID) (bool, error) {
	if t.cfg().Recording.Mode == config.RecordingOff {
		return false, nil
	}
	return t.store.Noticed(ctx, a, t.cfg().Recording.Category, t.now())
}

// Do carries out one effect.
func (t *tapes) Do(ctx context.Context, s consent.State, agent dialer.SessionID, ef consent.Effect) error {
	id := s.Terms.Call
	switch ef := ef.(type) {
	case consent.Say:
		return t.say(ctx, s.Terms, agent, ef.Sound)
	case consent.Hush:
		return t.pbx.Hush(ctx, id)
	case consent.Record:
		return t.record(ctx, t.part(s, ef.Part, ef.Agent), agent)
	case consent.Stop:
		return t.stop(ctx, id, ef.Part, t.part(s, ef.Part, ""))
	case consent.Drop:
		return t.drop(ctx, id, ef.Part, t.part(s, ef.Part, ""))
	case consent.Discard:
		var errs []error
		for part := range s.Part {
			errs = append(errs, t.files.Discard(ctx, t.part(s, part+1, "")))
		}
		return errors.Join(errs...)
	}
	return fmt.Errorf("unknown effect %T", ef)
}

// say plays in the campaign's language. A question that now has other words than the journal was told is not asked.
func (t *tapes) say(ctx context.Context, terms consent.Terms, agent dialer.SessionID, s consent.Sound) error {
	c, err := t.store.Campaign(ctx, terms.Campaign)
	if err != nil {
		return err
	}
	if s == consent.SoundPrompt {
		now, err := t.prompt(c.Language)
		if err != nil {
			return err
		}
		if now != terms.Prompt {
			return fmt.Errorf("%s has other words than when the call began", now.Name)
		}
	}
	return t.pbx.Say(ctx, terms.Call, agent, s, soundPath(t.cfg().Sounds.Dir, t.spoken(s).FileOf(c.Language, "")))
}

func (t *tapes) part(s consent.State, part int, agent dialer.AgentID) []dialer.Recording {
	return dialer.NewRecordings(dialer.Recording{
		Attempt: s.Terms.Call, Part: part, Campaign: s.Terms.Campaign, Client: s.Terms.Client, Agent: agent,
		Category: s.Terms.Category, Days: t.cfg().Recording.RetentionDays, Began: t.now(),
	})
}

// record has the journal say first that the consumer was asked and said yes: without that it refuses, and the PBX is
// not asked.
func (t *tapes) record(ctx context.Context, legs []dialer.Recording, agent dialer.SessionID) error {
	if err := t.store.BeginRecordings(ctx, legs); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, recordWithin)
	defer cancel()
	return t.pbx.Record(ctx, legs, agent)
}

// stop ends a part. Its time begins when the PBX has ended it; where that could not be done, it ends with the call.
func (t *tapes) stop(ctx context.Context, id dialer.AttemptID, part int, legs []dialer.Recording) error {
	if err := t.files.Stop(ctx, legs); err != nil {
		return err
	}
	if err := t.store.EndRecordings(ctx, id, part, t.now()); err != nil {
		return err
	}
	t.look()
	return nil
}

// drop ends a part and makes it unreadable; the keeper sees to it that no file of it is left.
func (t *tapes) drop(ctx context.Context, id dialer.AttemptID, part int, legs []dialer.Recording) error {
	defer t.look()
	return errors.Join(t.files.Discard(ctx, legs), t.store.DropRecordings(ctx, id, part, "strayed"))
}

// look has the keeper run soon; a run that waits already is enough.
func (t *tapes) look() {
	select {
	case t.ended <- struct{}{}:
	default:
	}
}

// Sweep deletes what was refused, everywhere.
func (t *tapes) Sweep(ctx context.Context) error {
	k, err := t.keeper(ctx)
	if err == nil {
		_, err = k.Run(ctx)
	}
	return err
}

// Halt ends what the PBX may still record of a call, and deletes it where another conversation may be in it.
func (t *tapes) Halt(ctx context.Context, id dialer.AttemptID, strayed bool) error {
	end := t.stop
	if strayed {
		end = t.drop
	}
	all, err := t.store.Recordings(ctx, sqlite.RecordingQuery{Attempt: id})
	errs := []error{err}
	for _, r := range all {
		if runs(r) {
			errs = append(errs, end(ctx, id, r.Part, []dialer.Recording{r}))
		}
	}
	return errors.Join(errs...)
}
