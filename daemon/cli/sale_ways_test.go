package cli_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/training"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/offered"
)

// sellers is a house with a campaign that sells, one that has no offer yet, and calls in each state of a sale.
type sellers struct {
	house
	offer dialer.Offer
	ended time.Time // of each call
	facts []dialer.Fact
}

// call is one of campaign c; every item but those named was ticked, for an offer.
func (s *sellers) call(id dialer.AttemptID, c dialer.CampaignID, o dialer.Offer, without ...sale.Item) {
	at := s.ended.Add(-time.Minute)
	add := func(f dialer.Fact) {
		f.At, f.Attempt, f.Campaign, f.Client = at, id, c, "fjellvann"
		s.facts = append(s.facts, f)
	}
	add(dialer.Fact{Kind: dialer.FactBooked, Number: dialer.Number(fmt.Sprintf("+47900000%02d", id))})
	add(dialer.Fact{Kind: dialer.FactAnswered})
	add(dialer.Fact{Kind: dialer.FactBridged, Agent: "kari"})
	for _, i := range sale.Items() {
		if !slices.Contains(without, i) {
			add(dialer.Fact{Kind: dialer.FactTicked, Agent: "kari", Code: i.String(), Prompt: sale.Heard(o)})
		}
	}
	at = s.ended
	add(dialer.Fact{Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByConsumer})
}

// then tells what came after the call, each an hour after the one before.
func (s *sellers) then(id dialer.AttemptID, o dialer.Offer, facts ...dialer.Fact) {
	for i, f := range facts {
		f.At, f.Attempt, f.Campaign, f.Client = s.ended.Add(time.Duration(i)*time.Hour), id, "fjellvann-salg", "fjellvann"
		f.Agent, f.Prompt = "kari", sale.Heard(o)
		s.facts = append(s.facts, f)
	}
}

// The calls, by what is known of each.
const (
	whole = iota + 1
	withoutDelivery
	withoutAge
	ofAnOldOffer
	ofAMinor
	inNeedOfCare
	ofService
	ofNoOffer
	pending
	pendingOld
	passed
	sent
	misinformed
)

func newSellers(t *testing.T) *sellers {
	t.Helper()
	s := &sellers{house: newHouse(t), ended: time.Now().AddDate(0, 0, -2)}
	text, err := configs.Text(configs.ExampleSale)
	if err != nil {
		t.Fatal(err)
	}
	s.must(0, "init")
	s.examples()
	s.must(0, "campaign", "add", s.write("sale.yaml", text))
	before, _, _ := strings.Cut(text, "\n# What is sold.")
	_, after, _ := strings.Cut(text, "\nsources:")
	s.must(0, "campaign", "add",
		s.write("bare.yaml", strings.Replace(before, "fjellvann-salg", "salg-uten", 1)+"\nsources:"+after))
	c, err := config.ReadCampaign(strings.NewReader(text), func(dialer.ClientID) (dialer.Client, bool) {
		return dialer.Client{ID: "fjellvann", OrgNo: "999999999", Visible: []dialer.Number{"+4722000002"}}, true
	}, config.Defaults(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	s.offer = c.Offer
	s.calls()
	return s
}

// calls are written to the journal before the daemon runs.
func (s *sellers) calls() {
	old := offered.Offer()
	for id := whole; id <= misinformed; id++ {
		switch id {
		case withoutDelivery:
			s.call(dialer.AttemptID(id), "fjellvann-salg", s.offer, sale.Delivery)
		case withoutAge:
			s.call(dialer.AttemptID(id), "fjellvann-salg", s.offer, sale.Age)
		case ofAnOldOffer, pendingOld:
			s.call(dialer.AttemptID(id), "fjellvann-salg", old)
		case ofService:
			s.call(dialer.AttemptID(id), "fjellvann-service", s.offer)
		case ofNoOffer:
			s.call(dialer.AttemptID(id), "salg-uten", s.offer)
		default:
			s.call(dialer.AttemptID(id), "fjellvann-salg", s.offer)
		}
	}
	sold := dialer.Fact{Kind: dialer.FactSold}
	ok := dialer.Fact{Kind: dialer.FactSalePassed}
	out := dialer.Fact{Kind: dialer.FactOfferSent, Code: sale.Email, Detail: "4"}
	s.then(ofAMinor, s.offer, dialer.Fact{Kind: dialer.FactDisposed, Disposition: dialer.Minor})
	s.then(inNeedOfCare, s.offer, dialer.Fact{Kind: dialer.FactDisposed, Disposition: dialer.DutyOfCare})
	s.then(pending, s.offer, sold)
	s.then(pendingOld, old, sold)
	s.then(passed, s.offer, sold, ok)
	s.then(sent, s.offer, sold, ok, out)
	s.then(misinformed, s.offer, sold, dialer.Fact{Kind: dialer.FactSaleVoid, Code: string(sale.Misinformed)})
	conf, err := config.Load(s.path("ringevett.yaml"))
	if err != nil {
		s.t.Fatal(err)
	}
	o, err := upkeep.StoreOptions(conf, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	store, err := sqlite.Open(s.t.Context(), o)
	if err != nil {
		s.t.Fatal(err)
	}
	defer store.Close()
	if err := store.Write(s.t.Context(), sqlite.Batch{Facts: s.facts}); err != nil {
		s.t.Fatal(err)
	}
}

// try is one thing that is refused: by command, and by the same verb over the API.
type try struct {
	reason string // its name, as it is declared
	what   string
	args   []string
	api    func(context.Context, *rest.Remote) error
	says   string // in place of the reason's name, where the campaign's file is refused by its key
}

// ask calls a verb for its error.
func ask[In, Out any](v verb.Verb[In, Out], in In) func(context.Context, *rest.Remote) error {
	return func(ctx context.Context, r *rest.Remote) error {
		_, err := rest.Call(ctx, r, v, in)
		return err
	}
}

func (s *sellers) tries() []try {
	word := func(r sale.Reason, what string, id int64) try {
		return try{string(r), what, []string{"dispose", strconv.FormatInt(id, 10), "sale"},
			ask(verb.Dispose, verb.AttemptWord{Attempt: id, Word: "sale"}), ""}
	}
	check := func(r sale.Reason, what string, id int64, name string) try {
		return try{string(r), what, []string{"sale", "pass", strconv.FormatInt(id, 10), "--by", name},
			ask(verb.PassSale, verb.SaleCheck{Attempt: id, By: name}), ""}
	}
	wrote := func(v verb.Verb[verb.SaleWriting, verb.Sale], r sale.Reason, what string, in verb.SaleWriting) try {
		args := append(strings.Fields(v.Name), strconv.FormatInt(in.Attempt, 10), "--channel", in.Channel, "--ref", in.Ref)
		if in.At != "" {
			args = append(args, "--at", in.At)
		}
		return try{string(r), what, args, ask(v, in), ""}
	}
	file := func(r sale.Reason, what, text, says string) try {
		return try{string(r), what, []string{"campaign", "add", s.write("bad-"+says+".yaml", text)},
			ask(verb.AddCampaign, verb.File{Text: []byte(text)}), says}
	}
	start := func(r sale.Reason, what string) try {
		return try{string(r), what, []string{"campaign", "start", "salg-uten"},
			ask(verb.StartCampaign, verb.CampaignChange{Campaign: "salg-uten"}), ""}
	}
	text := s.read("sale.yaml")
	early := s.ended.Add(-30 * time.Second).Format(time.RFC3339)
	return []try{
		start(sale.NoApproval, "started without an approval"), start(sale.NoAttestation, "started without an attestation"),
		word(sale.NoAge, "the age not ticked", withoutAge), word(sale.IsMinor, "sold to a minor", ofAMinor),
		word(sale.CareEnded, "sold after the duty of care", inNeedOfCare),
		word(sale.WrongKind, "sold in a service campaign", ofService), word(sale.NoOffer, "sold without an offer", ofNoOffer),
		word(sale.Unticked, "an item not ticked", withoutDelivery), word(sale.Changed, "sold by an old offer", ofAnOldOffer),
		check(sale.Changed, "passed by an old offer", pendingOld, "Ola Nordmann"),
		check(sale.OwnCheck, "passed by who sold it", pending, "Kari Eksempel"),
		check(sale.IsVoid, "passed after a misinformation", misinformed, "Ola Nordmann"),
		{string(sale.Skipped), "released at once", []string{"sale", "release", strconv.Itoa(pending)},
			ask(verb.ReleaseSale, verb.SaleID{Attempt: pending}), ""},
		{string(sale.Withheld), "written before the check", []string{"sale", "written", strconv.Itoa(pending)},
			ask(verb.WrittenSale, verb.SaleID{Attempt: pending}), ""},
		{string(sale.Withheld), "told to the client unchecked",
			[]string{"sale", "export", "fjellvann-salg", "--attempt", strconv.Itoa(pending)},
			ask(verb.ExportSales, verb.SalesOut{Campaign: "fjellvann-salg", Attempt: pending}), ""},
		file(sale.Blank, "a blank price", strings.Replace(text, "price: 39", "price: \"\" # 39", 1), "offer.price"),
		file(sale.NotExempt, "another exemption",
			text+"\nwritten_acceptance: {exemption: other, ground: billig, attested_by: Kari Eksempel}\n",
			"written_acceptance.exemption"),
		wrote(verb.SendOffer, sale.TooEarly, "offered in the call",
			verb.SaleWriting{Attempt: passed, Channel: sale.Email, Ref: "4", At: early}),
		wrote(verb.SendOffer, sale.NotDurable, "offered on a web page",
			verb.SaleWriting{Attempt: passed, Channel: sale.Web, Ref: "4"}),
		wrote(verb.SendOffer, sale.NoRef, "offered without a reference",
			verb.SaleWriting{Attempt: passed, Channel: sale.Email, Ref: "-"}),
		wrote(verb.AcceptOffer, sale.Oral, "accepted by a spoken yes",
			verb.SaleWriting{Attempt: sent, Channel: "phone", Ref: "4"}),
		wrote(verb.AcceptOffer, sale.Recorded, "accepted by a recording",
			verb.SaleWriting{Attempt: sent, Channel: sale.Email, Ref: "a12-consumer-1"}),
		wrote(verb.AcceptOffer, sale.AcceptedEarly, "accepted before the offer",
			verb.SaleWriting{Attempt: sent, Channel: sale.SMS, Ref: "4", At: early}),
		wrote(verb.AcceptOffer, sale.Future, "accepted in the future",
			verb.SaleWriting{Attempt: sent, Channel: sale.SMS, Ref: "4", At: time.Now().AddDate(1, 0, 0).Format(time.RFC3339)}),
	}
}

// declared is a refusal that the program names, with the clause that it stands on.
type declared struct {
	clause, name string
	keyed        bool   // an agent's key or log-in can be refused so
	only         string // why no command and no request can be refused so; "": they can
}

// allDeclared lists them from the code, so that a new one asks for its row.
func allDeclared() (all []declared) {
	keys := []sale.Reason{
		sale.NoAge, sale.IsMinor, sale.CareEnded, sale.WrongKind, sale.Unticked, sale.NotInCall, sale.Changed, sale.NoOffer,
	}
	for _, c := range sale.Clauses() {
		d := declared{clause: c.Clause, name: string(c.Reason), keyed: slices.Contains(keys, c.Reason)}
		if c.Reason == sale.NotInCall && !writtenByVerb(dialer.FactTicked) {
			d.only = "ticked after the hang-up"
		}
		all = append(all, d)
	}
	for _, item := range training.Basic() {
		d := declared{clause: item.Clause(), name: "training-missing " + string(item), keyed: true}
		if !writtenByVerb(dialer.FactLogin) {
			d.only = "logged in without it"
		}
		all = append(all, d)
	}
	for _, c := range notice.Clauses() {
		d := declared{clause: c.Clause, name: string(c.Reason)}
		if slices.Contains(atThePhone(), c.Reason) {
			d.only = "recorded on the phone without it"
		}
		all = append(all, d)
	}
	for field := range reflect.TypeFor[verb.TrainingSession]().Fields() {
		flag, _, _ := strings.Cut(field.Tag.Get("flag"), ",")
		all = append(all, declared{clause: "5", name: "training add --" + flag})
	}
	return all
}

// writtenByVerb reports whether a verb could write a fact that an agent's phone alone may.
func writtenByVerb(k dialer.FactKind) bool {
	return slices.ContainsFunc(verb.All(), func(s verb.Spec) bool { return slices.Contains(s.Writes, k) })
}

// atThePhone are the reasons why a notice does not count for an agent who is to be recorded: no verb records.
func atThePhone() []notice.Reason {
	return []notice.Reason{notice.NotGiven, notice.NotHeard, notice.NotAcked, notice.NotInForce, notice.Withdrawn}
}

// unnoticed are notices of recording and monitoring that are refused (8.1, 8.3).
func unnoticed() (all []try) {
	now := time.Now()
	at := func(days int) string { return now.AddDate(0, 0, days).Format("2006-01-02 15:04") }
	add := func(r notice.Reason, what string, change func(*verb.NoticeDraft)) {
		in := verb.NoticeDraft{
			Kind: "recording", Purpose: "quality", Goal: "clear openings", Themes: "handbook 4", Plan: "a talk each week",
			Agents: []string{"kari"}, To: at(7),
		}
		change(&in)
		args := []string{
			"notice", "add", "--of", in.Kind, "--purpose", in.Purpose, "--goal", in.Goal, "--themes", in.Themes,
			"--plan", in.Plan, "--agents", strings.Join(in.Agents, ","), "--until", in.To, "--hours", in.Hours,
			"--client", in.Client,
		}
		all = append(all, try{string(r), what, args, ask(verb.AddNotice, in), ""})
	}
	add(notice.NoAgents, "a notice to no agent", func(n *verb.NoticeDraft) { n.Agents = []string{"per"} })
	add(notice.WrongKind, "a notice of neither", func(n *verb.NoticeDraft) { n.Kind = "x" })
	all[len(all)-1].says = "recording, monitoring" // the server has the two words already
	add(notice.NoPurpose, "a purpose that is none", func(n *verb.NoticeDraft) { n.Purpose = "x" })
	add(notice.NoGoal, "no goal", func(n *verb.NoticeDraft) { n.Goal = " " })
	add(notice.NoTime, "no time", func(n *verb.NoticeDraft) { n.To = "soon" })
	add(notice.TooLong, "recorded for a month", func(n *verb.NoticeDraft) { n.To = at(30) })
	add(notice.Past, "a time that is over", func(n *verb.NoticeDraft) { n.To = at(-1) })
	add(notice.BadHours, "hours that are none", func(n *verb.NoticeDraft) { n.Hours = "x" })
	add(notice.NoThemes, "no themes", func(n *verb.NoticeDraft) { n.Themes = " " })
	add(notice.NoPlan, "no plan", func(n *verb.NoticeDraft) { n.Plan = " " })
	add(notice.Lengthy, "a text too long to be said", func(n *verb.NoticeDraft) { n.Goal = strings.Repeat("mål ", 400) })
	add(notice.ForClient, "a client's, for quality", func(n *verb.NoticeDraft) { n.Client = "fjellvann" })
	return all
}

// untaught are entries of the training ledger that are refused (5), one for each flag.
func untaught() (all []try) {
	add := func(flag, what, says string, change func(*verb.TrainingSession)) {
		in := verb.TrainingSession{Agents: []string{"kari"}, Items: []string{"privacy"}, Trainer: "Ola Nordmann"}
		change(&in)
		args := []string{"training", "add", "--trainer", in.Trainer, "--agents", strings.Join(in.Agents, ",")}
		for name, value := range map[string]string{
			"people": strings.Join(in.People, ","), "items": strings.Join(in.Items, ","), "on": in.Day,
			"campaigns": strings.Join(in.Campaigns, ","), "months": strconv.Itoa(in.Months),
		} {
			if value != "" && value != "0" {
				args = append(args, "--"+name, value)
			}
		}
		all = append(all, try{"training add --" + flag, what, args, ask(verb.AddTraining, in), says})
	}
	add("agents", "an agent who is none", "agents", func(s *verb.TrainingSession) { s.Agents = []string{"per"} })
	add("people", "a person who is none", "people", func(s *verb.TrainingSession) { s.People = []string{"per"} })
	add("items", "an item that is none", "items", func(s *verb.TrainingSession) { s.Items = []string{"yoga"} })
	add("campaigns", "the product of no campaign", "campaigns",
		func(s *verb.TrainingSession) { s.Items = []string{"product"} })
	add("on", "a day to come", "today or earlier", func(s *verb.TrainingSession) { s.Day = "2099-01-01" })
	add("months", "training that counts for 8 years", "months", func(s *verb.TrainingSession) { s.Months = 96 })
	add("trainer", "no trainer", "trainer", func(s *verb.TrainingSession) { s.Trainer = " " })
	return all
}

var refusedByKey = regexp.MustCompile(`!sale_refused (\S+)|say (training-missing \S+)`)

// byKey finds which story of the engine shows a refusal by key or at the log-in. TestStories holds their transcripts to
// what the engine does.
func byKey(t *testing.T) map[string]string {
	t.Helper()
	stories, err := filepath.Glob("../engine/testdata/*.story")
	if err != nil || len(stories) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	all := map[string]string{}
	for _, name := range stories {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range refusedByKey.FindAllSubmatch(text, -1) {
			all[string(m[1])+string(m[2])] = strings.TrimSuffix(filepath.Base(name), ".story")
		}
	}
	return all
}

// TestEachRefusalByEachWay prints the table of clause and way, and holds it: what a key can do is refused by key, and
// what a person can type is refused by command and over the API, by the same name.
func TestEachRefusalByEachWay(t *testing.T) {
	t.Parallel()
	s := newSellers(t)
	tries, keyed := slices.Concat(s.tries(), untaught(), unnoticed(), unheard()), byKey(t)
	s.serve()
	s.told()
	r, err := rest.Dial(t.Context(), s.path("s"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows := map[string][]string{}
	for _, try := range tries {
		rows[try.reason] = append(rows[try.reason], s.refused(r, try))
	}
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-7s %-26s %s\n", "clause", "by key, in story",
		wayRow("what is tried", "command", "API", "name"))
	for _, d := range allDeclared() {
		story := keyed[d.name]
		if story == "" {
			story = "no key does it"
		}
		if slices.Contains(atThePhone(), notice.Reason(d.name)) {
			story = "*60: tests of notice" // in a story they are one: no_notice
		}
		if d.keyed && keyed[d.name] == "" {
			t.Errorf("no story shows that %s is refused by key", d.name)
		}
		if len(rows[d.name]) == 0 {
			rows[d.name] = []string{wayRow(d.only, "no verb", "no verb", d.name)}
			if d.only == "" {
				t.Errorf("%s is refused neither by command nor over the API", d.name)
			}
		}
		for _, row := range rows[d.name] {
			fmt.Fprintf(&table, "%-7s %-26s %s\n", d.clause, story, row)
		}
	}
	t.Log(table.String())
	s.goTheWholeWay()
}

// refused tries one thing by command and over the API, and gives its row.
func (s *sellers) refused(r *rest.Remote, try try) string {
	s.t.Helper()
	name := try.reason
	if try.says != "" {
		name = try.says
	}
	code, _, errs := s.run(try.args...)
	err := try.api(s.t.Context(), r)
	byCommand, byAPI := code == 2 && strings.Contains(errs, name), err != nil && strings.Contains(err.Error(), name)
	if !byCommand || !byAPI {
		s.t.Errorf("%s: by command %d %q, over the API %v; want %s", try.what, code, errs, err, name)
	}
	return wayRow(try.what, refusedBy[byCommand], refusedBy[byAPI], name)
}

// goTheWholeWay is the twin of what is refused: a sale from the call until it binds, and one that is taken back.
func (s *sellers) goTheWholeWay() {
	id := strconv.Itoa(whole)
	s.must(0, "dispose", id, "sale")
	wants(s.t, s.must(0, "sale", "pass", id, "--by", "Ola Nordmann"), "is qa_passed")
	wants(s.t, s.must(0, "sale", "written", id), s.offer.Total, "ikke bundet", "Minstekjøp: ingen")
	wants(s.t, s.must(0, "sale", "written", id, "--html"), "<html lang=\"nb\">", s.offer.Total)
	wants(s.t, s.must(0, "sale", "written", id, "--pdf"), "%PDF-1.", "%%EOF")
	wants(s.t, s.must(0, "sale", "offer", id, "--channel", "email", "--ref", "melding 12"), "is offer_sent")
	wants(s.t, s.must(0, "sale", "accept", id, "--channel", "sms", "--ref", "melding 13"), "is accepted_in_writing")
	wants(s.t, s.must(0, "sale", "release", id), "is released")
	wants(s.t, s.must(0, "sale", "show", id), "withdrawal", "6.1 e", "melding 13", "Ola Nordmann")
	binding := s.must(0, "sale", "export", "fjellvann-salg", "--binding")
	if lines := strings.Count(binding, "\n"); lines != 2 || !strings.Contains(binding, "released") {
		s.t.Errorf("what binds: got\n%s", binding)
	}
	wants(s.t, s.must(0, "sale", "export", "fjellvann-salg"), "qa_passed", "offer_sent", "released")
	wants(s.t, s.must(0, "sale", "list", "--state", "pending"), strconv.Itoa(pending), strconv.Itoa(pendingOld))
	wants(s.t, s.must(0, "sale", "misinformed", id, "--why", "feil pris"), "is void")
	wants(s.t, s.must(0, "inquiries", "list"), "correction", "fjellvann")
	wants(s.t, s.must(0, "sale", "export", "fjellvann-salg", "--binding"), "no sale")
}

var refusedBy = map[bool]string{true: "refused", false: "DONE"}

func wayRow(what, command, api, name string) string {
	return fmt.Sprintf("%-32s %-8s %-8s %s", what, command, api, name)
}
