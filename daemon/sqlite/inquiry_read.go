package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/inquiry"
)

// InquiryQuery selects inquiries. A zero field selects all.
type InquiryQuery struct {
	ID     dialer.InquiryID
	Open   bool          // not answered
	Late   bool          // not answered in time
	Number dialer.Number // of who asked
	Visit  string        // of one at the desk
}

// Inquiries lists them by when they are due, their words and numbers opened where the keys live.
func (s *Store) Inquiries(ctx context.Context, q InquiryQuery) ([]Inquiry, error) {
	where, args := "true", []any(nil)
	add := func(wanted bool, term string, arg ...any) {
		if wanted {
			where, args = where+" AND "+term, append(args, arg...)
		}
	}
	add(q.ID != 0, "i.id = ?", int64(q.ID))
	add(q.Open, "i.closed = 0")
	add(q.Late, "i.told = ?", int(inquiry.Late))
	add(q.Number != "", "i.number > 0 AND i.number = (SELECT id FROM number_key WHERE lookup = ?)",
		s.keys.lookupOf(q.Number))
	add(q.Visit != "", "i.visit = ?", q.Visit)
	all, err := s.keys.readInquiries(ctx, s.read, where, args...)
	if err == nil && q.ID != 0 && len(all) == 0 {
		err = fmt.Errorf("inquiry %d: %w", q.ID, dialer.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("inquiries: %w", err)
	}
	return all, nil
}

// OpenInquiries counts the unanswered inquiries, and those of them that are late.
func (s *Store) OpenInquiries(ctx context.Context) (open, late int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT count(*), count(*) FILTER (WHERE told = ? OR due < ?) FROM inquiry
		WHERE closed = 0`,
		int(inquiry.Late), s.now().UnixNano()).Scan(&open, &late)
	if err != nil {
		err = fmt.Errorf("count open inquiries: %w", err)
	}
	return open, late, err
}

func (k *keys) readInquiries(ctx context.Context, db querier, where string, args ...any) ([]Inquiry, error) {
	return collect(ctx, db, k.scanInquiry, `SELECT i.id, i.channel, i.received, i.due, i.visit, i.visible, i.client,
		i.campaign, i.told, i.closed,
		i."by", i.attempt, i.sound, i.voice, i.voice_why, i.seconds, i.bytes, i.sha256, i.over, i.complaint, i.box, i.wrapped,
		i.words, n.id, n.wrapped
		FROM inquiry i LEFT JOIN number_key n ON n.id = i.number WHERE `+where+` ORDER BY i.due, i.id`, args...)
}

func (k *keys) scanInquiry(rows *sql.Rows) (in Inquiry, err error) {
	var received, due, closed, over int64
	var box, wrapped, sealed, numberWrapped []byte
	var number sql.NullInt64
	err = rows.Scan(&in.ID, &in.Channel, &received, &due, &in.Visit, &in.Visible, &in.Client, &in.Campaign, &in.Told,
		&closed,
		&in.By, &in.Attempt, &in.Sound, &in.Spoken, &in.VoiceWhy, &in.Seconds, &in.Bytes, &in.SHA256, &over,
		&in.Complaint,
		&box, &wrapped, &sealed, &number, &numberWrapped)
	if err != nil {
		return in, err
	}
	in.Received, in.Due, in.Closed, in.Over = timeOf(received), timeOf(due), timeOf(closed), timeOf(over)
	if in.Spoken == VoiceKept {
		in.Voice = voiceName(in.ID)
	}
	of, err := k.unwrap(number.Int64, numberWrapped)
	if err != nil {
		return in, err
	}
	clear, err := of.open(box)
	if err != nil {
		return in, err
	}
	in.Number = dialer.Number(clear)
	return in, k.openWords(&in, wrapped, sealed)
}

func (k *keys) openWords(in *Inquiry, wrapped, sealed []byte) error {
	key, err := k.dialogueKey(int64(in.ID), wrapped)
	if err != nil || key == nil {
		return err
	}
	clear, err := key.Open(nil, nil, sealed, idBytes(int64(in.ID)))
	if err != nil {
		return fmt.Errorf("open inquiry %d: %w", in.ID, err)
	}
	var w words
	err = json.Unmarshal(clear, &w)
	in.Text, in.Answer = w.Text, w.Answer
	return err
}

func (t *tx) inquiry(id dialer.InquiryID) (Inquiry, error) {
	all, err := t.keys.readInquiries(context.Background(), t.conn, `i.id = ?`, int64(id))
	if err == nil && len(all) == 0 {
		err = dialer.ErrNotFound
	}
	if err != nil {
		return Inquiry{}, err
	}
	return all[0], nil
}

// recentClosings are those of the last minutes, and of what a clock that was put back calls the future.
func (t *tx) recentClosings() (recent []inquiry.Closing, err error) {
	all, err := t.keys.readInquiries(context.Background(), t.conn, `i.closed > ?`, t.now.Add(-bulkLook).UnixNano())
	for _, in := range all {
		recent = append(recent, inquiry.Closing{At: in.Closed, By: in.By, Text: in.Answer, Attempt: in.Attempt})
	}
	return recent, err
}
