package sqlite

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/inquiry"
)

// PurgeInquiries deletes the dialogues whose last message is older than the configured time; less than the code's floor
// is refused. The files of voices are deleted afterwards: see OpenVoices.
func (s *Store) PurgeInquiries(ctx context.Context, now time.Time, k inquiry.Keep) (gone int, err error) {
	err = s.writer.submit(ctx, func(t *tx) error {
		gone = 0
		if err := k.Check(); err != nil {
			return err
		}
		all, err := t.keys.readInquiries(ctx, t.conn, `i.closed > 0 AND i.over = 0`)
		if err != nil {
			return err
		}
		for _, in := range all {
			goes, err := inquiry.Goes(now, in.Inquiry, k)
			if err == nil && goes {
				gone++
				err = t.dropInquiry(in, "time", "ringevett")
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("delete old dialogues: %w", err)
	}
	return gone, nil
}

// dropInquiry destroys a dialogue's key and forgets whose it was. That it existed, how long it took and who answered
// stays.
func (t *tx) dropInquiry(in Inquiry, code, by string) error {
	err := t.exec(`UPDATE inquiry SET wrapped = NULL, words = NULL, number = 0, box = NULL, voice_key = NULL,
		voice_why = '', over = ?,
		voice = iif(voice IN ('kept', 'wanted'), 'going', voice) WHERE id = ?`, t.now.UnixNano(), int64(in.ID))
	if err != nil {
		return err
	}
	if err := t.countDestroyed(); err != nil {
		return err
	}
	t.gone = append(t.gone, gone{goneDialogue, int64(in.ID), in.Received.UnixNano()})
	f := in.fact(dialer.FactInquiryGone)
	f.Number, f.Code, f.By = "", code, by
	return t.appendFact(f)
}

// forgetInquiries deletes all dialogues of a number that is forgotten. One that must be kept still stops the whole
// (4.4.3 b).
func (t *tx) forgetInquiries(number int64, why, by string) error {
	all, err := t.dialoguesOf(number)
	if err != nil {
		return err
	}
	if until, held := floorOf(all); complained(all) || held && (until.IsZero() || !t.now.After(until)) {
		return fmt.Errorf("%w: %s; ask with \"subject erase\", and a person decides", dialer.ErrRefused,
			keptWords(all, until))
	}
	for _, in := range all {
		if err := t.dropInquiry(in, "erased", by); err != nil {
			return err
		}
	}
	return t.closeErasures(number, "erased", why, by)
}

// complained reports whether a dialogue is a complaint.
func complained(all []Inquiry) bool {
	return slices.ContainsFunc(all, func(in Inquiry) bool { return in.Complaint })
}

// keptWords say why dialogues are kept.
func keptWords(all []Inquiry, until time.Time) string {
	if complained(all) {
		return "a complaint of this person is kept (6.2)"
	}
	return floorWords(until)
}

func floorWords(until time.Time) string {
	if until.IsZero() {
		return "an inquiry of this person is open, and must be answered first (4.4.3)"
	}
	return "the dialogue with this person must be kept until " + until.Format(time.DateOnly) + " (4.4.3 b)"
}

func (t *tx) dialoguesOf(number int64) ([]Inquiry, error) {
	return t.keys.readInquiries(context.Background(), t.conn, `i.over = 0 AND i.number > 0 AND i.number = ?`, number)
}

// floorOf is until when dialogues must be kept at least; zero with held where one is open.
func floorOf(all []Inquiry) (until time.Time, held bool) {
	for _, in := range all {
		one := inquiry.KeptUntil(in.Inquiry, inquiry.MinMonths)
		if one.IsZero() {
			return time.Time{}, true
		}
		if one.After(until) {
			until = one
		}
	}
	return until, len(all) > 0
}
