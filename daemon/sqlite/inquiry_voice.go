package sqlite

import (
	"context"
	"crypto/cipher"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// bulkLook is how far back closings are looked at for the same words; longer than the rule asks for.
const bulkLook = 2 * time.Minute

// Voice is a spoken message as it was sealed.
type Voice struct {
	Key     []byte // of the file
	Bytes   int64
	Seconds int // told where the inquiry does not know them
	SHA256  string
}

// voiceName names the sealed sound.
func voiceName(id dialer.InquiryID) string { return fmt.Sprintf("inquiry-%d", id) }

// WantVoice records that the PBX has the inquiry's voice under this name.
func (s *Store) WantVoice(ctx context.Context, id dialer.InquiryID, sound string) error {
	return s.changeVoice(ctx, id, "want", func(t *tx, in Inquiry) error {
		if in.Spoken == VoiceWanted && in.Sound == sound {
			return nil
		}
		if in.Spoken != "" && in.Spoken != VoiceLost {
			return fmt.Errorf("%w: its voice is %s", dialer.ErrRefused, in.Spoken)
		}
		return t.exec(`UPDATE inquiry SET sound = ?, voice = 'wanted' WHERE id = ?`, sound, int64(id))
	})
}

// OpenVoices lists the voices that are to be fetched, or to be removed from the PBX or from this disk.
func (s *Store) OpenVoices(ctx context.Context) ([]Inquiry, error) {
	all, err := s.keys.readInquiries(ctx, s.read, `i.sound <> '' OR i.voice = 'going'`)
	if err != nil {
		return nil, fmt.Errorf("voices to be kept: %w", err)
	}
	return all, nil
}

// KeepVoice records that the voice is sealed on our disk. kept is false if its dialogue was deleted meanwhile.
func (s *Store) KeepVoice(ctx context.Context, id dialer.InquiryID, v Voice) (kept bool, err error) {
	err = s.changeVoice(ctx, id, "keep", func(t *tx, in Inquiry) error {
		key, err := t.keyOf(id)
		if err != nil || key == nil || in.Spoken != VoiceWanted {
			return err
		}
		kept = true
		err = t.exec(`UPDATE inquiry SET voice = 'kept', voice_why = '', voice_key = ?, bytes = ?, sha256 = ?,
			seconds = iif(seconds > 0, seconds, ?) WHERE id = ?`, key.Seal(nil, nil, v.Key, []byte(voiceName(id))),
			v.Bytes,
			v.SHA256, v.Seconds, int64(id))
		if err != nil {
			return err
		}
		f := in.fact(dialer.FactInquiryVoice)
		f.Detail, f.By = fmt.Sprintf("%d bytes, sha256 %s", v.Bytes, v.SHA256), dialer.Self
		return t.appendFact(f)
	})
	return kept, err
}

// MissVoice records why a voice is not kept; lost means that it never will be. The same reason is not recorded twice.
func (s *Store) MissVoice(ctx context.Context, id dialer.InquiryID, lost bool, why string) error {
	return s.changeVoice(ctx, id, "miss", func(t *tx, in Inquiry) error {
		if in.Spoken != VoiceWanted || !lost && in.VoiceWhy == why {
			return nil
		}
		if err := t.exec(`UPDATE inquiry SET voice_why = ? WHERE id = ?`, why, int64(id)); err != nil {
			return err
		}
		if lost {
			if err := t.exec(`UPDATE inquiry SET voice = 'lost', sound = '' WHERE id = ?`, int64(id)); err != nil {
				return err
			}
		}
		f := in.fact(dialer.FactInquiryMute)
		f.Code, f.Detail, f.By = map[bool]string{true: "lost", false: "tried again"}[lost], why, dialer.Self
		return t.appendFact(f)
	})
}

// VoiceRemoved records that the voice is gone from the PBX.
func (s *Store) VoiceRemoved(ctx context.Context, id dialer.InquiryID) error {
	return s.changeVoice(ctx, id, "clear", func(t *tx, _ Inquiry) error {
		return t.exec(`UPDATE inquiry SET sound = '' WHERE id = ?`, int64(id))
	})
}

// VoiceGone records that no file of a deleted dialogue is left.
func (s *Store) VoiceGone(ctx context.Context, id dialer.InquiryID) error {
	return s.changeVoice(ctx, id, "delete", func(t *tx, _ Inquiry) error {
		return t.exec(`UPDATE inquiry SET voice = 'gone' WHERE id = ? AND voice = 'going'`, int64(id))
	})
}

// TakeVoice gives the key of a sealed voice, after the journal has who takes it and why.
func (s *Store) TakeVoice(ctx context.Context, id dialer.InquiryID, why, by string) (v Voice, err error) {
	if err := needBy(by); err != nil {
		return v, err
	}
	err = s.changeVoice(ctx, id, "take", func(t *tx, in Inquiry) error {
		if in.Spoken != VoiceKept {
			return fmt.Errorf("%w: its voice is %s", dialer.ErrRefused, orNothing(string(in.Spoken)))
		}
		key, err := t.keyOf(id)
		if err != nil {
			return err
		}
		var box []byte
		if err := t.row(`SELECT voice_key FROM inquiry WHERE id = ?`, int64(id)).Scan(&box); err != nil {
			return err
		}
		if v.Key, err = key.Open(nil, nil, box, []byte(voiceName(id))); err != nil {
			return err
		}
		v.Bytes, v.SHA256 = in.Bytes, in.SHA256
		f := in.fact(dialer.FactInquiryRead)
		f.Detail, f.By = why, by
		return t.appendFact(f)
	})
	return v, err
}

func orNothing(s string) string {
	if s == "" {
		return "none: nothing was spoken"
	}
	return s
}

func (t *tx) keyOf(id dialer.InquiryID) (cipher.AEAD, error) {
	var wrapped []byte
	if err := t.row(`SELECT wrapped FROM inquiry WHERE id = ?`, int64(id)).Scan(&wrapped); err != nil {
		return nil, err
	}
	return t.keys.dialogueKey(int64(id), wrapped)
}

func (s *Store) changeVoice(
	ctx context.Context, id dialer.InquiryID, what string, do func(t *tx, in Inquiry) error,
) error {
	err := s.writer.submit(ctx, func(t *tx) error {
		in, err := t.inquiry(id)
		if err != nil {
			return err
		}
		return do(t, in)
	})
	if err != nil {
		return fmt.Errorf("%s the voice of inquiry %d: %w", what, id, err)
	}
	return nil
}
