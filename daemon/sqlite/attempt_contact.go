package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/figures"
	"github.com/ringevett/ringevett/daemon/redial"
)

// ServedCode is the code of a lead whose person rang a visible number and was served by an agent.
const ServedCode = redial.CodeServed

// markContact records that the attempt's number was spoken with, or heard our message. f is its end or the agent's word
// on it. A call that the agent calls a machine's does not count.
func (t *tx) markContact(f dialer.Fact, mark []byte, a figures.Attempt) error {
	var client string
	if err := t.row(`SELECT client FROM attempt WHERE id = ?`, int64(f.Attempt)).Scan(&client); err != nil {
		return err
	}
	talked := len(a.Bridged) > 0 && a.LastWord() != dialer.Machine
	if !talked && a.Message.IsZero() {
		return t.exec(`DELETE FROM contact WHERE mark = ? AND client = ? AND attempt = ?`, mark, client,
			int64(f.Attempt))
	}
	end := a.Ended
	if end.IsZero() {
		end = a.Lost
	}
	return t.putContact(mark, client, f.Attempt, end, a.LastWord() == dialer.CallLater)
}

// putContact keeps the client's last contact; what is told late of an older one changes nothing.
func (t *tx) putContact(mark []byte, client string, id dialer.AttemptID, at time.Time, agreed bool) error {
	return t.exec(`INSERT INTO contact (mark, client, attempt, at, agreed) VALUES (?1, ?2, ?3, ?4, ?5)
		ON CONFLICT (mark, client) DO UPDATE SET attempt = ?3, at = ?4, agreed = ?5 WHERE attempt = ?3 OR at <= ?4`,
		mark, client, int64(id), at.UnixNano(), agreed)
}

// contactsOn reads when the number was last spoken with, apart from talks in which this client agreed to call again,
// and when that was; and whether the person waits for this client's answer to an inquiry (4.4.3).
func (s *Store) contactsOn(ctx context.Context, client dialer.ClientID, n dialer.Number, h *History) error {
	var spoken, agreed sql.NullInt64
	look := s.keys.lookupOf(n)
	err := s.read.QueryRowContext(ctx, `SELECT
			(SELECT max(at) FROM contact WHERE mark = ?1 AND NOT (client = ?2 AND agreed = 1)),
			(SELECT max(at) FROM contact WHERE mark = ?1 AND client = ?2 AND agreed = 1),
			EXISTS (SELECT 1 FROM inquiry WHERE number > 0 AND closed = 0 AND client = ?2
				AND number = (SELECT id FROM number_key WHERE lookup = ?3))`,
		s.keys.mark(look), string(client), look).Scan(&spoken, &agreed, &h.AwaitsAnswer)
	h.Spoken, h.Agreed = timeOf(spoken.Int64), timeOf(agreed.Int64)
	return err
}

// Served is a person who rang a visible number and talked with an agent.
type Served struct {
	Number  dialer.Number
	Clients []dialer.ClientID // those the caller was told of
	Said    dialer.Disposition
	Later   time.Time // with CallLater: not before
	Code    string    // the visit's channel
	Agent   dialer.AgentID
	Now     time.Time
}

// ServeCaller ends the leads of these clients on which the number was rung, because the person has been served.
// CallLater puts them off until then. The number rests from now on in either case. A second call with another word
// corrects the first. It returns how many leads were changed.
func (s *Store) ServeCaller(ctx context.Context, v Served) (leads int, err error) {
	err = s.writer.submit(ctx, func(t *tx) error {
		leads, err = t.serveCaller(v)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("the leads of a caller who was served: %w", err)
	}
	return leads, nil
}

func (t *tx) serveCaller(v Served) (count int, err error) {
	look := t.keys.lookupOf(v.Number)
	for _, c := range v.Clients {
		err := t.putContact(t.keys.mark(look), string(c), 0, v.Now, v.Said == dialer.CallLater)
		if err != nil {
			return 0, err
		}
		n, err := t.serveLeads(look, c, v)
		if err != nil {
			return 0, err
		}
		count += n
	}
	f := dialer.Fact{
		Kind: dialer.FactReturnedWord, Agent: v.Agent, Number: v.Number, Code: v.Code, Disposition: v.Said,
		Detail: fmt.Sprintf("leads that were rung: %d, %s", count, servedWords(v.Said)),
	}
	return count, t.appendFact(f)
}

func servedWords(d dialer.Disposition) string {
	if d == dialer.CallLater {
		return "put off"
	}
	return "ended"
}

// serveLeads changes the client's leads on which the number was rung: those that wait, and those that an earlier word
// on a caller ended or put off.
func (t *tx) serveLeads(look []byte, client dialer.ClientID, v Served) (int, error) {
	ids, err := collect(context.Background(), t.conn,
		func(r *sql.Rows) (id dialer.LeadID, err error) { return id, r.Scan(&id) },
		`SELECT l.id FROM lead l JOIN number_key k ON k.id = l.number JOIN campaign c ON c.id = l.campaign
			WHERE k.lookup = ?1 AND c.client = ?2 AND l.box IS NOT NULL AND (l.state IN (?3, ?4) OR l.code = ?5)
			AND EXISTS (SELECT 1 FROM attempt a WHERE a.number = l.number AND a.lead = l.id)`,
		look, string(client), string(LeadWaiting), string(LeadBlocked), ServedCode)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := t.changeLead(redial.Served(id, v.Said, v.Later)); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

// ServedLead reports whether a lead ended because its person rang and was served, or its call-back was cancelled.
func (s *Store) ServedLead(ctx context.Context, id dialer.LeadID) (bool, error) {
	at, err := s.LeadStatus(ctx, id)
	if errors.Is(err, dialer.ErrNotFound) {
		return false, nil
	}
	return at.State == LeadDone && (at.Code == ServedCode || at.Code == redial.CodeCancelled), err
}
