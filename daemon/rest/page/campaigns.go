package page

import (
	"maps"
	"net/http"
	"slices"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// campaignsView is all campaigns with what may be done to each.
type campaignsView struct {
	Floor floorView
	May   mayView
}

// mayView is what the person's roles allow.
type mayView struct{ Start, Pause bool }

func (v *visit) mayOf() mayView { return mayView{v.may(verb.StartCampaign), v.may(verb.PauseCampaign)} }

// campaignView is one campaign's day.
type campaignView struct {
	campaignRow
	Floor  floorView
	May    mayView
	Day    *verb.Day // nil: no attempt today
	Lines  []line
	Rules  []line
	Broken []string
}

// Row is the campaign's row, as in the table of all.
func (c campaignView) Row() campaignRow { return c.campaignRow }

// line is a figure with its name: of the page's words, or a code.
type line struct {
	Key, Code string
	Count     int
}

func (v *visit) showCampaigns() {
	f, _, err := v.seen()
	if err != nil {
		v.refusal(err)
		return
	}
	fr := v.frameOf(v.words.say("nav.campaigns"), "campaigns", f)
	fr.Refresh, fr.Live, fr.Body = true, true, campaignsView{f, v.mayOf()}
	v.answer(http.StatusOK, "campaigns.html", fr)
}

// campaign finds one that the person may see; what others see is not there.
func (v *visit) campaign(f floorView) (campaignRow, bool) {
	i := slices.IndexFunc(f.Campaigns, func(c campaignRow) bool { return c.CampaignStatus.ID == v.r.PathValue("id") })
	if i < 0 {
		v.fail(http.StatusNotFound, "error.found", "")
		return campaignRow{}, false
	}
	return f.Campaigns[i], true
}

func (v *visit) showCampaign() {
	f, _, err := v.seen()
	if err != nil {
		v.refusal(err)
		return
	}
	row, found := v.campaign(f)
	if !found {
		return
	}
	figures, err := rest.Call(rest.As(v.r.Context(), v.who.ID), v.api, verb.ShowFigures,
		verb.FiguresQuery{Campaign: row.CampaignStatus.ID})
	if err != nil {
		v.refusal(err)
		return
	}
	c := campaignView{campaignRow: row, Floor: f, May: v.mayOf(), Broken: figures.Broken}
	if i := slices.IndexFunc(figures.Days, func(d verb.Day) bool { return d.Campaign == row.CampaignStatus.ID }); i >= 0 {
		c.Day = &figures.Days[i]
		c.Lines, c.Rules = linesOf(*c.Day), rulesOf(*c.Day)
	}
	fr := v.frameOf(row.CampaignStatus.ID, "campaigns", f)
	fr.Live, fr.Body = true, c
	v.answer(http.StatusOK, "campaign.html", fr)
}

// linesOf are the lines under the six figures.
func linesOf(d verb.Day) []line {
	return []line{
		{"figures.no_answer", "", d.NoAnswer}, {"figures.busy", "", d.Busy},
		{"figures.cancelled", "", d.CancelledRinging}, {"figures.trunk", "", d.TrunkFailed},
		{"figures.machines", "", d.MachineAtAnswer + d.Machines}, {"figures.drop", "", d.AgentDrop},
		{"figures.open", "", d.Open},
	}
}

func rulesOf(d verb.Day) (all []line) {
	for _, code := range slices.Sorted(maps.Keys(d.Blocked)) {
		all = append(all, line{"", code, d.Blocked[code]})
	}
	return all
}
