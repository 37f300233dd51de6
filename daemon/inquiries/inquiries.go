package inquiries

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Inquiries are all inquiries of a house.
type Inquiries struct {
	Ports
	pbx     PBX     // nil: no daemon
	callers Callers // nil: no daemon
	clock   clock

	wake     chan struct{} // holds one token: Runs looks again
	fetching sync.Mutex    // one look at the voices at a time
	picked   time.Time     // when the PBX was last looked through for messages; of the one job that does it
}

// New makes the inquiries of a house without a daemon.
func New(p Ports) *Inquiries {
	return &Inquiries{Ports: p, clock: clock{ticking: p.Ticking}, wake: make(chan struct{}, 1)}
}

// Connect gives them the PBX and those who ring back. A daemon calls it once, before Runs.
func (k *Inquiries) Connect(p PBX, c Callers) { k.pbx, k.callers = p, c }

// Wake makes Runs look at the inquiries again. It does not block.
func (k *Inquiries) Wake() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// AddInquiry writes what somebody asked, and begins its 24 hours. Voice is the name of a file in Asterisk's store,
// which Runs fetches.
func (k *Inquiries) AddInquiry(ctx context.Context, in dialer.Inquiry) (dialer.InquiryID, error) {
	return k.Add(ctx, in, dialer.Self)
}

// Add is AddInquiry in the name of by.
func (k *Inquiries) Add(ctx context.Context, in dialer.Inquiry, by string) (dialer.InquiryID, error) {
	id, err := k.Store.AddInquiry(ctx, in, by)
	if err == nil {
		k.Wake()
	}
	return id, err
}

// InquiryList lists those that are open, or all.
func (k *Inquiries) InquiryList(ctx context.Context, q verb.InquiryQuery) ([]verb.Inquiry, error) {
	all, err := k.Store.Inquiries(ctx, sqlite.InquiryQuery{ID: dialer.InquiryID(q.ID), Open: !q.All && q.ID == 0})
	return verb.Each(all, func(in sqlite.Inquiry) verb.Inquiry {
		out := k.Out(in, q.Numbers)
		out.Text, out.Answer = "", "" // a list is looked at by many
		return out
	}), err
}

// Inquiry gives one with its words, and says how the person may be answered.
func (k *Inquiries) Inquiry(ctx context.Context, q verb.InquiryQuery) (verb.Inquiry, error) {
	all, err := k.Store.Inquiries(ctx, sqlite.InquiryQuery{ID: dialer.InquiryID(q.ID)})
	if err != nil {
		return verb.Inquiry{}, err
	}
	if len(all) == 0 || q.ID == 0 {
		return verb.Inquiry{}, dialer.Invalid{Field: "id", Why: "which inquiry"}
	}
	out := k.Out(all[0], q.Numbers)
	if all[0].Closed.IsZero() {
		set := k.Settings()
		w := inquiry.RingBack(k.Now(), all[0].Inquiry, k.askedAbout(ctx, all[0]), set.Hours, set.Ring)
		out.RingBack = &verb.RingBack{Now: w.Ring, From: w.From, Why: w.Why}
	}
	return out, nil
}

// registersWithin bounds the registers' answer.
const registersWithin = time.Second

// askedAbout is what the call centre's own register and the client's say of the person and of the household; nil where
// they give no answer.
func (k *Inquiries) askedAbout(ctx context.Context, in sqlite.Inquiry) []dialer.RegisterAnswer {
	if in.Number == "" {
		return nil
	}
	which := []dialer.RegisterID{dialer.Own}
	if in.Client != "" {
		which = append(which, dialer.RegisterOf(in.Client))
	}
	soon, cancel := context.WithTimeout(ctx, registersWithin)
	defer cancel()
	persons, err := k.Household(soon, in.Number)
	if err != nil {
		return nil
	}
	answers, err := k.Registers().Check(soon, dialer.Subject{Number: in.Number, Persons: persons}, which)
	if err != nil {
		return nil
	}
	return answers
}

// Out is an inquiry as people see it; numbers: with the whole number.
func (k *Inquiries) Out(in sqlite.Inquiry, numbers bool) verb.Inquiry {
	at := in.Closed
	if at.IsZero() {
		at = k.Now()
	}
	out := verb.Inquiry{
		ID: int64(in.ID), Channel: string(in.Channel), Received: in.Received, Due: in.Due,
		LeftS: int64(in.Due.Sub(at) / time.Second), Late: in.Told == inquiry.Late || inquiry.WasLate(at, in.Due),
		Number: in.Number.Masked(), Visible: string(in.Visible), Client: string(in.Client),
		Campaign: string(in.Campaign),
		Text:     in.Text, Voice: string(in.Spoken), VoiceWhy: in.VoiceWhy, Seconds: in.Seconds,
		Closed: in.Closed, By: in.By, Answer: in.Answer, Attempt: int64(in.Attempt),
		Complaint: in.Complaint, Deleted: in.Over,
	}
	if numbers {
		out.Number = string(in.Number)
	}
	return out
}

// NoteInquiry adds an inquiry that came in writing, or that an agent noted.
func (k *Inquiries) NoteInquiry(ctx context.Context, n verb.InquiryNote, by string) (verb.Inquiry, error) {
	in := dialer.Inquiry{
		Channel: dialer.InquiryChannel(n.Channel), Received: n.Received, Client: dialer.ClientID(n.Client),
		Campaign: dialer.CampaignID(n.Campaign), Text: n.Text, Complaint: n.Complaint,
	}
	if in.Channel == dialer.InquiryMessage || in.Channel == dialer.InquiryStaff {
		return verb.Inquiry{}, dialer.Invalid{Field: "channel", Value: n.Channel,
			Why: "letter, email, sms, chat, social or agent: the desk notes its own"}
	}
	if strings.TrimSpace(n.Text) == "" {
		return verb.Inquiry{}, dialer.Invalid{Field: "text", Why: "what was asked: the dialogue is kept (4.4.3 b)"}
	}
	if err := k.lookUpClient(ctx, &in); err != nil {
		return verb.Inquiry{}, err
	}
	if n.Number != "" {
		var err error
		if in.Number, err = number.Parse(n.Number); err != nil {
			return verb.Inquiry{}, err
		}
	}
	id, err := k.Add(ctx, in, by)
	if err != nil {
		return verb.Inquiry{}, err
	}
	return k.Inquiry(ctx, verb.InquiryQuery{ID: int64(id)})
}

// lookUpClient adds the campaign's client, and fails where either is not in the book.
func (k *Inquiries) lookUpClient(ctx context.Context, in *dialer.Inquiry) error {
	if in.Campaign != "" {
		c, err := k.Book.Campaign(ctx, in.Campaign)
		if err != nil {
			return err
		}
		if in.Client == "" {
			in.Client = c.Client.ID
		}
	}
	if in.Client == "" {
		return nil
	}
	_, err := k.Book.Client(ctx, in.Client)
	return err
}

// AnswerInquiry closes an inquiry that a person answered, in these words or in that call.
func (k *Inquiries) AnswerInquiry(ctx context.Context, a verb.InquiryAnswer, by string) (verb.Inquiry, error) {
	id := dialer.InquiryID(a.ID)
	all, err := k.Store.Inquiries(ctx, sqlite.InquiryQuery{ID: id})
	if err != nil {
		return verb.Inquiry{}, err
	}
	late := false
	for _, in := range all {
		late = inquiry.WasLate(k.clock.at(in.ID, k.Now()), in.Due)
	}
	name, err := k.Named(ctx, a.By, by)
	if err != nil {
		return verb.Inquiry{}, err
	}
	c := inquiry.Closing{
		By: name, Text: strings.TrimSpace(a.Answer), Attempt: dialer.AttemptID(a.Call), Complaint: a.Complaint,
	}
	if err := k.Store.CloseInquiry(ctx, id, c, late, by); err != nil {
		return verb.Inquiry{}, err
	}
	k.Wake()
	return k.Inquiry(ctx, verb.InquiryQuery{ID: a.ID})
}

// lastBreaches is how many days InquiryBreaches looks at where none are named.
const lastBreaches = 30

// InquiryBreaches gives the days on which the time for answers ran out.
func (k *Inquiries) InquiryBreaches(ctx context.Context, q verb.BreachQuery) ([]verb.BreachDay, error) {
	if q.From == "" && q.To == "" {
		now := k.Now()
		q.From = string(dialer.DayOf(now.AddDate(0, 0, 1-lastBreaches), hours.Oslo()))
		q.To = string(dialer.DayOf(now, hours.Oslo()))
	}
	from, to, err := k.Days(q.From, q.To)
	if err != nil {
		return nil, err
	}
	late, err := k.Store.Breaches(ctx, from, to.AddDate(0, 0, 1))
	out := []verb.BreachDay{}
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		if ids := late[dialer.DayOf(day, hours.Oslo())]; len(ids) > 0 {
			out = append(out, verb.BreachDay{
				Day: day.Format(time.DateOnly), Breaches: len(ids),
				Inquiries: verb.Each(ids, func(id dialer.InquiryID) int64 { return int64(id) }),
			})
		}
	}
	return out, err
}
