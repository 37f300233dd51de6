package gate_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/test/offered"
)

// monday is a working day's noon in Oslo.
func monday() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, hours.Oslo()) }

// allowed are facts that the gate lets through: a sales campaign, with everything known.
func allowed() gate.Facts {
	return gate.Facts{
		Campaign: offered.Campaign(dialer.Campaign{
			ID: "autumn", Kind: dialer.Sales, Purpose: "salg av strøm", Visible: "+4722000001",
			Client: dialer.Client{
				ID: "power", Name: "Power AS", OrgNo: "999999999", Visible: []dialer.Number{
					"+4722000001", "+4780000001",
				},
				Checked: []dialer.DirectoryCheck{
					{Number: "+4722000001", At: monday().AddDate(0, 0, -89), Ref: "picture 1"},
				},
			},
			Ring:     25 * time.Second,
			Attempts: dialer.Attempts{PerCampaign: 3, PerClientDay: 1, Gap: 4 * time.Hour},
			Sources: []dialer.Source{
				{
					Name: "customers", Kind: dialer.ClientCustomers, ObtainedAt: monday().AddDate(0, -1, 0),
					Basis: "the client's own customers",
				},
				{Name: "web", Kind: "unknown", ObtainedAt: monday(), Basis: "a web form"},
				{
					Name: "wishes", Kind: dialer.ExplicitRequest, ObtainedAt: monday(), Basis: "asked to be called",
					RequestedTo: "999999999",
				},
				{Name: "undated", Kind: dialer.PublicDirectory, Basis: "a directory"},
				{Name: "baseless", Kind: dialer.PublicDirectory, ObtainedAt: monday()},
			},
			Running: true,
		}),
		Lead: dialer.Lead{
			ID: 1, Campaign: "autumn", Number: "+4790000001", Source: "customers",
			Wash: dialer.Wash{At: monday().AddDate(0, 0, -6), By: "Power AS", Scope: dialer.WashPersons},
		},
		Responsible: "Kari Nordmann",
		Hours:       hours.Norm(),
		Path:        gate.PathCampaign,
		Registers:   answers(dialer.Clear, dialer.Clear, dialer.Clear),

		HistoryKnown: true, Flagged: gate.No,
	}
}

// answers are those of the call centre's own register, the client's, and both national ones, delivered on the first
// of the month.
func answers(own, client, national dialer.Answer) []dialer.RegisterAnswer {
	of := func(id dialer.RegisterID, a dialer.Answer) dialer.RegisterAnswer {
		v := dialer.RegisterVersion{Register: id, Version: 7, LoadedAt: monday().AddDate(0, 0, -6)}
		return dialer.RegisterAnswer{Answer: a, By: "number", RegisterVersion: v}
	}
	return []dialer.RegisterAnswer{
		of(dialer.Own, own), of("client/power", client), of(dialer.National, national),
		of(dialer.NationalVoluntary, national),
	}
}

func registers(own, client, national dialer.Answer) func(*gate.Facts) {
	return func(f *gate.Facts) { f.Registers = answers(own, client, national) }
}

func TestDecide(t *testing.T) {
	midnight := time.Date(2026, 11, 24, 0, 0, 0, 0, hours.Oslo())
	soon, ringing := monday().Add(30*time.Second), monday().Add(5*time.Minute)
	birth := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, hours.Oslo()) }
	for _, tt := range []struct {
		name   string
		change func(*gate.Facts)
		code   string
		why    string
		next   time.Time
	}{
		{"everything in order", func(*gate.Facts) {}, gate.Allow, "", time.Time{}},

		{"no one is responsible", func(f *gate.Facts) { f.Responsible = "" }, gate.BlockConfig, "responsible",
			time.Time{}},
		{"hours 08–22", func(f *gate.Facts) { f.Hours.Start, f.Hours.End = 8*time.Hour, 22*time.Hour },
			gate.BlockConfig, "4.2 j", time.Time{}},
		{"hours forgotten", func(f *gate.Facts) { f.Hours = hours.Rules{} }, gate.BlockConfig, "4.2 j", time.Time{}},
		{"four attempts in a campaign", func(f *gate.Facts) { f.Campaign.Attempts.PerCampaign = 4 }, gate.BlockConfig,
			"per_campaign", time.Time{}},
		{"rings too short", func(f *gate.Facts) { f.Campaign.Ring = 19 * time.Second }, gate.BlockConfig, "20s to 30s",
			time.Time{}},
		{"rings too long", func(f *gate.Facts) { f.Campaign.Ring = 31 * time.Second }, gate.BlockConfig, "20s to 30s",
			time.Time{}},
		{"rings the least", func(f *gate.Facts) { f.Campaign.Ring = gate.MinRing }, gate.Allow, "", time.Time{}},
		{"rings the most", func(f *gate.Facts) { f.Campaign.Ring = gate.MaxRing }, gate.Allow, "", time.Time{}},

		{"a paused campaign", func(f *gate.Facts) { f.Campaign.Running = false }, gate.BlockCampaign, "not running",
			time.Time{}},
		{"a kind that is none", func(f *gate.Facts) { f.Campaign.Kind = "quiz" }, gate.BlockCampaign, "kind",
			time.Time{}},
		{"no kind", func(f *gate.Facts) { f.Campaign.Kind = "" }, gate.BlockCampaign, "kind", time.Time{}},
		{"no spoken purpose", func(f *gate.Facts) { f.Campaign.Purpose = "" }, gate.BlockCampaign, "4.2 g",
			time.Time{}},
		{"no client", func(f *gate.Facts) { f.Campaign.Client.ID = "" }, gate.BlockCampaign, "client", time.Time{}},
		{"a lead of another campaign", func(f *gate.Facts) { f.Lead.Campaign = "survey" }, gate.BlockCampaign,
			"another campaign", time.Time{}},

		{"no number", func(f *gate.Facts) { f.Lead.Number = "" }, gate.BlockNumber, "not a number", time.Time{}},
		{"the police", func(f *gate.Facts) { f.Lead.Number = "+47112" }, gate.BlockNumber, "emergency", time.Time{}},
		{"a foreign number", func(f *gate.Facts) { f.Lead.Number = "+4680000001" }, gate.BlockNumber, "foreign",
			time.Time{}},
		{"a fixed line", func(f *gate.Facts) { f.Lead.Number = "+4722000009" }, gate.Allow, "", time.Time{}},

		{"18 today", func(f *gate.Facts) { f.Lead.Birth = birth(2008, 11, 23) }, gate.Allow, "", time.Time{}},
		{"18 tomorrow", func(f *gate.Facts) { f.Lead.Birth = birth(2008, 11, 24) }, gate.BlockAge, "18", midnight},
		{"18 tomorrow, the date kept in UTC",
			func(f *gate.Facts) { f.Lead.Birth = time.Date(2008, 11, 24, 0, 0, 0, 0, time.UTC) }, gate.BlockAge, "18",
			midnight},

		{"in the own register", registers(dialer.Reserved, dialer.Clear, dialer.Clear), gate.BlockOwn,
			"own register by number", time.Time{}},
		{"own register away", registers(dialer.Unknown, dialer.Clear, dialer.Clear), gate.BlockUnknown, "own register",
			soon},
		{"own register, an answer that is none", registers(7, dialer.Clear, dialer.Clear), gate.BlockUnknown,
			"own register", soon},
		{"no register asked", func(f *gate.Facts) { f.Registers = nil }, gate.BlockUnknown, "own register", soon},
		{"asked twice, and one says yes", func(f *gate.Facts) {
			f.Registers = append(f.Registers, answers(dialer.Reserved, dialer.Clear, dialer.Clear)...)
		}, gate.BlockOwn, "own register", time.Time{}},
		{"a survey to a number in the own register",
			of(dialer.Survey, registers(dialer.Reserved, dialer.Clear, dialer.Clear)), gate.BlockOwn, "own register",
			time.Time{}},
		{"in the client's register", registers(dialer.Clear, dialer.Reserved, dialer.Clear), gate.BlockClient,
			"client's register", time.Time{}},
		{"in another client's register", func(f *gate.Facts) {
			f.Registers = append(f.Registers, dialer.RegisterAnswer{
				Answer: dialer.Reserved, RegisterVersion: dialer.RegisterVersion{Register: "client/other"},
			})
		}, gate.Allow, "", time.Time{}},
		{"client's register away", registers(dialer.Clear, dialer.Unknown, dialer.Clear), gate.BlockUnknown,
			"client's register", soon},
		{"a survey to a number in the client's register",
			of(dialer.Survey, registers(dialer.Clear, dialer.Reserved, dialer.Clear)), gate.BlockClient,
			"client's register", time.Time{}},

		{"in the national register", registers(dialer.Clear, dialer.Clear, dialer.Reserved), gate.BlockNational,
			"national", time.Time{}},
		{"sales without the national register", registers(dialer.Clear, dialer.Clear, dialer.Unknown),
			gate.BlockUnknown, "no answer", soon},
		{"an answer of the national register that is none", registers(dialer.Clear, dialer.Clear, 7), gate.BlockUnknown,
			"no answer", soon},
		{"the national register of last month",
			func(f *gate.Facts) { f.Registers[2].LoadedAt = monday().AddDate(0, -1, 0) }, gate.BlockUnknown,
			"another month", soon},
		{"the national register of eight days ago",
			func(f *gate.Facts) { f.Registers[2].LoadedAt = monday().AddDate(0, 0, -8) }, gate.BlockUnknown,
			"more than 7 days", soon},
		{"a national register of no known day", func(f *gate.Facts) { f.Registers[2].LoadedAt = time.Time{} },
			gate.BlockUnknown, "too old", soon},
		{"fundraising without the national register",
			of(dialer.Fundraising, registers(dialer.Clear, dialer.Clear, dialer.Unknown)), gate.BlockUnknown,
			"no answer", soon},
		{"fundraising to a reserved number",
			of(dialer.Fundraising, registers(dialer.Clear, dialer.Clear, dialer.Reserved)), gate.BlockNational,
			"national", time.Time{}},
		{"fundraising to who left voluntary organisations out",
			of(dialer.Fundraising, func(f *gate.Facts) { f.Registers[2].Answer = dialer.Reserved }), gate.Allow, "",
			time.Time{}},
		{"sales to the same", func(f *gate.Facts) { f.Registers[2].Answer = dialer.Reserved }, gate.BlockNational,
			"national", time.Time{}},
		{"a survey without the national register",
			of(dialer.Survey, registers(dialer.Clear, dialer.Clear, dialer.Unknown)), gate.Allow, "", time.Time{}},
		{"a survey to a nationally reserved number",
			of(dialer.Survey, registers(dialer.Clear, dialer.Clear, dialer.Reserved)), gate.Allow, "", time.Time{}},
		{"a service call without the national register",
			of(dialer.Service, registers(dialer.Clear, dialer.Clear, dialer.Unknown)), gate.Allow, "", time.Time{}},
		{"information without the national register",
			of(dialer.Information, registers(dialer.Clear, dialer.Clear, dialer.Unknown)), gate.Allow, "", time.Time{}},

		{"no source", func(f *gate.Facts) { f.Lead.Source = "" }, gate.BlockSource, "no source", time.Time{}},
		{"a source the campaign has not", func(f *gate.Facts) { f.Lead.Source = "a friend" }, gate.BlockSource,
			"no source", time.Time{}},
		{"a source of no lawful kind", func(f *gate.Facts) { f.Lead.Source = "web" }, gate.BlockSource, "kind",
			time.Time{}},
		{"a source without its date", func(f *gate.Facts) { f.Lead.Source = "undated" }, gate.BlockSource, "obtained",
			time.Time{}},
		{"a source without its basis", func(f *gate.Facts) { f.Lead.Source = "baseless" }, gate.BlockSource, "basis",
			time.Time{}},
		{"neither the lead nor a source has a name",
			of(dialer.Service, func(f *gate.Facts) { f.Lead.Source, f.Campaign.Sources[0].Name = "", "" }),
			gate.BlockSource, "no source", time.Time{}},

		{"history not read", func(f *gate.Facts) { f.HistoryKnown = false }, gate.BlockUnknown, "earlier surveys",
			soon},
		{"history not read, for a survey", of(dialer.Survey, func(f *gate.Facts) { f.HistoryKnown = false }),
			gate.BlockUnknown, "abandoned again", soon},
		{"being rung now", func(f *gate.Facts) { f.InFlight = true }, gate.BlockAttempts, "being rung", ringing},
		{"two attempts made", func(f *gate.Facts) { f.CampaignAttempts = 2 }, gate.Allow, "", time.Time{}},
		{"three attempts made", func(f *gate.Facts) { f.CampaignAttempts = 3 }, gate.BlockAttempts, "3 of 3",
			time.Time{}},
		{"rung today for this client", func(f *gate.Facts) { f.ClientToday = 1 }, gate.BlockAttempts, "today",
			midnight},
		{"rung four hours ago", func(f *gate.Facts) { f.LastUnanswered = monday().Add(-4 * time.Hour) }, gate.Allow, "",
			time.Time{}},
		{"rung a little less than four hours ago",
			func(f *gate.Facts) { f.LastUnanswered = monday().Add(time.Second - 4*time.Hour) }, gate.BlockAttempts,
			"less than 4h", monday().Add(time.Second)},
		{"due now", func(f *gate.Facts) { f.Lead.Due = monday() }, gate.Allow, "", time.Time{}},
		{"due in a minute", func(f *gate.Facts) { f.Lead.Due = monday().Add(time.Minute) }, gate.BlockAttempts,
			"not due", monday().Add(time.Minute)},

		{"no visible number", func(f *gate.Facts) { f.Campaign.Visible = "" }, gate.BlockVisible, "no visible",
			time.Time{}},
		{"no visible number, and the client has an empty one", func(f *gate.Facts) {
			f.Campaign.Visible, f.Campaign.Client.Visible = "", []dialer.Number{""}
		}, gate.BlockVisible, "no visible", time.Time{}},
		{"another client's number shown", func(f *gate.Facts) { f.Campaign.Visible = "+4722000002" }, gate.BlockVisible,
			"not one of the client's", time.Time{}},
		{"an 800 number shown", func(f *gate.Facts) { f.Campaign.Visible = "+4780000001" }, gate.BlockVisible,
			"special", time.Time{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := allowed()
			tt.change(&f)
			got := gate.Decide(monday(), f)
			if got.Code != tt.code || got.Allowed != (tt.code == gate.Allow) || !strings.Contains(got.Why, tt.why) ||
				!got.Next.Equal(tt.next) {
				t.Errorf("got %+v, want %s, %q, next %s", got, tt.code, tt.why, tt.next)
			}
			if !got.At.Equal(monday()) || len(got.Checked) == 0 || got.Allowed == got.Until.IsZero() {
				t.Errorf("got %+v: a verdict needs its time, what was checked, and an end if it allows", got)
			}
		})
	}
}

// of changes the kind, and then the rest.
func of(kind dialer.Kind, change func(*gate.Facts)) func(*gate.Facts) {
	return func(f *gate.Facts) { f.Campaign.Kind = kind; change(f) }
}

func TestHours(t *testing.T) {
	for _, tt := range []struct {
		name, now, code string
	}{
		{"Monday 09:00:00", "2026-11-23 09:00:00", gate.Allow},
		{"a tenth of a second before", "2026-11-23 08:59:59.9", gate.BlockHours},
		{"25 s fit before 21:00", "2026-11-23 20:59:35", gate.Allow},
		{"25 s do not fit", "2026-11-23 20:59:36", gate.BlockHours},
		{"Saturday", "2026-11-28 12:00:00", gate.BlockHours},
		{"17 May 2027", "2027-05-17 12:00:00", gate.BlockHours},
	} {
		t.Run(tt.name, func(t *testing.T) {
			now, err := time.ParseInLocation("2006-01-02 15:04:05", tt.now, hours.Oslo())
			if err != nil {
				t.Fatal(err)
			}
			for _, kind := range dialer.Kinds() {
				f := allowed()
				f.Campaign.Kind = kind
				got := gate.Decide(now, f)
				if got.Code != tt.code || got.Code == gate.BlockHours && !got.Next.After(now) {
					t.Errorf("%s: got %+v, want %s", kind, got, tt.code)
				}
				whole := gate.Campaign(now, gate.CampaignFacts{
					Campaign: f.Campaign, Responsible: f.Responsible, Hours: f.Hours,
				})
				if whole.Code != got.Code || !whole.Next.Equal(got.Next) || !whole.Until.Equal(got.Until) {
					t.Errorf("%s: the campaign's verdict %+v differs from the lead's %+v", kind, whole, got)
				}
			}
		})
	}
}

// broken has one fault for each rule, in the order of norm 2.7.
func broken() []struct {
	code  string
	whole bool
	spoil func(*gate.Facts)
} {
	return []struct {
		code  string
		whole bool
		spoil func(*gate.Facts)
	}{
		{gate.BlockConfig, true, func(f *gate.Facts) { f.Responsible = "" }},
		{gate.BlockCampaign, true, func(f *gate.Facts) { f.Campaign.Running = false }},
		{gate.BlockUnknown, false, func(f *gate.Facts) { f.Path = "" }},
		{gate.BlockCampaign, false, func(f *gate.Facts) { f.Lead.Campaign = "other" }},
		{gate.BlockSurveyed, false, func(f *gate.Facts) { f.Surveyed = monday().AddDate(0, 0, -2) }},
		{gate.BlockNumber, false, func(f *gate.Facts) { f.Lead.Number = "+47112" }},
		{gate.BlockAge, false, func(f *gate.Facts) { f.Lead.Birth = monday().AddDate(-17, 0, 0) }},
		{gate.BlockHours, true, func(f *gate.Facts) { f.Hours.Days = []time.Weekday{time.Tuesday} }},
		{gate.BlockOwn, false, func(f *gate.Facts) { f.Registers[0].Answer = dialer.Reserved }},
		{gate.BlockClient, false, func(f *gate.Facts) { f.Registers[1].Answer = dialer.Reserved }},
		{gate.BlockNational, false, func(f *gate.Facts) { f.Registers[2].Answer = dialer.Reserved }},
		{gate.BlockWash, false, func(f *gate.Facts) { f.Lead.Wash = dialer.Wash{} }},
		{gate.BlockSource, false,
			func(f *gate.Facts) { f.Lead.Source, f.Campaign.Sources[0].Wash = "a friend", f.Lead.Wash }},
		{gate.BlockAgain, false, func(f *gate.Facts) { f.SuppressedAt = monday().AddDate(0, -11, 0) }},
		{gate.BlockCare, false, func(f *gate.Facts) { f.Cared = true }},
		{gate.BlockFlag, false, func(f *gate.Facts) { f.Flagged = gate.Yes }},
		{gate.BlockRest, false, spoken(time.Hour)},
		{gate.BlockAttempts, false, func(f *gate.Facts) { f.CampaignAttempts = 3 }},
		{gate.BlockVisible, true, func(f *gate.Facts) { f.Campaign.Visible = "" }},
	}
}

// TestFirstReasonWins spoils the rules from the last to the first: each time the one just spoiled must speak.
func TestFirstReasonWins(t *testing.T) {
	f := allowed()
	rules := broken()
	for i := len(rules) - 1; i >= 0; i-- {
		rules[i].spoil(&f)
		if got := gate.Decide(monday(), f); got.Code != rules[i].code {
			t.Errorf("with rules %d to %d broken: got %s, want %s", i, len(rules)-1, got.Code, rules[i].code)
		}
	}
}

// TestCampaign: what concerns the whole campaign stops it, what concerns a lead does not.
func TestCampaign(t *testing.T) {
	for _, rule := range broken() {
		f := allowed()
		rule.spoil(&f)
		got := gate.Campaign(monday(), gate.CampaignFacts{
			Campaign: f.Campaign, Responsible: f.Responsible, Hours: f.Hours,
		})
		want := gate.Allow
		if rule.whole {
			want = rule.code
		}
		if got.Code != want || got.Allowed != (want == gate.Allow) {
			t.Errorf("%s: got %+v, want %s", rule.code, got, want)
		}
	}
}

func TestCampaignWithoutTheNationalRegister(t *testing.T) {
	for _, kind := range dialer.Kinds() {
		f := allowed()
		f.Campaign.Kind = kind
		got := gate.Campaign(monday(), gate.CampaignFacts{
			Campaign: f.Campaign, Responsible: f.Responsible, Hours: f.Hours, NationalMissing: true,
		})
		if got.Allowed == kind.Marketing() {
			t.Errorf("%s: got %+v", kind, got)
		}
	}
}

func TestCodesAreAllListed(t *testing.T) {
	want := map[string]bool{gate.BlockUnknown: true}
	for _, rule := range broken() {
		want[rule.code] = true
	}
	got := map[string]bool{}
	for _, c := range gate.Codes() {
		if got[c.Code] || !strings.HasSuffix(c.Meaning, ".") {
			t.Errorf("%s: listed twice, or without a sentence: %q", c.Code, c.Meaning)
		}
		got[c.Code] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("codes (-want +got):\n%s", diff)
	}
}

func TestVerdictsNameNoNumber(t *testing.T) {
	for _, n := range []dialer.Number{"+4780000001", "+4680000001", "+4790000001"} {
		f := allowed()
		f.Lead.Number = n
		v := gate.Decide(monday(), f)
		if text := v.Why + strings.Join(v.Checked, " "); strings.Contains(text, "000001") {
			t.Errorf("%s: the verdict names the number: %s", n, text)
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	f, now := allowed(), monday()
	for b.Loop() {
		if !gate.Decide(now, f).Allowed {
			b.Fatal("blocked")
		}
	}
}
