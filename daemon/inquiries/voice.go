package inquiries

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/recordings"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// KeepVoice takes over what was spoken; name is its file in Asterisk's store. After nil the voice is wanted, and Runs
// fetches it until that succeeds. A fault in fetching is in the log and with the inquiry, and is not returned here.
func (k *Inquiries) KeepVoice(ctx context.Context, id dialer.InquiryID, name string) error {
	if err := k.Wanted.WantVoice(ctx, id, name); err != nil {
		return err
	}
	k.Wake()
	return nil
}

// DropVoice removes a recording in which nothing was said.
func (k *Inquiries) DropVoice(ctx context.Context, name string) error {
	if k.pbx == nil {
		return errors.New("no PBX")
	}
	return k.pbx.RemoveVoice(ctx, name)
}

// voiceFile is where an inquiry's sealed voice lies. Its key is sealed by the master key, which has a backup, and not
// by recordings.key, which need not have one: a dialogue is kept for months.
func (k *Inquiries) voiceFile(id dialer.InquiryID) string {
	return filepath.Join(k.Settings().Voices, voiceMark(id)+".sealed")
}

func voiceMark(id dialer.InquiryID) string { return fmt.Sprintf("inquiry-%d", id) }

// keepVoices fetches the voices that are wanted, and removes those that are to go. One that fails delays no other.
func (k *Inquiries) keepVoices(ctx context.Context) error {
	if k.pbx == nil {
		return nil
	}
	k.fetching.Lock()
	defer k.fetching.Unlock()
	open, err := k.Wanted.OpenVoices(ctx)
	errs := []error{err}
	for _, in := range open {
		switch in.Spoken {
		case sqlite.VoiceWanted:
			err = k.fetchVoice(ctx, in)
		case sqlite.VoiceGoing:
			err = k.removeVoice(ctx, in)
		default:
			err = k.clearVoice(ctx, in)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("voice of inquiry %d: %w", in.ID, err))
		}
	}
	return errors.Join(errs...)
}

// fetchVoice seals the PBX's file, and removes it from the PBX after that. It may be repeated after any step.
func (k *Inquiries) fetchVoice(ctx context.Context, in sqlite.Inquiry) error {
	v, err := k.sealVoice(ctx, in)
	if err != nil {
		lost := errors.Is(err, dialer.ErrNotFound)
		if lost {
			k.Log.WithField("inquiry", in.ID).
				Error("what the caller has spoken is not in Asterisk's store: the voice is lost, the inquiry stays")
			err = nil
		}
		return errors.Join(err, k.Kept.MissVoice(ctx, in.ID, lost, missWords(lost, err)))
	}
	kept, err := k.Kept.KeepVoice(ctx, in.ID, v)
	if err != nil {
		return err
	}
	if !kept { // deleted meanwhile; the next look removes the file
		return nil
	}
	return k.clearVoice(ctx, in)
}

func missWords(lost bool, err error) string {
	if lost {
		return "the voice is not in Asterisk's store"
	}
	return "the voice could not be kept yet, and is tried again: " + err.Error()
}

func (k *Inquiries) sealVoice(ctx context.Context, in sqlite.Inquiry) (v sqlite.Voice, err error) {
	path := k.voiceFile(in.ID)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return v, err
	}
	v.Key = recordings.NewKey()
	sum, size := sha256.New(), &size{}
	err = recordings.Seal(path, v.Key, voiceMark(in.ID), func(w io.Writer) error {
		return k.pbx.VoiceFile(ctx, in.Sound, io.MultiWriter(w, sum, size))
	})
	v.Bytes, v.Seconds, v.SHA256 = size.n, int(size.n/voiceSecond), hex.EncodeToString(sum.Sum(nil))
	return v, err
}

// voiceSecond is how much a second of a message takes: the dialplan records in WAV, of 8000 samples of two bytes.
const voiceSecond = 16000

type size struct{ n int64 }

func (s *size) Write(p []byte) (int, error) { s.n += int64(len(p)); return len(p), nil }

// clearVoice removes the PBX's copy.
func (k *Inquiries) clearVoice(ctx context.Context, in sqlite.Inquiry) error {
	if in.Sound == "" {
		return nil
	}
	if err := k.pbx.RemoveVoice(ctx, in.Sound); err != nil {
		return err
	}
	return k.Kept.VoiceRemoved(ctx, in.ID)
}

// removeVoice removes every file of a dialogue that is deleted.
func (k *Inquiries) removeVoice(ctx context.Context, in sqlite.Inquiry) error {
	for _, path := range []string{k.voiceFile(in.ID), k.voiceFile(in.ID) + recordings.Unfinished} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := k.clearVoice(ctx, in); err != nil {
		return err
	}
	return k.Kept.VoiceGone(ctx, in.ID)
}

// InquiryVoice gives what was spoken. The journal is told first who listens and why.
func (k *Inquiries) InquiryVoice(ctx context.Context, l verb.InquiryListen, by string) (verb.Sound, error) {
	if l.Why == "" {
		return verb.Sound{}, dialer.Invalid{Field: "why", Why: "what it is listened to for: it is kept"}
	}
	id := dialer.InquiryID(l.ID)
	v, err := k.Wanted.TakeVoice(ctx, id, l.Why, by)
	if err != nil {
		return verb.Sound{}, err
	}
	var b bytes.Buffer
	if err := recordings.Unseal(&b, k.voiceFile(id), v.Key, voiceMark(id)); err != nil {
		return verb.Sound{}, fmt.Errorf("open the voice of inquiry %d: %w", id, err)
	}
	sum := sha256.Sum256(b.Bytes())
	if got := hex.EncodeToString(sum[:]); got != v.SHA256 {
		return verb.Sound{}, fmt.Errorf("voice of inquiry %d: its checksum is %s, and was %s when it was recorded",
			id, got, v.SHA256)
	}
	wav := b.Bytes()
	if !bytes.HasPrefix(wav, []byte("RIFF")) { // as Asterisk writes A-law, without a header
		wav = recordings.WAV(wav)
	}
	return verb.Sound{Name: voiceMark(id) + ".wav", WAV: wav}, nil
}
