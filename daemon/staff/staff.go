package staff

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/training"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Ports is what the room needs of the rest of the program.
type Ports struct {
	Ledger Ledger
	Book   Book
	Floor  func() Floor // nil without a daemon

	Now      func() time.Time
	Settings func() Settings
}

// Ledger keeps training on the disk.
type Ledger interface {
	Training(ctx context.Context) (training.Ledger, error)
	PinTraining(ctx context.Context, current map[training.Item]string) error
	AddTraining(ctx context.Context, all []training.Entry, by string) error
}

// Book has who is trained, and for what.
type Book interface {
	Agents(ctx context.Context) ([]dialer.Agent, error)
	People(ctx context.Context) ([]dialer.User, error)
	Campaigns(ctx context.Context) ([]dialer.Campaign, error)
}

// Floor is the engine.
type Floor interface {
	PutTraining(ctx context.Context, l training.Ledger) error
}

// Settings is the configuration of training.
type Settings struct {
	Waived   bool                     // agents need none
	Months   int                      // for which a training counts where the session does not say
	Versions map[training.Item]string // what is taught now
}

// Office keeps the ledger. All methods may be called at the same time.
type Office struct {
	p      Ports
	change sync.Mutex // a ledger goes from the disk to the floor under it, so that the newest comes last
}

// New makes the room.
func New(p Ports) *Office { return &Office{p: p} }

// Training is the ledger as it is in force.
func (o *Office) Training(ctx context.Context) (training.Ledger, error) {
	l, err := o.p.Ledger.Training(ctx)
	l.Waived = o.p.Settings().Waived
	return l, err
}

// Pinned notes the versions that are taught now, and gives the ledger. A start calls it before the floor runs.
func (o *Office) Pinned(ctx context.Context) (training.Ledger, error) {
	if err := o.p.Ledger.PinTraining(ctx, o.p.Settings().Versions); err != nil {
		return training.Ledger{}, err
	}
	return o.Training(ctx)
}

// RefreshTraining brings the ledger to the floor.
func (o *Office) RefreshTraining(ctx context.Context) error {
	o.change.Lock()
	defer o.change.Unlock()
	return o.refresh(ctx)
}

func (o *Office) refresh(ctx context.Context) error {
	floor := o.p.Floor()
	if floor == nil {
		return nil
	}
	l, err := o.Training(ctx)
	if err != nil {
		return err
	}
	return floor.PutTraining(ctx, l)
}

// AddTraining enters a session, all of it or nothing.
func (o *Office) AddTraining(ctx context.Context, in verb.TrainingSession, by string) (verb.TrainingAdded, error) {
	o.change.Lock()
	defer o.change.Unlock()
	l, err := o.Pinned(ctx)
	if err != nil {
		return verb.TrainingAdded{}, err
	}
	book, err := o.named(ctx)
	if err != nil {
		return verb.TrainingAdded{}, err
	}
	all, err := l.Read(o.p.Now(), training.Session(in), book, o.p.Settings().Months)
	if err != nil {
		return verb.TrainingAdded{}, err
	}
	if err := o.p.Ledger.AddTraining(ctx, all, by); err != nil {
		return verb.TrainingAdded{}, err
	}
	ctx = context.WithoutCancel(ctx) // it is on the disk: the floor must hear of it
	return verb.TrainingAdded{Entries: len(all)}, o.refresh(ctx)
}

// named is what a session may name.
func (o *Office) named(ctx context.Context) (b training.Book, err error) {
	agents, people, campaigns, err := o.everybody(ctx)
	b.Agents = verb.Each(agents, func(a dialer.Agent) string { return string(a.ID) })
	b.People = verb.Each(people, func(p dialer.User) string { return string(p.ID) })
	b.Campaigns = verb.Each(campaigns, func(c dialer.Campaign) string { return string(c.ID) })
	return b, err
}

func (o *Office) everybody(ctx context.Context) ([]dialer.Agent, []dialer.User, []dialer.Campaign, error) {
	agents, err := o.p.Book.Agents(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	people, err := o.p.Book.People(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	campaigns, err := o.p.Book.Campaigns(ctx)
	return agents, training.Staff(people), dialer.InUse(campaigns), err
}

// TrainingList tells how everybody stands, agents first; or one of them, or dialer.ErrNotFound.
func (o *Office) TrainingList(ctx context.Context, q verb.TrainingQuery) ([]verb.Trained, error) {
	l, err := o.Training(ctx)
	if err != nil {
		return nil, err
	}
	agents, people, campaigns, err := o.everybody(ctx)
	if err != nil {
		return nil, err
	}
	now, all := o.p.Now(), []verb.Trained{}
	add := func(who training.Person, campaigns []dialer.Campaign) {
		if q.ID == "" || q.ID == who.ID {
			all = append(all, trainedOf(now, l, who, campaigns))
		}
	}
	for _, a := range agents {
		add(training.OfAgent(a.ID), slices.DeleteFunc(slices.Clone(campaigns), func(c dialer.Campaign) bool {
			return !slices.Contains(c.Agents, a.ID)
		}))
	}
	for _, p := range people {
		add(training.OfUser(p.ID), nil)
	}
	if q.ID != "" && len(all) == 0 {
		return nil, dialer.ErrNotFound
	}
	return all, nil
}

// trainedOf renders how one person stands, with the products of the campaigns that name the agent.
func trainedOf(now time.Time, l training.Ledger, who training.Person, campaigns []dialer.Campaign) verb.Trained {
	t := verb.Trained{Kind: string(who.Kind), ID: who.ID, Ready: len(l.Lacks(now, who)) == 0}
	add := func(item training.Item, c dialer.CampaignID) {
		s := l.Standing(now, who, item, c)
		t.Items = append(t.Items, verb.TrainingItem{
			Item: string(item), Campaign: string(c), OK: s.OK, Until: s.Until, Why: s.Why(),
		})
	}
	for _, item := range training.Items() {
		if item != training.Product {
			add(item, "")
		}
	}
	for _, c := range campaigns {
		add(training.Product, c.ID)
	}
	t.Entries = verb.Each(l.Entries[who], func(e training.Entry) verb.TrainingRecord {
		return verb.TrainingRecord{
			Item: string(e.Item), Campaign: string(e.Campaign), Version: e.Version, Months: e.Months,
			Day: e.Day.Format(time.DateOnly), Trainer: e.Trainer,
		}
	})
	return t
}
