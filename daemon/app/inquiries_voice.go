package app

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

// voices is where callers' messages are before they are ours. One that is not there is dialer.ErrNotFound.
type voices interface {
	VoiceFile(ctx context.Context, name string, w io.Writer) error
	RemoveVoice(ctx context.Context, name string) error
	// Voices lists those in a folder, also what is being recorded.
	Voices(ctx context.Context, folder string) (names []string, err error)
	// Speaking reports whether a channel is still there.
	Speaking(ctx context.Context, channel string) (bool, error)
}

// KeepVoice takes over what was spoken: Asterisk has it under this name. After nil it is wanted for good, and fetched
// now or, where that fails, by the job until it is: what fails is told in the log and with the inquiry, not here.
func (h *House) KeepVoice(ctx context.Context, id dialer.InquiryID, name string) error {
	if err := h.store.WantVoice(ctx, id, name); err != nil {
		return err
	}
	h.asks.kick()
	return nil
}

// DropVoice removes a recording in which nothing was said.
func (h *House) DropVoice(ctx context.Context, name string) error {
	if h.asks.pbx == nil {
		return errors.New("no PBX")
	}
	return h.asks.pbx.RemoveVoice(ctx, name)
}

// voiceFile is where an inquiry's voice lies, sealed. Its key is under the master key, which has a backup: a dialogue
// is kept for months, and recordings.key need not be.
func (h *House) voiceFile(id dialer.InquiryID) string {
	return filepath.Join(h.cfg().Data.Dir, "voices", voiceMark(id)+".sealed")
}

func voiceMark(id dialer.InquiryID) string { return fmt.Sprintf("inquiry-%d", id) }

// keepVoices fetches what is wanted, and removes what is to go. What one makes difficult delays no other.
func (h *House) keepVoices(ctx context.Context) error {
	if h.asks.pbx == nil {
		return nil
	}
	h.asks.fetching.Lock()
	defer h.asks.fetching.Unlock()
	open, err := h.store.OpenVoices(ctx)
	errs := []error{err}
	for _, in := range open {
		switch in.Spoken {
		case sqlite.VoiceWanted:
			err = h.fetchVoice(ctx, in)
		case sqlite.VoiceGoing:
			err = h.dropVoice(ctx, in)
		default:
			err = h.clearVoice(ctx, in)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("voice of inquiry %d: %w", in.ID, err))
		}
	}
	return errors.Join(errs...)
}

// fetchVoice seals the PBX's file and only then has it removed there. Done half and again, it comes to the same.
func (h *House) fetchVoice(ctx context.Context, in sqlite.Inquiry) error {
	v, err := h.sealVoice(ctx, in)
	if err != nil {
		lost := errors.Is(err, dialer.ErrNotFound)
		if lost {
			h.log.WithField("inquiry", in.ID).Error("what the caller has spoken is not in Asterisk's store: the voice is lost, the inquiry stays")
			err = nil
		}
		return errors.Join(err, h.store.MissVoice(ctx, in.ID, lost, missWords(lost, err)))
	}
	kept, err := h.store.KeepVoice(ctx, in.ID, v)
	if err != nil {
		return err
	}
	if !kept { // deleted meanwhile; the next look takes the file away
		return nil
	}
	return h.clearVoice(ctx, in)
}

func missWords(lost bool, err error) string {
	if lost {
		return "the voice is not in Asterisk's store"
	}
	return "the voice could not be kept yet, and is tried again: " + err.Error()
}

func (h *House) sealVoice(ctx context.Context, in sqlite.Inquiry) (v sqlite.Voice, err error) {
	path := h.voiceFile(in.ID)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return v, err
	}
	v.Key = recordings.NewKey()
	sum, size := sha256.New(), &size{}
	err = recordings.Seal(path, v.Key, voiceMark(in.ID), func(w io.Writer) error {
		return h.asks.pbx.VoiceFile(ctx, in.Sound, io.MultiWriter(w, sum, size))
	})
	v.Bytes, v.Seconds, v.SHA256 = size.n, int(size.n/voiceSecond), hex.EncodeToString(sum.Sum(nil))
	return v, err
}

// voiceSecond is how much a second of a message takes: the dialplan records in WAV, of 8000 samples of two bytes.
const voiceSecond = 16000

type size struct{ n int64 }

func (s *size) Write(p []byte) (int, error) { s.n += int64(len(p)); return len(p), nil }

// clearVoice removes the PBX's copy.
func (h *House) clearVoice(ctx context.Context, in sqlite.Inquiry) error {
	if in.Sound == "" {
		return nil
	}
	if err := h.asks.pbx.RemoveVoice(ctx, in.Sound); err != nil {
		return err
	}
	return h.store.VoiceRemoved(ctx, in.ID)
}

// dropVoice removes every file of a dialogue that is deleted, and looks that none is left.
func (h *House) dropVoice(ctx context.Context, in sqlite.Inquiry) error {
	for _, path := range []string{h.voiceFile(in.ID), h.voiceFile(in.ID) + recordings.Unfinished} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := h.clearVoice(ctx, in); err != nil {
		return err
	}
	return h.store.VoiceGone(ctx, in.ID)
}

// InquiryVoice gives what was spoken, after the journal knows who takes it and why.
func (h *House) InquiryVoice(ctx context.Context, l verb.InquiryListen, by string) (verb.Sound, error) {
	if l.Why == "" {
		return verb.Sound{}, dialer.Invalid{Field: "why", Why: "what it is listened to for: it is kept"}
	}
	id := dialer.InquiryID(l.ID)
	v, err := h.store.TakeVoice(ctx, id, l.Why, by)
	if err != nil {
		return verb.Sound{}, err
	}
	var b bytes.Buffer
	if err := recordings.Unseal(&b, h.voiceFile(id), v.Key, voiceMark(id)); err != nil {
		return verb.Sound{}, fmt.Errorf("open the voice of inquiry %d: %w", id, err)
	}
	sum := sha256.Sum256(b.Bytes())
	if got := hex.EncodeToString(sum[:]); got != v.SHA256 {
		return verb.Sound{}, fmt.Errorf("voice of inquiry %d: its checksum is %s, and was %s when it was recorded", id, got, v.SHA256)
	}
	wav := b.Bytes()
	if !bytes.HasPrefix(wav, []byte("RIFF")) { // as Asterisk writes A-law, without a header
		wav = recordings.WAV(wav)
	}
	return verb.Sound{Name: voiceMark(id) + ".wav", WAV: wav}, nil
}
