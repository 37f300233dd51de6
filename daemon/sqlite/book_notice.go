package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/notice"
)

// NoticeMonths is how long a notice can be shown after its time is over (norm 2.9).
const NoticeMonths = 12

// Notices gives the notices whose time ends after an instant, by id, and who acknowledged them. An agent who has left
// the book is named by none, and one who comes back under the same id has acknowledged none.
func (s *Store) Notices(ctx context.Context, after time.Time) (notice.Ledger, error) {
	l, err := readNotices(ctx, s.read, after)
	if err != nil {
		return notice.Ledger{}, fmt.Errorf("notices: %w", err)
	}
	return l, nil
}

func readNotices(ctx context.Context, db querier, after time.Time) (notice.Ledger, error) {
	l := notice.Ledger{Acks: map[notice.Ack]time.Time{}}
	type named struct {
		notice.Ack
		acked int64
	}
	agents, err := collect(ctx, db, func(r *sql.Rows) (n named, err error) {
		return n, r.Scan(&n.Notice, &n.Agent, &n.acked)
	}, `SELECT a.notice, a.agent, a.acked FROM notice_agent a JOIN notice n ON n.id = a.notice
		WHERE n.until > ? AND a.left_at = 0 ORDER BY a.notice, a.agent`, after.UnixNano())
	if err != nil {
		return l, err
	}
	of := map[dialer.NoticeID][]dialer.AgentID{}
	for _, a := range agents {
		of[a.Notice] = append(of[a.Notice], a.Agent)
		if a.acked > 0 {
			l.Acks[a.Ack] = timeOf(a.acked)
		}
	}
	l.Notices, err = collect(ctx, db, func(r *sql.Rows) (n notice.Notice, err error) {
		var since, until, made, ended int64
		err = r.Scan(&n.ID, &n.Kind, &n.Purpose, &n.Goal, &n.Themes, &n.Plan, &n.Category, &n.Client, &since, &until,
			&n.Opens, &n.Closes, &made, &n.By, &ended)
		n.From, n.To, n.Made, n.Agents = timeOf(since), timeOf(until), timeOf(made), of[n.ID]
		if ended > 0 {
			n.Ended = timeOf(ended)
		}
		return n, err
	}, `SELECT id, kind, purpose, goal, themes, plan, category, client, since, until, opens, closes, made, "by", ended
		FROM notice WHERE until > ? ORDER BY id`, after.UnixNano())
	return l, err
}

// Noticed reports whether the agent has acknowledged a notice by which calls of the category are recorded at this time.
func (s *Store) Noticed(ctx context.Context, a dialer.AgentID, category string, at time.Time) (bool, error) {
	l, err := s.Notices(ctx, at)
	if err != nil {
		return false, err
	}
	_, err = l.Recorded(at, a, category)
	return err == nil, nil
}

// AddNotice enters a notice, which counts for none of its agents before they have acknowledged it.
func (s *Store) AddNotice(ctx context.Context, n notice.Notice, by string) (id dialer.NoticeID, err error) {
	if err = needBy(by); err == nil {
		err = s.writer.submit(ctx, func(t *tx) (err error) { id, err = t.addNotice(n, by); return err })
	}
	if err != nil {
		return 0, fmt.Errorf("add a notice: %w", err)
	}
	return id, nil
}

func (t *tx) addNotice(n notice.Notice, by string) (dialer.NoticeID, error) {
	id, err := t.insert(`INSERT INTO notice (kind, purpose, goal, themes, plan, category, client, since, until, opens,
		closes, made, "by", ended) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`, string(n.Kind), string(n.Purpose),
		n.Goal, n.Themes, n.Plan, n.Category, string(n.Client), n.From.UnixNano(), n.To.UnixNano(), n.Opens, n.Closes,
		t.now.UnixNano(), by)
	if err != nil {
		return 0, err
	}
	var names []string
	for _, a := range n.Agents {
		err := t.exec(`INSERT INTO notice_agent (notice, agent, acked, left_at) VALUES (?, ?, 0, 0)`, id, string(a))
		if err != nil {
			return 0, err
		}
		names = append(names, string(a))
	}
	return dialer.NoticeID(id), t.appendFact(dialer.Fact{
		Kind: dialer.FactNoticeMade, Client: n.Client, Code: dialer.NoticeID(id).Code(), By: by,
		Detail: dialer.WithoutNumbers(fmt.Sprintf("of %s for %s, %s; goal: %s; themes: %s; plan: %s; agents: %s", n.Kind,
			n.Purpose, n.Times(), n.Goal, n.Themes, n.Plan, strings.Join(names, ", "))),
	})
}

// WithdrawNotice ends a notice before its time, with a reason, which the journal keeps. One that is over or withdrawn
// is dialer.ErrNotFound.
func (s *Store) WithdrawNotice(ctx context.Context, id dialer.NoticeID, why, by string) error {
	return s.remove(ctx, why, by, id.String(), func(t *tx, why string) error {
		now := t.now.UnixNano()
		err := t.mustChange(`UPDATE notice SET ended = ?1 WHERE id = ?2 AND ended = 0 AND until > ?1`, now, int64(id))
		if err != nil {
			return err
		}
		return t.appendFact(dialer.Fact{
			Kind: dialer.FactNoticeWithdrawn, Code: id.Code(), Detail: why, By: by,
		})
	})
}

// projectNotice keeps an agent's acknowledgement, in the transaction of its fact. The first one counts.
func (t *tx) projectNotice(f dialer.Fact) error {
	if f.Kind != dialer.FactNoticeAcked {
		return nil
	}
	return t.exec(`UPDATE notice_agent SET acked = ? WHERE notice = ? AND agent = ? AND acked = 0 AND left_at = 0`,
		f.At.UnixNano(), int64(dialer.NoticeByCode(f.Code)), string(f.Agent))
}

// leaveNotices has no notice name an agent any more who leaves the book.
func (t *tx) leaveNotices(a dialer.AgentID) error {
	return t.exec(`UPDATE notice_agent SET left_at = ? WHERE agent = ? AND left_at = 0`, t.now.UnixNano(), string(a))
}

// PurgeNotices deletes the notices that were over before NoticeMonths. It runs at night.
func (s *Store) PurgeNotices(ctx context.Context, now time.Time) (gone int, err error) {
	before := now.In(s.oslo).AddDate(0, -NoticeMonths, 0).UnixNano()
	gone, err = s.deleteInSteps(ctx, `DELETE FROM notice_agent WHERE (notice, agent) IN (SELECT a.notice, a.agent
		FROM notice_agent a JOIN notice n ON n.id = a.notice WHERE n.until < ? LIMIT ?)`, before)
	if err == nil {
		_, err = s.deleteInSteps(ctx, `DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE until < ? LIMIT ?)`,
			before)
	}
	if err != nil {
		return gone, fmt.Errorf("delete notices that are long over: %w", err)
	}
	return gone, nil
}
