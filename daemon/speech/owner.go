package speech

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/training"
	"github.com/ringevett/ringevett/sounds"
)

// owner is the client, campaign, visible number, source or notice that has a clip of its own; zero for the house's
// clips.
type owner struct {
	name     string // in the file's name
	client   dialer.Client
	subjects []string // of the campaigns that the clip speaks of
	source   string   // as it is said
	item     string   // of training
	notice   *notice.Notice
	listener *Listener
}

// sourceOf names a source of a campaign in a file's name: people give sources names of any letters.
func sourceOf(c dialer.CampaignID, source string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(source)) // it never fails
	return fmt.Sprintf("%s.%08x", c, h.Sum32())
}

// owners are those that have a clip of their own in the scope.
func (c catalogue) owners(scope sounds.Scope) (list []owner) {
	switch scope {
	case sounds.OfHouse:
		return []owner{{}}
	case sounds.OfClient:
		for _, client := range c.clients {
			list = append(list, owner{name: string(client.ID), client: client})
		}
	case sounds.OfCampaign:
		for _, campaign := range c.campaigns {
			if c.one == "" || c.one == campaign.ID {
				list = append(list, owner{
					name: string(campaign.ID), client: campaign.Client, subjects: []string{campaign.Subject},
				})
			}
		}
	case sounds.OfSource:
		for _, campaign := range c.campaigns {
			for _, from := range campaign.Sources {
				if c.one == "" || c.one == campaign.ID {
					list = append(list, owner{name: sourceOf(campaign.ID, from.Name), source: from.Spoken})
				}
			}
		}
	case sounds.OfNumber:
		for _, client := range c.clients {
			list = append(list, c.numbers(client)...)
		}
	case sounds.OfItem:
		for _, item := range training.Items() {
			list = append(list, owner{name: string(item), item: string(item)})
		}
	case sounds.OfNotice:
		for _, n := range c.notices {
			list = append(list, owner{name: n.ID.Code(), notice: &n})
		}
	case sounds.OfMoment:
		if c.listener != nil {
			list = append(list, owner{name: c.listener.voice(), client: c.listener.Client, listener: c.listener})
		}
	}
	return list
}

// noticeValues are what a notice says, in the words of its author.
func noticeValues(n notice.Notice) map[string]string {
	times := "fra " + sounds.Moment(hours.InOslo(n.From)) + " til " + sounds.Moment(hours.InOslo(n.To))
	if n.Closes > 0 {
		times += ", hver dag fra " + sounds.Clock(n.Opens) + " til " + sounds.Clock(n.Closes)
	}
	return map[string]string{
		"kind": sounds.NoticeWord(string(n.Kind)), "purpose": sounds.NoticeWord(string(n.Purpose)), "times": times,
		"goal": n.Goal, "themes": n.Themes, "plan": n.Plan,
	}
}

// numbers are a client's visible numbers that campaigns show, each with the subjects of all of these (4.4.5).
func (c catalogue) numbers(client dialer.Client) (list []owner) {
	for _, n := range client.Visible {
		var subjects []string
		for _, campaign := range c.campaigns {
			if campaign.Visible == n && !slices.Contains(subjects, campaign.Subject) {
				subjects = append(subjects, campaign.Subject)
			}
		}
		if subjects != nil {
			list = append(list, owner{name: string(n), client: client, subjects: subjects})
		}
	}
	return list
}

// values are what the placeholders of a text become. The phone is the call centre's own (4.4.2 c) except in our calls
// for a client, which give the client's.
func (c catalogue) values(w sounds.Wording, o owner) map[string]string {
	v := map[string]string{
		"callcenter": c.set.Name, "phone": c.set.Phone, "email": c.set.Email, "email_spelled": c.set.Email,
		"website": c.set.Website, "days": strconv.Itoa(c.set.RetentionDays), "hours": c.set.Staffed.spoken(w.Lang),
		"item": sounds.ItemName(w.Lang, o.item),
	}
	if o.client.ID != "" {
		v["client"], v["clients"] = o.client.Spoken, o.client.Spoken
		if !strings.HasPrefix(o.name, "+") { // a visible number's message gives ours
			v["phone"] = o.client.Phone
		}
	}
	if o.client.Internal && w.MayDrop("client") {
		v["client"] = "" // the call centre calls for itself
	}
	if o.source != "" {
		v["source"] = o.source
	}
	if o.notice != nil {
		maps.Copy(v, noticeValues(*o.notice))
	}
	if o.listener != nil {
		v["name"], v["org"], v["time"] = o.listener.Name, cmp.Or(o.listener.Client.Spoken, c.set.Name), o.listener.Until
	}
	if o.subjects != nil {
		v["subject"] = listed(w.Lang, o.subjects)
	}
	return v
}
