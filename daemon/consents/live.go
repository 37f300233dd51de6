package consents

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/sounds"
)

var _ engine.Recordings = InCall{}

// InCall carries out what a consent decides while the two talk. It is the engine's port; Connect comes before it.
type InCall struct{ *Recordings }

// beginWithin bounds the beginning of a recording. One that has not begun by then has failed, and the call goes on
// without it.
const beginWithin = 10 * time.Second

// Terms adds the conditions of a recording to terms. It fails where the words that the consumer would hear are not
// known, or where recordings cannot be kept.
func (r InCall) Terms(
	ctx context.Context, c dialer.Campaign, n dialer.Number, terms consent.Terms,
) (consent.Terms, error) {
	set := r.Settings()
	if set.Mode == consent.Off {
		return terms, nil
	}
	prompt, err := r.question(c.Language)
	if err != nil {
		return terms, err
	}
	if _, err := r.open(ctx); err != nil {
		return terms, err
	}
	refused, err := r.Calls.RecordingRefused(ctx, c.ID, n)
	if err != nil {
		return terms, err
	}
	terms.Mode, terms.Category, terms.Prompt, terms.Refused = set.Mode, set.Category, prompt, refused
	return terms, nil
}

// question is the sound that asks in a language, and the hash of its words.
func (r InCall) question(lang string) (dialer.Prompt, error) {
	file := r.promptOf(consent.SoundPrompt).FileOf(lang, "")
	text, err := os.ReadFile(r.Sound(file) + ".txt.sha256")
	if words := strings.Fields(string(text)); err == nil && len(words) > 0 {
		return dialer.Prompt{Name: file, SHA256: words[0]}, nil
	}
	return dialer.Prompt{}, errors.Join(
		fmt.Errorf("what %s says is not known: make it with: ringevett sounds", file), err)
}

// Question is the sound of the question as a path; "" where recording is off.
func (r InCall) Question(_ context.Context, c dialer.Campaign) (string, error) {
	if r.Settings().Mode == consent.Off {
		return "", nil
	}
	prompt, err := r.question(c.Language)
	return r.Sound(prompt.Name), err
}

// promptOf is the text of a sound. The question asks (4.1), or informs where silence is a yes.
func (r InCall) promptOf(s consent.Sound) sounds.Prompt {
	if s == consent.SoundPrompt && r.Settings().Mode == consent.OptOut {
		return sounds.ConsentInform
	}
	return map[consent.Sound]sounds.Prompt{
		consent.SoundPrompt: sounds.ConsentAsk, consent.SoundYes: sounds.ConsentYes, consent.SoundNo: sounds.ConsentNo,
		consent.SoundStopped: sounds.ConsentStopped,
	}[s]
}

// Noticed reports whether the agent has acknowledged that calls of the configured category are recorded
// now.
func (r InCall) Noticed(ctx context.Context, a dialer.AgentID) (bool, error) {
	if r.Settings().Mode == consent.Off {
		return false, nil
	}
	return r.Notices.Noticed(ctx, a, r.Settings().Category, r.Now())
}

// Do carries out one effect.
func (r InCall) Do(ctx context.Context, s consent.State, agent dialer.SessionID, ef consent.Effect) error {
	id := s.Terms.Call
	switch ef := ef.(type) {
	case consent.Say:
		return r.play(ctx, s.Terms, agent, ef.Sound)
	case consent.Hush:
		return r.media.Hush(ctx, id)
	case consent.Record:
		return r.begin(ctx, r.pair(s, ef.Part, ef.Agent), agent)
	case consent.Stop:
		return r.end(ctx, id, ef.Part, r.pair(s, ef.Part, ""))
	case consent.Drop:
		return r.drop(ctx, id, ef.Part, r.pair(s, ef.Part, ""))
	case consent.Discard:
		var errs []error
		for part := range s.Part {
			errs = append(errs, r.pbx.Discard(ctx, r.pair(s, part+1, "")))
		}
		return errors.Join(errs...)
	}
	return fmt.Errorf("unknown effect %T", ef)
}

// play plays a sound in the campaign's language. The question is not asked where its words changed since the journal
// was told of them.
func (r InCall) play(ctx context.Context, terms consent.Terms, agent dialer.SessionID, s consent.Sound) error {
	c, err := r.Book.Campaign(ctx, terms.Campaign)
	if err != nil {
		return err
	}
	if s == consent.SoundPrompt {
		now, err := r.question(c.Language)
		if err != nil {
			return err
		}
		if now != terms.Prompt {
			return fmt.Errorf("%s has other words than when the call began", now.Name)
		}
	}
	return r.media.Say(ctx, terms.Call, agent, s, r.Sound(r.promptOf(s).FileOf(c.Language, "")))
}

// pair are the recordings of the two voices in one part of a call.
func (r InCall) pair(s consent.State, part int, agent dialer.AgentID) []dialer.Recording {
	return dialer.NewRecordings(dialer.Recording{
		Attempt: s.Terms.Call, Part: part, Campaign: s.Terms.Campaign, Client: s.Terms.Client, Agent: agent,
		Category: s.Terms.Category, Days: r.Settings().RetentionDays, Began: r.Now(),
	})
}

// begin writes in the journal that a recording begins. The journal refuses where the consumer has not said yes, and
// then the PBX is not asked.
func (r InCall) begin(ctx context.Context, both []dialer.Recording, agent dialer.SessionID) error {
	if err := r.Calls.BeginRecordings(ctx, both); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, beginWithin)
	defer cancel()
	return r.media.Record(ctx, both, agent)
}

// end ends a part. Its retention begins when the PBX has ended it; where the PBX did not, the part ends with the call.
func (r InCall) end(ctx context.Context, id dialer.AttemptID, part int, both []dialer.Recording) error {
	if err := r.pbx.Stop(ctx, both); err != nil {
		return err
	}
	if err := r.Calls.EndRecordings(ctx, id, part, r.Now()); err != nil {
		return err
	}
	r.sealSoon()
	return nil
}

// drop ends a part and destroys its key. Runs removes the files.
func (r InCall) drop(ctx context.Context, id dialer.AttemptID, part int, both []dialer.Recording) error {
	defer r.sealSoon()
	return errors.Join(r.pbx.Discard(ctx, both), r.Calls.DropRecordings(ctx, id, part, "strayed"))
}

// sealSoon makes Runs seal what has ended. It does not block; a run that waits already is enough.
func (r InCall) sealSoon() {
	select {
	case r.ended <- struct{}{}:
	default:
	}
}

// Sweep deletes the files of what was refused, here and with the PBX.
func (r InCall) Sweep(ctx context.Context) error {
	k, err := r.open(ctx)
	if err == nil {
		_, err = k.Run(ctx)
	}
	return err
}

// Halt ends what the PBX may still record of a call, and deletes it where another conversation may be in it.
func (r InCall) Halt(ctx context.Context, id dialer.AttemptID, strayed bool) error {
	end := r.end
	if strayed {
		end = r.drop
	}
	all, err := r.Index.Recordings(ctx, sqlite.RecordingQuery{Attempt: id})
	errs := []error{err}
	for _, one := range all {
		if running(one) {
			errs = append(errs, end(ctx, id, one.Part, []dialer.Recording{one}))
		}
	}
	return errors.Join(errs...)
}
