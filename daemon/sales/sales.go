// Package sales is the room in which people take a sale further after the call: it is checked, offered in writing,
// accepted, released, or taken back (6, 6.1, 9). Package sale decides; the store asks it in the transaction in which it
// writes. The agent's keys never come here: the engine has those.
package sales

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/handout"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// Store has the sales.
type Store interface {
	Sales(ctx context.Context, q sqlite.SaleQuery) ([]sale.Sale, error)
	Sale(ctx context.Context, id dialer.AttemptID) (sale.Sale, error)
	RefOf(ctx context.Context, id dialer.AttemptID) (string, error)
	ChangeSale(ctx context.Context, id dialer.AttemptID, ev sale.Event) error
	Agents(ctx context.Context) ([]dialer.Agent, error)
	Campaign(ctx context.Context, id dialer.CampaignID) (dialer.Campaign, error)
}

// Ports are what sales need of their surroundings.
type Ports struct {
	Store Store
	// Named checks the name that a person gives for who did something; by is who enters it.
	Named func(ctx context.Context, name, by string) (string, error)
	// CallCenter is who calls, as the written offer names it.
	CallCenter func() string
	// Wake has the inquiries looked at: one was added.
	Wake func()
	// Mail hands a letter to the relay of the configuration, and returns nil when the relay has accepted it.
	Mail func(context.Context, handout.Letter) error
	Now  func() time.Time
}

// Sales take a sale further.
type Sales struct{ p Ports }

// New makes the room.
func New(p Ports) *Sales { return &Sales{p} }

// change has the rule decide on ev, and gives the sale as it is then.
func (s *Sales) change(ctx context.Context, attempt int64, ev sale.Event) (sale.Sale, error) {
	id := dialer.AttemptID(attempt)
	if err := s.p.Store.ChangeSale(ctx, id, ev); err != nil {
		return sale.Sale{}, err
	}
	return s.p.Store.Sale(ctx, id)
}

// pass says that a person has checked a sale. Who sold it may not, under the agent's id nor the agent's name.
func (s *Sales) pass(ctx context.Context, attempt int64, name, by string) (sale.Sale, error) {
	name, err := s.p.Named(ctx, name, by)
	if err == nil {
		err = inquiry.Person(name)
	}
	if err != nil {
		return sale.Sale{}, err
	}
	own, err := s.sold(ctx, dialer.AttemptID(attempt), name, by)
	if err != nil {
		return sale.Sale{}, err
	}
	return s.change(ctx, attempt, sale.Pass{By: by, Checker: name, Self: own})
}

// sold reports whether the person is the agent who sold it.
func (s *Sales) sold(ctx context.Context, id dialer.AttemptID, name, by string) (bool, error) {
	is, err := s.p.Store.Sale(ctx, id)
	if err != nil {
		return false, err
	}
	agents, err := s.p.Store.Agents(ctx)
	if err != nil {
		return false, err
	}
	user := dialer.User{ID: dialer.UserID(is.Agent)}
	for _, a := range agents {
		if a.ID == is.Agent && sameName(a.FullName, name) {
			return true, nil
		}
	}
	return by == user.By(), nil
}

func sameName(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// end makes a sale void. Wrong information has its own verb: it leaves a duty.
func (s *Sales) end(ctx context.Context, attempt int64, because, why, by string) (sale.Sale, error) {
	cause := sale.Cause(because)
	switch cause {
	case sale.Declined, sale.Minor, sale.DutyOfCare:
		return s.change(ctx, attempt, sale.Annul{Cause: cause, Why: why, By: by})
	}
	return sale.Sale{}, dialer.Invalid{Field: "because", Value: because, Why: "declined, minor or duty_of_care"}
}

// misinformed makes a sale void because the consumer was given wrong information.
func (s *Sales) misinformed(ctx context.Context, attempt int64, why, by string) (sale.Sale, error) {
	if strings.TrimSpace(why) == "" {
		return sale.Sale{}, dialer.Invalid{Field: "why", Why: "what was wrong: who corrects it must know (6.1)"}
	}
	out, err := s.change(ctx, attempt, sale.Annul{Cause: sale.Misinformed, Why: why, By: by})
	if err == nil {
		s.p.Wake()
	}
	return out, err
}

// writing reads what a person reports of something written.
func writing(channel, ref, at, by string) (sale.Writing, error) {
	w := sale.Writing{Channel: strings.TrimSpace(channel), Ref: dialer.WithoutNumbers(ref), By: by}
	if at == "" {
		return w, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, at, hours.Oslo()); err == nil {
			w.At = t
			return w, nil
		}
	}
	return w, dialer.Invalid{Field: "at", Value: at, Why: "a time as 2026-11-27T20:00, in Oslo"}
}

// export gives the campaign's sales that the client may be told of: those that were checked, or those that bind. One
// that is named and may not be told of is refused with the reason.
func (s *Sales) export(
	ctx context.Context, c dialer.CampaignID, attempt dialer.AttemptID, binding bool,
) (out []sale.Sale, err error) {
	all, err := s.p.Store.Sales(ctx, sqlite.SaleQuery{Campaign: c, Attempt: attempt})
	if err != nil {
		return nil, err
	}
	if attempt != 0 && len(all) == 0 {
		return nil, fmt.Errorf("sale of %s in campaign %s: %w", attempt, c, dialer.ErrNotFound)
	}
	for _, one := range all {
		err := one.Exports(binding)
		if err != nil && attempt != 0 {
			return nil, err
		}
		if err == nil {
			out = append(out, one)
		}
	}
	return out, nil
}
