package monitoring

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Ports is what the room needs of the rest of the program.
type Ports struct {
	Ledger Ledger
	Book   Book
	Floor  func() Floor // nil without a daemon
	// Speak makes the sounds by which agents hear notices. It may take some seconds.
	Speak func(ctx context.Context, all []notice.Notice) error

	Listening func() Listening // nil without a daemon
	People    People
	// SpeakListener makes the sounds by which an agent hears who listens, and gives their name.
	SpeakListener func(ctx context.Context, w notice.Wish) (voice string, err error)

	Category func() string // of the recordings that are made now; "": none are
	Now      func() time.Time
	Log      *logrus.Entry
}

// Ledger keeps notices on the disk.
type Ledger interface {
	Notices(ctx context.Context, after time.Time) (notice.Ledger, error)
	AddNotice(ctx context.Context, n notice.Notice, by string) (dialer.NoticeID, error)
	WithdrawNotice(ctx context.Context, id dialer.NoticeID, why, by string) error
}

// Book has the agents and clients that a notice may name.
type Book interface {
	Agents(ctx context.Context) ([]dialer.Agent, error)
	Clients(ctx context.Context) ([]dialer.Client, error)
}

// Floor is the engine.
type Floor interface {
	PutNotices(ctx context.Context, l notice.Ledger) error
}

// Notices keeps the notices. All methods may be called at the same time.
type Notices struct {
	p      Ports
	change sync.Mutex // a ledger goes from the disk to the floor under it, so that the newest comes last
}

// New makes the room.
func New(p Ports) *Notices { return &Notices{p: p} }

// recent is how long a notice that is over is still named as the reason why an agent is not recorded.
const recent = 24 * time.Hour

// Current gives the notices that the floor works with.
func (o *Notices) Current(ctx context.Context) (notice.Ledger, error) {
	return o.p.Ledger.Notices(ctx, o.p.Now().Add(-recent))
}

// Spoken makes the sounds of the notices that are not over, and gives them. A start calls it before the floor runs: a
// sound that cannot be made keeps agents from acknowledging its notice, and nothing else.
func (o *Notices) Spoken(ctx context.Context) (notice.Ledger, error) {
	l, err := o.Current(ctx)
	if err != nil {
		return l, err
	}
	open := slices.DeleteFunc(slices.Clone(l.Notices), func(n notice.Notice) bool { return !n.Open(o.p.Now()) })
	if err := o.p.Speak(ctx, open); err != nil {
		o.p.Log.WithError(err).Warn("a notice cannot be read to agents, so they cannot acknowledge it")
	}
	return l, nil
}

// AddNotice enters a notice and has its agents hear it.
func (o *Notices) AddNotice(ctx context.Context, d verb.NoticeDraft, by string) (verb.NoticeAdded, error) {
	o.change.Lock()
	defer o.change.Unlock()
	book, err := o.named(ctx)
	if err != nil {
		return verb.NoticeAdded{}, err
	}
	n, err := notice.Draft(d).Read(o.p.Now(), book, o.p.Category(), by)
	if err != nil {
		return verb.NoticeAdded{}, err
	}
	if n.Kind == notice.Recording && n.Category == "" {
		return verb.NoticeAdded{}, fmt.Errorf("%w: recording.mode is off: there is nothing to give notice of",
			dialer.ErrRefused)
	}
	if n.ID, err = o.p.Ledger.AddNotice(ctx, n, by); err != nil {
		return verb.NoticeAdded{}, err
	}
	added := verb.NoticeAdded{ID: int64(n.ID), Next: "it counts for each agent who has heard it on the line and keyed *81"}
	ctx = context.WithoutCancel(ctx)
	if err := o.p.Speak(ctx, []notice.Notice{n}); err != nil {
		added.Next = "no agent can acknowledge it before its sound can be made: " + err.Error()
	}
	return added, o.refresh(ctx)
}

// named are the agents and clients that a notice may name.
func (o *Notices) named(ctx context.Context) (b notice.Book, err error) {
	agents, err := o.p.Book.Agents(ctx)
	if err != nil {
		return b, err
	}
	clients, err := o.p.Book.Clients(ctx)
	b.Agents = verb.Each(agents, func(a dialer.Agent) dialer.AgentID { return a.ID })
	b.Clients = verb.Each(clients, func(c dialer.Client) dialer.ClientID { return c.ID })
	return b, err
}

func (o *Notices) refresh(ctx context.Context) error {
	floor := o.p.Floor()
	if floor == nil {
		return nil
	}
	l, err := o.Current(ctx)
	if err != nil {
		return err
	}
	return floor.PutNotices(ctx, l)
}

// WithdrawNotice ends a notice. What is recorded under it ends too.
func (o *Notices) WithdrawNotice(ctx context.Context, in verb.NoticeEnd, by string) error {
	o.change.Lock()
	defer o.change.Unlock()
	if err := o.p.Ledger.WithdrawNotice(ctx, dialer.NoticeID(in.ID), in.Why, by); err != nil {
		return err
	}
	return o.refresh(context.WithoutCancel(ctx))
}

// NoticeList gives notices by id, and how their agents stand with them.
func (o *Notices) NoticeList(ctx context.Context, q verb.NoticesQuery) ([]verb.Notice, error) {
	now := o.p.Now()
	after := now
	if q.Over {
		after = time.Time{}
	}
	l, err := o.p.Ledger.Notices(ctx, after)
	if err != nil {
		return nil, err
	}
	all := []verb.Notice{}
	for _, n := range l.Notices {
		if !q.Over && !n.Open(now) || q.Agent != "" && !slices.Contains(n.Agents, dialer.AgentID(q.Agent)) {
			continue
		}
		all = append(all, listed(now, l, n))
	}
	return all, nil
}

func listed(now time.Time, l notice.Ledger, n notice.Notice) verb.Notice {
	return verb.Notice{
		ID: int64(n.ID), Kind: string(n.Kind), Purpose: string(n.Purpose), Goal: n.Goal, Themes: n.Themes, Plan: n.Plan,
		Client: string(n.Client), From: hours.InOslo(n.From), To: hours.InOslo(n.To), Hours: n.Hours(),
		Made: hours.InOslo(n.Made), By: n.By, Ended: n.Ended,
		Agents: verb.Each(n.Agents, func(a dialer.AgentID) verb.NoticeAgent {
			one := verb.NoticeAgent{Agent: string(a), Acked: l.Acks[notice.Ack{Notice: n.ID, Agent: a}]}
			if r, bars := l.Bars(now, a, n); bars {
				one.Why = strings.TrimPrefix(r.Why, n.ID.String()+" ")
			}
			return one
		}),
	}
}
