package config

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
)

type campaignFile struct {
	ID       string        `yaml:"id"`
	Client   string        `yaml:"client"`
	Kind     string        `yaml:"kind"`
	Purpose  string        `yaml:"purpose"`
	Subject  string        `yaml:"subject"`
	Visible  string        `yaml:"visible"`
	Language string        `yaml:"language"`
	Mode     string        `yaml:"mode"`
	Ring     int           `yaml:"ring_seconds"`
	WrapUp   int           `yaml:"wrap_up_seconds"`
	Forced   bool          `yaml:"outcome_required"`
	Names    outcomeNames  `yaml:"outcome_names"`
	Attempts Limits        `yaml:"attempts"`
	Agents   []string      `yaml:"agents"`
	Sources  []sourceEntry `yaml:"sources"`

	OwnSimilar string `yaml:"own_similar_products_statement"`
	WashMaxAge int    `yaml:"wash_max_age_h"`
	Unmatched  string `yaml:"unmatched_leads"`

	Offer     offerEntry       `yaml:"offer"`
	Approval  approvalEntry    `yaml:"content_approval"`
	Lawful    attestationEntry `yaml:"legality_attestation"`
	Unwritten unwrittenEntry   `yaml:"written_acceptance"`
	Written   string           `yaml:"written_offer"`
}

// ReadCampaign reads a campaign file. What it leaves out comes from c; a limit of c may be tightened, never loosened.
// clients finds the client by its id. A campaign is never running when read. Evidence of a day after now is none.
func ReadCampaign(
	r io.Reader, clients func(dialer.ClientID) (dialer.Client, bool), c Config, now time.Time,
) (dialer.Campaign, error) {
	file := campaignFile{
		Language: c.Sounds.Language, Mode: c.Abandon.Mode, Ring: c.Ringing.Seconds, WrapUp: c.WrapUp.Seconds,
		Attempts: c.Limits,
	}
	d, err := readBook(r, "campaign", &file)
	if err != nil {
		return dialer.Campaign{}, err
	}
	file.check(d)
	file.limits(d, c.Limits)
	campaign := file.campaign(d, clients, now)
	if err := d.err(); err != nil {
		return dialer.Campaign{}, err
	}
	return campaign, nil
}

func (f campaignFile) check(d *document) {
	id(d, "id", f.ID)
	oneOf(d, "kind", f.Kind, texts(dialer.Kinds())...)
	words(d, "purpose", f.Purpose, "the spoken purpose; no agent can open the call without it (4.2 g)")
	words(d, "subject", f.Subject, "what the call was about, for a person who asks later (4.4.5)")
	oneOf(d, "language", f.Language, languages()...)
	oneOf(d, "mode", f.Mode, texts(dialer.Modes())...)
	within(d, "ring_seconds", f.Ring, MinRingSeconds, MaxRingSeconds, "(our limit; the code is silent)")
	within(d, "wrap_up_seconds", f.WrapUp, 0, maxWrapUpSeconds, "")
	if len(f.Agents) == 0 {
		d.add("agents", "", "at least one agent's id")
	}
	ids(d, "agents", "", f.Agents)
	f.names(d)
	if f.OwnSimilar != "" {
		words(d, "own_similar_products_statement", f.OwnSimilar,
			"who states it, and how the offer is like what was bought (mfl. § 12)")
	}
	if f.Unmatched != "" {
		oneOf(d, "unmatched_leads", f.Unmatched, rowWash, string(dialer.UnmatchedBlock))
	}
	if err := reservation.ValidateMaxAge("wash_max_age_h", time.Duration(f.WashMaxAge)*time.Hour); err != nil {
		d.add("wash_max_age_h", strconv.Itoa(f.WashMaxAge), reason(err))
	}
}

// outcomeNames are the campaign's own words for its outcomes.
type outcomeNames struct {
	Person        string `yaml:"person"`
	Machine       string `yaml:"machine"`
	WrongNumber   string `yaml:"wrong_number"`
	CallLater     string `yaml:"call_later"`
	NotInterested string `yaml:"not_interested"`
	Sold          string `yaml:"sale"`
	Completed     string `yaml:"completed"`
	Away          string `yaml:"away"`
}

// named are those that are given; nil: none.
func (n outcomeNames) named() map[dialer.Disposition]string {
	all := map[dialer.Disposition]string{
		dialer.Person: n.Person, dialer.Machine: n.Machine, dialer.WrongNumber: n.WrongNumber,
		dialer.CallLater: n.CallLater, dialer.NotInterested: n.NotInterested, dialer.Sold: n.Sold,
		dialer.Completed: n.Completed, dialer.Away: n.Away,
	}
	maps.DeleteFunc(all, func(_ dialer.Disposition, name string) bool { return name == "" })
	if len(all) == 0 {
		return nil
	}
	return all
}

// mostName bounds the campaign's own word for an outcome: reports have it in a column.
const mostName = 60

// names checks the campaign's own words for outcomes.
func (f campaignFile) names(d *document) {
	kind := dialer.Kind(f.Kind)
	may := kind.Dispositions()
	for of, name := range f.Names.named() {
		key := "outcome_names." + string(of)
		switch {
		case slices.Contains(dialer.Kinds(), kind) && !slices.Contains(may, of):
			d.add(key, name, "nothing: a campaign of kind "+f.Kind+" has "+strings.Join(texts(may), ", "))
		case strings.TrimSpace(name) == "" || len([]rune(name)) > mostName || strings.ContainsFunc(name, unicode.IsControl):
			d.add(key, name, fmt.Sprintf("a name of 1 to %d characters on one line", mostName))
		}
	}
}

// rowWash is the word for dialer.UnmatchedRowWash.
const rowWash = "row_wash"

func unmatched(word string) dialer.Unmatched {
	if word == rowWash {
		return dialer.UnmatchedRowWash
	}
	return dialer.Unmatched(word)
}

// limits holds the campaign against the configuration, which is itself within the norm's limits.
func (f campaignFile) limits(d *document, c Limits) {
	const note = "(the configuration's limit; a campaign may only tighten it)"
	within(d, "attempts.per_campaign", f.Attempts.PerCampaign, 1, c.PerCampaign, note)
	within(d, "attempts.per_client_day", f.Attempts.PerClientDay, 1, c.PerClientDay, note)
	if f.Attempts.RestHours != c.RestHours {
		d.add("attempts.rest_h", strconv.Itoa(f.Attempts.RestHours),
			"nothing: a number rests for the whole house; see the configuration")
	}
	if f.Attempts.GapHours < c.GapHours || f.Attempts.GapHours > maxGapHours {
		d.add("attempts.gap_h", strconv.Itoa(f.Attempts.GapHours),
			"allowed: "+strconv.Itoa(c.GapHours)+" to "+strconv.Itoa(maxGapHours)+" hours "+note)
	}
}

func (f campaignFile) campaign(
	d *document, clients func(dialer.ClientID) (dialer.Client, bool), now time.Time,
) dialer.Campaign {
	visible := visibleNumber(d, "visible", f.Visible)
	client, known := clients(dialer.ClientID(f.Client))
	switch {
	case !known:
		d.add("client", f.Client, "the id of a client that is in the book")
	case visible != "" && !client.Owns(visible):
		d.add("visible", f.Visible, "one of the visible numbers of client "+f.Client+" (4.4.2)")
	}
	out := dialer.Campaign{
		ID: dialer.CampaignID(f.ID), Client: client, Kind: dialer.Kind(f.Kind), Purpose: f.Purpose, Subject: f.Subject,
		Visible: visible, Language: f.Language, Mode: dialer.Mode(f.Mode), Sources: f.sources(d, client, now),
		OwnSimilar: f.OwnSimilar, WashMaxAge: time.Duration(f.WashMaxAge) * time.Hour,
		Unmatched: unmatched(f.Unmatched),
		Ring:      time.Duration(f.Ring) * time.Second, WrapUp: time.Duration(f.WrapUp) * time.Second,
		Forced:   f.Forced,
		Names:    f.Names.named(),
		Attempts: Config{Limits: f.Attempts}.Attempts(),
	}
	for _, agent := range f.Agents {
		out.Agents = append(out.Agents, dialer.AgentID(agent))
	}
	f.sells(d, &out, now)
	return out
}

func texts[T ~string](values []T) []string {
	var out []string
	for v := range slices.Values(values) {
		out = append(out, string(v))
	}
	return out
}
