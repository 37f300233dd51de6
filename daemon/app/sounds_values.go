package app

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/sounds"
)

// soundOwner is whom a sound is about; all but the name may be empty.
type soundOwner struct {
	name     string // in the file's name
	client   dialer.Client
	subjects []string
}

// owners are those that have a sound of their own in the scope.
func (b soundBook) owners(scope sounds.Scope) (list []soundOwner) {
	switch scope {
	case sounds.OfHouse:
		return []soundOwner{{}}
	case sounds.OfClient:
		for _, c := range b.clients {
			list = append(list, soundOwner{name: string(c.ID), client: c})
		}
	case sounds.OfCampaign:
		for _, c := range b.campaigns {
			if b.one == "" || b.one == c.ID {
				list = append(list, soundOwner{string(c.ID), c.Client, []string{c.Subject}})
			}
		}
	case sounds.OfNumber:
		for _, c := range b.clients {
			list = append(list, b.numbers(c)...)
		}
	}
	return list // what names a person is made at its moment
}

// numbers are a client's visible numbers that campaigns show, each with all that they are about (4.4.5).
func (b soundBook) numbers(c dialer.Client) (list []soundOwner) {
	for _, n := range c.Visible {
		var subjects []string
		for _, campaign := range b.campaigns {
			if campaign.Visible == n && !slices.Contains(subjects, campaign.Subject) {
				subjects = append(subjects, campaign.Subject)
			}
		}
		if subjects != nil {
			list = append(list, soundOwner{string(n), c, subjects})
		}
	}
	return list
}

// values are what the placeholders of a text become.
func (b soundBook) values(w sounds.Wording, o soundOwner) map[string]string {
	v := map[string]string{
		"callcenter": b.cfg.CallCenter.Spoken, "phone": b.cfg.CallCenter.Phone, // 4.4.2 c: the call centre's own
		"email": b.cfg.CallCenter.Email, "email_spelled": b.cfg.CallCenter.Email,
		"website": b.cfg.Recording.Website, "days": strconv.Itoa(b.cfg.Recording.RetentionDays), "hours": b.hours(w.Lang),
	}
	if o.client.ID != "" {
		v["client"], v["clients"] = o.client.Spoken, o.client.Spoken
		if !strings.HasPrefix(o.name, "+") { // our calls for a client: its own; a visible number's message: ours
			v["phone"] = o.client.Phone
		}
	}
	if o.client.Internal && w.MayDrop("client") {
		v["client"] = "" // the call centre rings for itself
	}
	if o.subjects != nil {
		v["subject"] = b.subject(w.Lang, o)
	}
	return v
}

// hours are when agents answer callers (4.4.3).
func (b soundBook) hours(lang string) string {
	first, last := b.cfg.Desk.Days()
	if first < 0 || last < 0 {
		return ""
	}
	return sounds.SpokenHours(lang, first, last, b.cfg.Desk.Opens, b.cfg.Desk.Closes)
}

func (b soundBook) subject(lang string, o soundOwner) string {
	and := map[string]string{"nb": " og ", "nn": " og ", "en": " and "}[lang]
	if n := len(o.subjects); n > 1 {
		return strings.Join(o.subjects[:n-1], ", ") + and + o.subjects[n-1]
	}
	return strings.Join(o.subjects, "")
}
