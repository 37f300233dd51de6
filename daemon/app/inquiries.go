package app

import (
	"context"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// AddInquiry takes what somebody asked, and sets its clock going. A Voice is the name of a recording in Asterisk's
// store; it is fetched from there as soon as can be, and wanted until then.
func (h *House) AddInquiry(ctx context.Context, in dialer.Inquiry) (dialer.InquiryID, error) {
	return h.addInquiry(ctx, in, self)
}

func (h *House) addInquiry(ctx context.Context, in dialer.Inquiry, by string) (dialer.InquiryID, error) {
	id, err := h.store.AddInquiry(ctx, in, by)
	if err == nil {
		h.asks.kick()
	}
	return id, err
}

// InquiryList lists those that are open, or all.
func (h *House) InquiryList(ctx context.Context, q verb.InquiryQuery) ([]verb.Inquiry, error) {
	all, err := h.store.Inquiries(ctx, sqlite.InquiryQuery{ID: dialer.InquiryID(q.ID), Open: !q.All && q.ID == 0})
	return verb.Each(all, func(in sqlite.Inquiry) verb.Inquiry {
		out := h.inquiryOut(in, q.Numbers)
		out.Text, out.Answer = "", "" // a list is looked at by many
		return out
	}), err
}

// Inquiry gives one with its words, and says how the person may be answered.
func (h *House) Inquiry(ctx context.Context, q verb.InquiryQuery) (verb.Inquiry, error) {
	all, err := h.store.Inquiries(ctx, sqlite.InquiryQuery{ID: dialer.InquiryID(q.ID)})
	if err != nil {
		return verb.Inquiry{}, err
	}
	if len(all) == 0 || q.ID == 0 {
		return verb.Inquiry{}, dialer.Invalid{Field: "id", Why: "which inquiry"}
	}
	out := h.inquiryOut(all[0], q.Numbers)
	if all[0].Closed.IsZero() {
		w := inquiry.RingBack(h.now(), all[0].Inquiry, h.askedAbout(ctx, all[0]), h.cfg().HoursRules(), h.cfg().RingTime())
		out.RingBack = &verb.RingBack{Now: w.Ring, From: w.From, Why: w.Why}
	}
	return out, nil
}

// askedAbout is what the call centre's own register and the client's say of who asks, and of the household; nil where
// they cannot be asked.
func (h *House) askedAbout(ctx context.Context, in sqlite.Inquiry) []dialer.RegisterAnswer {
	if in.Number == "" {
		return nil
	}
	which := []dialer.RegisterID{dialer.Own}
	if in.Client != "" {
		which = append(which, dialer.RegisterOf(in.Client))
	}
	soon, cancel := context.WithTimeout(ctx, registersAnswer)
	defer cancel()
	persons, err := h.store.Household(soon, in.Number)
	if err != nil {
		return nil
	}
	answers, err := h.sets.Check(soon, dialer.Subject{Number: in.Number, Persons: persons}, which)
	if err != nil {
		return nil
	}
	return answers
}

func (h *House) inquiryOut(in sqlite.Inquiry, numbers bool) verb.Inquiry {
	at := in.Closed
	if at.IsZero() {
		at = h.now()
	}
	out := verb.Inquiry{
		ID: int64(in.ID), Channel: string(in.Channel), Received: in.Received, Due: in.Due, LeftS: int64(in.Due.Sub(at) / time.Second),
		Late:   in.Told == inquiry.Late || inquiry.WasLate(at, in.Due),
		Number: in.Number.Masked(), Visible: string(in.Visible), Client: string(in.Client), Campaign: string(in.Campaign),
		Text: in.Text, Voice: string(in.Spoken), VoiceWhy: in.VoiceWhy, Seconds: in.Seconds, Closed: in.Closed, By: in.By, Answer: in.Answer,
		Complaint: in.Complaint, Attempt: int64(in.Attempt), Deleted: in.Over,
	}
	if numbers {
		out.Number = string(in.Number)
	}
	return out
}

// NoteInquiry takes one that came in writing, or that an agent noted.
func (h *House) NoteInquiry(ctx context.Context, n verb.InquiryNote, by string) (verb.Inquiry, error) {
	in := dialer.Inquiry{Channel: dialer.InquiryChannel(n.Channel), Received: n.Received, Client: dialer.ClientID(n.Client), Campaign: dialer.CampaignID(n.Campaign), Text: n.Text, Complaint: n.Complaint}
	if in.Channel == dialer.InquiryMessage || in.Channel == dialer.InquiryStaff {
		return verb.Inquiry{}, dialer.Invalid{Field: "channel", Value: n.Channel, Why: "letter, email, sms, chat, social or agent: the desk notes its own"}
	}
	if strings.TrimSpace(n.Text) == "" {
		return verb.Inquiry{}, dialer.Invalid{Field: "text", Why: "what was asked: the dialogue is kept (4.4.3 b)"}
	}
	if err := h.whomAbout(ctx, &in); err != nil {
		return verb.Inquiry{}, err
	}
	if n.Number != "" {
		var err error
		if in.Number, err = number.Parse(n.Number); err != nil {
			return verb.Inquiry{}, err
		}
	}
	id, err := h.addInquiry(ctx, in, by)
	if err != nil {
		return verb.Inquiry{}, err
	}
	return h.Inquiry(ctx, verb.InquiryQuery{ID: int64(id)})
}

// whomAbout looks the client and the campaign up in the book.
func (h *House) whomAbout(ctx context.Context, in *dialer.Inquiry) error {
	if in.Campaign != "" {
		c, err := h.store.Campaign(ctx, in.Campaign)
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
	_, err := h.store.Client(ctx, in.Client)
	return err
}

// AnswerInquiry closes one: a person answered it, in these words or in that call.
func (h *House) AnswerInquiry(ctx context.Context, a verb.InquiryAnswer, by string) (verb.Inquiry, error) {
	id := dialer.InquiryID(a.ID)
	all, err := h.store.Inquiries(ctx, sqlite.InquiryQuery{ID: id})
	if err != nil {
		return verb.Inquiry{}, err
	}
	late := false
	for _, in := range all {
		late = inquiry.WasLate(h.asks.now(in.ID, h.now()), in.Due)
	}
	name, err := h.named(ctx, a.By, by)
	if err != nil {
		return verb.Inquiry{}, err
	}
	c := inquiry.Closing{By: name, Text: strings.TrimSpace(a.Answer), Attempt: dialer.AttemptID(a.Call), Complaint: a.Complaint}
	if err := h.store.CloseInquiry(ctx, id, c, late, by); err != nil {
		return verb.Inquiry{}, err
	}
	h.asks.kick()
	return h.Inquiry(ctx, verb.InquiryQuery{ID: a.ID})
}

// lastBreaches is how many days are looked at where none are named.
const lastBreaches = 30

// InquiryBreaches gives the days on which the time for answers ran out.
func (h *House) InquiryBreaches(ctx context.Context, q verb.BreachQuery) ([]verb.BreachDay, error) {
	if q.From == "" && q.To == "" {
		q.From, q.To = string(dialer.DayOf(h.now().AddDate(0, 0, 1-lastBreaches), hours.Oslo())), string(dialer.DayOf(h.now(), hours.Oslo()))
	}
	days, err := h.daysOf(verb.FiguresQuery{From: q.From, To: q.To})
	if err != nil {
		return nil, err
	}
	from, err := time.ParseInLocation(time.DateOnly, days.From, hours.Oslo())
	if err != nil {
		return nil, err
	}
	to, err := time.ParseInLocation(time.DateOnly, days.To, hours.Oslo())
	if err != nil {
		return nil, err
	}
	late, err := h.store.Breaches(ctx, from, to.AddDate(0, 0, 1))
	out := []verb.BreachDay{}
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		if ids := late[dialer.DayOf(day, hours.Oslo())]; len(ids) > 0 {
			out = append(out, verb.BreachDay{Day: day.Format(time.DateOnly), Breaches: len(ids), Inquiries: verb.Each(ids, func(id dialer.InquiryID) int64 { return int64(id) })})
		}
	}
	return out, err
}
