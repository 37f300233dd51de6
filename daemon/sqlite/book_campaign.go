package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// campaignDoc is a campaign as stored; durations are seconds.
type campaignDoc struct {
	Purpose      string                        `json:"purpose,omitzero"`
	Subject      string                        `json:"subject,omitzero"`
	Visible      dialer.Number                 `json:"visible,omitzero"`
	Language     string                        `json:"language,omitzero"`
	Mode         dialer.Mode                   `json:"mode,omitzero"`
	RingS        int64                         `json:"ring_s,omitzero"`
	WrapUpS      int64                         `json:"wrap_up_s,omitzero"`
	Forced       bool                          `json:"outcome_required,omitempty"`
	Names        map[dialer.Disposition]string `json:"outcome_names,omitempty"`
	PerCampaign  int                           `json:"attempts_per_campaign,omitzero"`
	PerClientDay int                           `json:"attempts_per_client_day,omitzero"`
	GapS         int64                         `json:"attempts_gap_s,omitzero"`
	Agents       []dialer.AgentID              `json:"agents,omitempty"`
	Sources      []sourceDoc                   `json:"sources,omitempty"`
	OwnSimilar   string                        `json:"own_similar,omitzero"`
	WashMaxAgeS  int64                         `json:"wash_max_age_s,omitzero"`
	Unmatched    dialer.Unmatched              `json:"unmatched,omitzero"`

	Offer     offerDoc       `json:"offer,omitzero"`
	Approval  approvalDoc    `json:"content_approval,omitzero"`
	Lawful    attestationDoc `json:"legality_attestation,omitzero"`
	Unwritten unwrittenDoc   `json:"written_acceptance,omitzero"`
	Written   string         `json:"written_offer,omitzero"`
}

// offerDoc is an offer as stored.
type offerDoc struct {
	Nature      string `json:"nature,omitzero"`
	Price       string `json:"price,omitzero"`
	OtherCosts  string `json:"other_costs,omitzero"`
	Total       string `json:"total,omitzero"`
	Binding     string `json:"binding,omitzero"`
	MinPurchase string `json:"min_purchase,omitzero"`
	Delivery    string `json:"delivery,omitzero"`
	Withdrawal  string `json:"withdrawal_text,omitzero"`
	Other       string `json:"other,omitzero"`
}

type approvalDoc struct {
	By string    `json:"by,omitzero"`
	At time.Time `json:"at,omitzero"`
}

type attestationDoc struct {
	By  string    `json:"by,omitzero"`
	At  time.Time `json:"at,omitzero"`
	Ref string    `json:"ref,omitzero"`
}

type unwrittenDoc struct {
	Exemption  dialer.Exemption `json:"exemption,omitzero"`
	Ground     string           `json:"ground,omitzero"`
	AttestedBy string           `json:"attested_by,omitzero"`
}

type sourceDoc struct {
	Name        string            `json:"name"`
	Kind        dialer.SourceKind `json:"kind"`
	ObtainedAt  time.Time         `json:"obtained_at,omitzero"`
	Basis       string            `json:"basis,omitzero"`
	Spoken      string            `json:"spoken,omitzero"`
	RequestedTo string            `json:"requested_to,omitzero"`
	Wash        washDoc           `json:"wash,omitzero"`
	Ends        time.Time         `json:"ends,omitzero"`
}

// washDoc is a wash record as stored, of a list and of a lead alike.
type washDoc struct {
	At       time.Time        `json:"at,omitzero"`
	By       string           `json:"by,omitzero"`
	Scope    dialer.WashScope `json:"scope,omitzero"`
	Attested string           `json:"attested,omitzero"`
}

func newSourceDoc(s dialer.Source) sourceDoc {
	return sourceDoc{s.Name, s.Kind, s.ObtainedAt, s.Basis, s.Spoken, s.RequestedTo, washDoc(s.Wash), s.Ends}
}

func (d sourceDoc) source() dialer.Source {
	return dialer.Source{
		Name: d.Name, Kind: d.Kind, ObtainedAt: d.ObtainedAt, Basis: d.Basis, Spoken: d.Spoken,
		RequestedTo: d.RequestedTo, Wash: dialer.Wash(d.Wash), Ends: d.Ends,
	}
}

func newCampaignDoc(c dialer.Campaign) campaignDoc {
	d := campaignDoc{
		Purpose: c.Purpose, Subject: c.Subject, Visible: c.Visible, Language: c.Language, Mode: c.Mode,
		RingS: seconds(c.Ring), WrapUpS: seconds(c.WrapUp), Forced: c.Forced, Names: c.Names,
		Agents:      c.Agents,
		PerCampaign: c.Attempts.PerCampaign, PerClientDay: c.Attempts.PerClientDay, GapS: seconds(c.Attempts.Gap),
		OwnSimilar: c.OwnSimilar, WashMaxAgeS: seconds(c.WashMaxAge), Unmatched: c.Unmatched,
		Offer: offerDoc(c.Offer), Approval: approvalDoc(c.Approval), Lawful: attestationDoc(c.Lawful),
		Unwritten: unwrittenDoc(c.Unwritten), Written: c.Written,
	}
	for _, s := range c.Sources {
		d.Sources = append(d.Sources, newSourceDoc(s))
	}
	return d
}

func (d campaignDoc) campaign() dialer.Campaign {
	c := dialer.Campaign{
		Purpose: d.Purpose, Subject: d.Subject, Visible: d.Visible, Language: d.Language, Mode: d.Mode,
		Ring: duration(d.RingS), WrapUp: duration(d.WrapUpS), Forced: d.Forced, Names: d.Names,
		Agents:     d.Agents,
		Attempts:   dialer.Attempts{PerCampaign: d.PerCampaign, PerClientDay: d.PerClientDay, Gap: duration(d.GapS)},
		OwnSimilar: d.OwnSimilar, WashMaxAge: duration(d.WashMaxAgeS), Unmatched: d.Unmatched,
		Offer: dialer.Offer(d.Offer), Approval: dialer.Approval(d.Approval), Lawful: dialer.Attestation(d.Lawful),
		Unwritten: dialer.Unwritten(d.Unwritten), Written: d.Written,
	}
	for _, s := range d.Sources {
		c.Sources = append(c.Sources, s.source())
	}
	return c
}

func seconds(d time.Duration) int64  { return int64(d / time.Second) }
func duration(s int64) time.Duration { return time.Duration(s) * time.Second }

// PutCampaign adds or changes a campaign. Its kind and its client can never change (4.2 k). A new one is paused, and
// Running is left alone: SetRunning is for that.
func (s *Store) PutCampaign(ctx context.Context, c dialer.Campaign, by string) error {
	err := needBy(by)
	if c.ID == "" {
		err = errors.Join(err, dialer.Invalid{Field: "campaign.id", Why: "a short name"})
	}
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error { return t.putCampaign(c, by) })
	}
	if err != nil {
		return fmt.Errorf("put campaign %s: %w", c.ID, err)
	}
	return nil
}

func (t *tx) putCampaign(c dialer.Campaign, by string) error {
	doc, err := json.Marshal(newCampaignDoc(c))
	if err != nil {
		return err
	}
	before, err := t.campaignBefore(c)
	if err == nil {
		err = t.ownVisible(c)
	}
	if err != nil {
		return err
	}
	detail, err := changeWords("campaign "+string(c.ID), before, doc)
	if err != nil || detail == "" {
		return err
	}
	if before == nil {
		detail += fmt.Sprintf(", kind %s", c.Kind)
	}
	err = t.exec(`INSERT INTO campaign (id, client, kind, doc) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO UPDATE
		SET doc = ?4`,
		string(c.ID), string(c.Client.ID), string(c.Kind), doc)
	if err != nil {
		return err
	}
	return t.appendFact(dialer.Fact{Kind: dialer.FactCampaign, Campaign: c.ID, Client: c.Client.ID, Visible: c.Visible,
		Code: "changed", Detail: detail, By: by})
}

// campaignBefore gives the document that is there, nil when there is none, and refuses what may not change.
func (t *tx) campaignBefore(c dialer.Campaign) (doc []byte, err error) {
	var kind dialer.Kind
	var client dialer.ClientID
	var archived int64
	err = t.row(`SELECT client, kind, doc, archived FROM campaign WHERE id = ?`, string(c.ID)).Scan(&client, &kind,
		&doc,
		&archived)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, t.clientInBook(c.Client.ID)
	}
	if err != nil {
		return nil, err
	}
	if archived > 0 {
		return nil, archivedSince(archived)
	}
	if kind != c.Kind {
		return nil, fmt.Errorf("%w: kind is %s and cannot become %s; make a new campaign with its own list (4.2 k)",
			dialer.ErrRefused, kind, c.Kind)
	}
	if client != c.Client.ID {
		return nil, fmt.Errorf("%w: client is %s and cannot become %s; make a new campaign", dialer.ErrRefused, client,
			c.Client.ID)
	}
	return doc, nil
}

// ownVisible keeps one visible number for each kind: who rings back must not meet a sale where a survey called (4.2 k).
func (t *tx) ownVisible(c dialer.Campaign) error {
	var other dialer.CampaignID
	var kind dialer.Kind
	err := t.row(`SELECT id, kind FROM campaign WHERE client = ? AND kind <> ? AND id <> ? AND doc ->> '$.visible' = ?
		LIMIT 1`,
		string(c.Client.ID), string(c.Kind), string(c.ID), string(c.Visible)).Scan(&other, &kind)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: visible number %s is that of campaign %s, a %s campaign; each kind has its own (4.2 k)",
		dialer.ErrRefused, c.Visible, other, kind)
}

func (t *tx) clientExists(id dialer.ClientID) error {
	var there bool
	err := t.row(`SELECT EXISTS (SELECT 1 FROM client WHERE id = ?)`, string(id)).Scan(&there)
	if err == nil && !there {
		err = fmt.Errorf("client %q: %w", id, dialer.ErrNotFound)
	}
	return err
}

// clientInBook refuses a client that is not there, or was taken out.
func (t *tx) clientInBook(id dialer.ClientID) error {
	var archived int64
	err := t.row(`SELECT archived FROM client WHERE id = ?`, string(id)).Scan(&archived)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("client %q: %w", id, dialer.ErrNotFound)
	case err == nil && archived > 0:
		return fmt.Errorf("%w: client %s was removed on %s: add it again first, with: ringevett "+
			"client add",
			dialer.ErrRefused, id, timeOf(archived).In(t.oslo).Format(time.DateOnly))
	}
	return err
}

// SetRunning starts or pauses a campaign; to set what is already so changes nothing.
func (s *Store) SetRunning(ctx context.Context, id dialer.CampaignID, running bool, by, why string) error {
	err := needBy(by)
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error { return t.setRunning(id, running, by, why) })
	}
	if err != nil {
		return fmt.Errorf("start or pause campaign %s: %w", id, err)
	}
	return nil
}

// Pause pauses a campaign, and reports whether it ran. It waits for one write of the journal at most.
func (s *Store) Pause(ctx context.Context, id dialer.CampaignID, by, why string) (ran bool, err error) {
	err = needBy(by)
	if err == nil {
		err = s.writer.submit(ctx, func(t *tx) error {
			ran = false
			if err := t.row(`SELECT running FROM campaign WHERE id = ?`, string(id)).Scan(&ran); err != nil &&
				!errors.Is(err, sql.ErrNoRows) {
				return err
			}
			return t.setRunning(id, false, by, why)
		})
	}
	if err != nil {
		return false, fmt.Errorf("pause campaign %s: %w", id, err)
	}
	return ran, nil
}

func (t *tx) setRunning(id dialer.CampaignID, running bool, by, why string) error {
	var client dialer.ClientID
	var was bool
	var archived int64
	err := t.row(`SELECT client, running, archived FROM campaign WHERE id = ?`, string(id)).Scan(&client, &was,
		&archived)
	if errors.Is(err, sql.ErrNoRows) {
		return dialer.ErrNotFound
	}
	if err == nil && archived > 0 && running {
		return archivedSince(archived)
	}
	if err != nil || was == running {
		return err
	}
	if err := t.exec(`UPDATE campaign SET running = ? WHERE id = ?`, running, string(id)); err != nil {
		return err
	}
	code := "paused"
	if running {
		code = "started"
	}
	return t.appendFact(dialer.Fact{Kind: dialer.FactCampaign, Campaign: id, Client: client, Code: code, Detail: why,
		By: by})
}

// Campaign gives one campaign with its client.
func (s *Store) Campaign(ctx context.Context, id dialer.CampaignID) (dialer.Campaign, error) {
	all, err := s.campaigns(ctx, `WHERE c.id = ?`, string(id))
	if err == nil && len(all) == 0 {
		err = dialer.ErrNotFound
	}
	if err != nil {
		return dialer.Campaign{}, fmt.Errorf("campaign %s: %w", id, err)
	}
	return all[0], nil
}

// Campaigns lists all by id, each with its client, those that are archived among them.
func (s *Store) Campaigns(ctx context.Context) ([]dialer.Campaign, error) {
	all, err := s.campaigns(ctx, ``)
	if err != nil {
		return nil, fmt.Errorf("campaigns: %w", err)
	}
	return all, nil
}

func (s *Store) campaigns(ctx context.Context, where string, args ...any) ([]dialer.Campaign, error) {
	return collect(ctx, s.read, scanCampaign, campaignsWhere(where), args...)
}

// campaignsWhere is a query for scanCampaign.
func campaignsWhere(where string) string {
	return `SELECT c.id, c.kind, c.running, c.archived, c.doc, k.id, k.doc FROM campaign c
		JOIN client k ON k.id = c.client ` + where + ` ORDER BY c.id`
}

func scanCampaign(r *sql.Rows) (dialer.Campaign, error) {
	var id dialer.CampaignID
	var kind dialer.Kind
	var running bool
	var client dialer.ClientID
	var archived int64
	var text, clientText []byte
	if err := r.Scan(&id, &kind, &running, &archived, &text, &client, &clientText); err != nil {
		return dialer.Campaign{}, err
	}
	var d campaignDoc
	var k clientDoc
	if err := errors.Join(json.Unmarshal(text, &d), json.Unmarshal(clientText, &k)); err != nil {
		return dialer.Campaign{}, err
	}
	c := d.campaign()
	c.ID, c.Kind, c.Running, c.Client = id, kind, running, k.client(client)
	c.Archived = timeOf(archived)
	return c, nil
}
