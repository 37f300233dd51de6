package sqlite_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

var (
	acme = dialer.Client{ID: "acme", Name: "Acme AS", Spoken: "Acme", OrgNo: "999999999", Phone: "22 00 00 01",
		Visible: []dialer.Number{"+4722000001"}}
	wool = dialer.Campaign{
		ID: "wool", Client: acme, Kind: dialer.Sales, Purpose: "selling socks", Subject: "socks",
		Visible:  "+4722000001",
		Language: "nb",
		Ring:     25 * time.Second, WrapUp: 30 * time.Second, Agents: []dialer.AgentID{"anna"},
		Attempts: dialer.Attempts{PerCampaign: 3, PerClientDay: 1, Gap: 4 * time.Hour},
		Sources: []dialer.Source{{Name: "customers", Kind: dialer.ClientCustomers, ObtainedAt: monday,
			Basis: "own customers", Spoken: "kundelisten"}},
	}
	anna = dialer.Agent{ID: "anna", FullName: "Anna Hansen", Endpoint: "PJSIP/agent1"}
	list = sqlite.ImportList{Campaign: "wool", Source: "customers", Name: "customers.csv", By: "cli:per"}
)

// book fills the book with one of each.
func book(t testing.TB, s *sqlite.Store) {
	t.Helper()
	err := errors.Join(
		s.PutClient(t.Context(), acme, "cli:per"),
		s.PutCampaign(t.Context(), wool, "cli:per"),
		s.PutAgent(t.Context(), anna, "1234", "cli:per"),
	)
	if err != nil {
		t.Fatal(err)
	}
}

func lastFact(t *testing.T, s *sqlite.Store) dialer.Fact {
	t.Helper()
	all := facts(t, s, sqlite.Query{})
	return all[len(all)-1]
}

func TestBookComesBack(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	client, err := s.Client(t.Context(), "acme")
	if diff := cmp.Diff(acme, client); err != nil || diff != "" {
		t.Error(err, diff)
	}
	campaign, err := s.Campaign(t.Context(), "wool")
	if diff := cmp.Diff(wool, campaign); err != nil || diff != "" {
		t.Error(err, diff)
	}
	agent, err := s.AgentByEndpoint(t.Context(), "PJSIP/agent1")
	if diff := cmp.Diff(anna, agent); err != nil || diff != "" {
		t.Error(err, diff)
	}
	clients, err1 := s.Clients(t.Context())
	campaigns, err2 := s.Campaigns(t.Context())
	agents, err3 := s.Agents(t.Context())
	if err := errors.Join(err1, err2, err3); err != nil || len(clients)*len(campaigns)*len(agents) != 1 {
		t.Errorf("got %v %v %v %v, want one of each", clients, campaigns, agents, err)
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	s := open(t, t.TempDir())
	_, err1 := s.Client(t.Context(), "none")
	_, err2 := s.Campaign(t.Context(), "none")
	_, err3 := s.AgentByEndpoint(t.Context(), "none")
	_, err4 := s.Lead(t.Context(), 9)
	err5 := s.SetRunning(t.Context(), "none", true, "cli:per", "")
	err6 := s.Unreserve(t.Context(), sqlite.OwnRegister, number(1), "asked for it", "cli:per")
	err7 := s.PutCampaign(t.Context(), wool, "cli:per") // its client is not there
	err8 := s.Reserve(t.Context(), "acme", number(1), "by phone", "cli:per")
	for i, err := range []error{err1, err2, err3, err4, err5, err6, err7, err8} {
		if !errors.Is(err, dialer.ErrNotFound) {
			t.Errorf("%d: got %v, want %v", i+1, err, dialer.ErrNotFound)
		}
	}
	if got := verify(t, s).Entries; got != 0 {
		t.Errorf("got %d facts of what did not happen", got)
	}
}

func TestEachChangeIsAFact(t *testing.T) {
	changed := wool
	changed.Attempts.PerCampaign = 2
	renamed := acme
	renamed.Name = "Acme ASA"
	moved := anna
	moved.Endpoint, moved.FullName = "PJSIP/agent2", "Anna Berg"
	tests := []struct {
		name string
		do   func(s *sqlite.Store) error
		want dialer.Fact
	}{
		{"a client's name, old and new",
			func(s *sqlite.Store) error { return s.PutClient(t.Context(), renamed, "cli:ida") },
			dialer.Fact{Kind: dialer.FactChanged, Client: "acme", Code: "client",
				Detail: `client acme: name: "Acme AS" → "Acme ASA"`}},
		{"a campaign's limit, old and new",
			func(s *sqlite.Store) error { return s.PutCampaign(t.Context(), changed, "cli:ida") },
			dialer.Fact{Kind: dialer.FactCampaign, Campaign: "wool", Client: "acme", Visible: "+4722000001",
				Code:   "changed",
				Detail: "campaign wool: attempts_per_campaign: 3 → 2"}},
		{"an agent's phone; the name stays out",
			func(s *sqlite.Store) error { return s.PutAgent(t.Context(), moved, "9876", "cli:ida") },
			dialer.Fact{Kind: dialer.FactChanged, Agent: "anna", Code: "agent",
				Detail: "endpoint: PJSIP/agent1 → PJSIP/agent2; full name changed; PIN set"}},
		{"a start", func(s *sqlite.Store) error { return s.SetRunning(t.Context(), "wool", true, "cli:ida", "monday") },
			dialer.Fact{
				Kind: dialer.FactCampaign, Campaign: "wool", Client: "acme", Code: "started", Detail: "monday",
			}},
		{"an import", func(s *sqlite.Store) error {
			l := list
			l.By = "cli:ida"
			_, _, err := s.AddLeads(t.Context(), l, []dialer.Lead{{Number: number(1)}, {Number: number(1)}})
			return err
		}, dialer.Fact{Kind: dialer.FactImported, Campaign: "wool", Client: "acme",
			Detail: `1 leads added, 1 were there; list "customers.csv", source "customers"`}},
		{"a reservation", func(s *sqlite.Store) error {
			return s.Reserve(t.Context(), "acme", number(1), "said to anna", "cli:ida")
		},
			dialer.Fact{
				Kind: dialer.FactReserved, Client: "acme", Number: number(1), Code: "acme", Detail: "said to anna",
			}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := open(t, t.TempDir())
			book(t, s)
			if err := test.do(s); err != nil {
				t.Fatal(err)
			}
			want := test.want
			want.At, want.By = monday, "cli:ida"
			if diff := cmp.Diff(want, lastFact(t, s)); diff != "" {
				t.Error(diff)
			}
			before := verify(t, s).Entries
			if err := test.do(s); err != nil {
				t.Fatal(err)
			}
			if got := verify(t, s).Entries - before; got > 0 && test.name != "an import" &&
				!strings.Contains(test.name, "phone") {
				t.Errorf("the same again changed nothing and told %d facts", got)
			}
		})
	}
}

func TestBookRefuses(t *testing.T) {
	survey, moved, second := wool, wool, anna
	survey.Kind = dialer.Survey
	moved.Client = dialer.Client{ID: "umbra"}
	second.ID = "berit"
	own := acme
	own.ID = sqlite.OwnRegister
	tests := []struct {
		name string
		do   func(s *sqlite.Store) error
		want string
	}{
		{"another kind for a campaign",
			func(s *sqlite.Store) error { return s.PutCampaign(t.Context(), survey, "cli:per") },
			"4.2 k"},
		{"another client for a campaign",
			func(s *sqlite.Store) error { return s.PutCampaign(t.Context(), moved, "cli:per") },
			"client is acme"},
		{"a client named like the call centre's register",
			func(s *sqlite.Store) error { return s.PutClient(t.Context(), own, "cli:per") }, "client.id"},
		{"a change without a person", func(s *sqlite.Store) error { return s.PutClient(t.Context(), acme, "") },
			"by: missing"},
		{"one phone for two agents",
			func(s *sqlite.Store) error { return s.PutAgent(t.Context(), second, "1234", "cli:per") },
			"belongs to agent anna"},
		{"a PIN of three digits, which is not shown",
			func(s *sqlite.Store) error { return s.PutAgent(t.Context(), anna, "123", "cli:per") }, `"***"`},
		{"a PIN with a letter", func(s *sqlite.Store) error { return s.PutAgent(t.Context(), anna, "123a", "cli:per") },
			"4 to 8 digits"},
		{"a new agent without PIN", func(s *sqlite.Store) error {
			return s.PutAgent(t.Context(), dialer.Agent{ID: "berit", Endpoint: "PJSIP/agent2"}, "", "cli:per")
		}, "a new agent needs one"},
		{"to free a number without a reason", func(s *sqlite.Store) error {
			return s.Unreserve(t.Context(), sqlite.OwnRegister, number(1), "", "cli:per")
		}, "reason: missing"},
		{"leads of an unknown source, by row", func(s *sqlite.Store) error {
			_, _, err := s.AddLeads(t.Context(), list,
				[]dialer.Lead{{Number: number(1)}, {Number: number(2), Source: "found"},
					{}})
			return err
		}, "row 2, source: \"found\": one of the campaign's sources (4.2 a)\nrow 3, number: missing"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := open(t, t.TempDir())
			book(t, s)
			before := verify(t, s).Entries
			if err := test.do(s); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want it to say %q", err, test.want)
			}
			if got := verify(t, s).Entries; got != before {
				t.Errorf("%d facts were written of it", got-before)
			}
		})
	}
}

func TestCheckPIN(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	book(t, s)
	if a, err := s.CheckPIN(t.Context(), "PJSIP/agent1", "1234"); err != nil || a != anna {
		t.Errorf("right PIN: got %v, %v", a, err)
	}
	if _, err := s.CheckPIN(t.Context(), "PJSIP/agent1", "1235"); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("wrong PIN: got %v", err)
	}
	if _, err := s.CheckPIN(t.Context(), "PJSIP/agent9", "1234"); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("unknown phone: got %v", err)
	}
	renamed := anna
	renamed.FullName = "Anna Berg"
	if err := s.PutAgent(t.Context(), renamed, "", "cli:per"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CheckPIN(t.Context(), "PJSIP/agent1", "1234"); err != nil {
		t.Errorf("a change without PIN lost the old one: %v", err)
	}
}

func TestRegisters(t *testing.T) {
	s := open(t, t.TempDir())
	book(t, s)
	check := func(n dialer.Number, wantOwn, wantClient bool) {
		t.Helper()
		own, client, err := s.Reserved(t.Context(), n, "acme")
		if err != nil || own != wantOwn || client != wantClient {
			t.Errorf("%s: got %v, %v, %v, want %v, %v", n, own, client, err, wantOwn, wantClient)
		}
	}
	err := errors.Join(
		s.Reserve(t.Context(), sqlite.OwnRegister, number(1), "by phone", "cli:per"),
		s.Reserve(t.Context(), "acme", number(2), "said to anna", "anna"),
		s.Reserve(t.Context(), "acme", number(2), "again", "anna"),
	)
	if err != nil {
		t.Fatal(err)
	}
	check(number(1), true, false)
	check(number(2), false, true)
	check(number(3), false, false)
	all, err := s.Reservations(t.Context())
	want := []sqlite.Reservation{
		{Scope: "acme", Number: number(2), At: monday, Source: "said to anna", By: "anna"},
		{Scope: "own", Number: number(1), At: monday, Source: "by phone", By: "cli:per"},
	}
	if diff := cmp.Diff(want, all); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if err := s.Unreserve(t.Context(), "acme", number(2), "asked to be called again", "cli:per"); err != nil {
		t.Fatal(err)
	}
	check(number(2), false, false)
	got := lastFact(t, s)
	if got.Number != number(2) || got.By != "cli:per" || !strings.Contains(got.Detail, "asked to be called again") {
		t.Errorf("got %+v", got)
	}
}
