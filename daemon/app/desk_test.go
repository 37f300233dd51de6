package app_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

const (
	caller   = "+4790000001"
	theOther = "+4790000002"
	visible  = "+4722000001"
)

// deskHouse has two clients: fjellvann's number is rung, and sentrum has campaigns too.
func deskHouse(t *testing.T) *app.Rooms {
	t.Helper()
	h := open(t)
	clients := "clients:\n  - {id: sentrum, name: Sentrum AS, spoken: Sentrum, orgno: \"999 999 998\", phone: 22 00 " +
		"00 03, visible: [\"+4722000003\"]}\n"
	if _, err := h.AddClients(t.Context(), []byte(clients), "test"); err != nil {
		t.Fatal(err)
	}
	second := strings.NewReplacer("fjellvann-service", "sentrum-service", "client: fjellvann", "client: sentrum",
		visible, "+4722000003").Replace(example(t, "example/campaign.yaml"))
	third := strings.Replace(example(t, "example/campaign.yaml"), "fjellvann-service", "fjellvann-old", 1)
	for _, text := range []string{second, third} {
		if _, err := h.AddCampaign(t.Context(), []byte(text), "test"); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// rung is a call of ours that went out.
type rung struct {
	campaign string
	to       dialer.Number
	at       time.Time
}

// tellRung writes the calls, and for each one that was booked and never dialed.
func tellRung(t *testing.T, h *app.Rooms, calls ...rung) {
	t.Helper()
	var facts []dialer.Fact
	for i, c := range calls {
		client, _, _ := strings.Cut(c.campaign, "-")
		for j, kind := range []dialer.FactKind{dialer.FactDialed, dialer.FactNotPlaced} {
			id := dialer.AttemptID(2*i + j + 1)
			of := dialer.Fact{Attempt: id, Campaign: dialer.CampaignID(c.campaign), Client: dialer.ClientID(client)}
			booked, next := of, of
			booked.Kind, booked.At, booked.Number, booked.Visible = dialer.FactBooked, c.at.Add(
				time.Duration(j)*time.Hour,
			), c.to, visible
			next.Kind, next.At = kind, booked.At.Add(time.Second)
			facts = append(facts, booked, next)
		}
	}
	if err := h.Tell(t.Context(), facts...); err != nil {
		t.Fatal(err)
	}
}

func rings(from string) dialplan.Caller {
	return dialplan.Caller{Visible: "22000001", Number: from, Channel: "1763974800.7", Trunk: trunk}
}

// desk is one that reaches the PBX, and the inquiries that it makes.
func desk(h *app.Rooms) (app.Desk, *notes) {
	n := &notes{}
	return app.NewDesk(h, n, nil), n
}

// visitOf opens a visit that must be opened.
func visitOf(t *testing.T, d app.Desk, r dialplan.Caller) dialplan.Visit {
	t.Helper()
	v, err := d.Open(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// says are a part's sounds, by their names alone.
func says(t *testing.T, v dialplan.Visit, p dialplan.Part) string {
	t.Helper()
	files, err := v.Words("nb", p)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		files[i] = filepath.Base(f)
	}
	return strings.Join(files, " ")
}

// returnedFacts are those of calls to visible numbers, in their order.
func returnedFacts(t *testing.T, h *app.Rooms) (list []dialer.Fact) {
	t.Helper()
	facts, err := h.Told(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		if strings.HasPrefix(string(f.Kind), string(dialer.FactReturned)) {
			list = append(list, f)
		}
	}
	return list
}

func TestACallerHearsOfTheCallsToTheirOwnLineAndOfNoOthers(t *testing.T) {
	yesterday := tuesday(10, 20, 0).AddDate(0, 0, -1)
	ours := []rung{{"fjellvann-service", caller, yesterday}}
	unknown := "desk-hello desk-unknown.4722000001 desk-contact"
	one := "desk-hello desk-called.fjellvann-service.1 day-1 clock-20 hour-11 desk-called.fjellvann-service.2 " +
		"desk-contact"
	two := "desk-hello desk-contact desk-called.sentrum-service.1 day-1 clock-00 hour-12 " +
		"desk-called.sentrum-service.2 " +
		"desk-called.fjellvann-service.1 day-1 clock-20 hour-11 desk-called.fjellvann-service.2"
	tests := []struct {
		name   string
		rung   []rung
		from   string
		want   string
		named  string // in the menu
		detail string
	}{
		{"one client rang", ours, caller, one, "name-client.fjellvann",
			"named: fjellvann (fjellvann-service, dialed 2026-11-23T10:20:01+01:00)"},
		{"the trunk leaves the country out", ours, "90000001", one, "name-client.fjellvann", "named: fjellvann"},
		{"two clients rang, the newest is named first",
			append(ours, rung{"sentrum-service", caller, yesterday.Add(100 * time.Minute)}), caller, two,
			"name-client.sentrum and name-client.fjellvann",
			"named: sentrum (sentrum-service, dialed 2026-11-23T12:00:01+01:00), fjellvann"},
		{"one client rang often, in two campaigns: the newest call is told", append(ours,
			rung{"fjellvann-old", caller, yesterday.AddDate(0, 0, -40)},
			rung{"fjellvann-service", caller, yesterday.AddDate(0, 0, -3)}), caller, one,
			"name-client.fjellvann", "named: fjellvann (fjellvann-service"},
		{"longer ago than a week: with the date", []rung{{"fjellvann-service", caller, yesterday.AddDate(0, 0, -10)}},
			caller,
			"desk-hello desk-called.fjellvann-service.1 day-5 date-13 month-11 clock-20 hour-11 " +
				"desk-called.fjellvann-service.2 desk-contact",
			"name-client.fjellvann", "named: fjellvann"},
		{"within the time that call records are kept",
			[]rung{{"fjellvann-old", caller, tuesday(10, 30, 0).AddDate(-1, 0, 0)}}, caller,
			"desk-hello desk-called.fjellvann-old.1 day-1 date-24 month-11 clock-30 hour-11 " +
				"desk-called.fjellvann-old.2 desk-contact",
			"name-client.fjellvann", "named: fjellvann"},
		{"beyond that time", []rung{{"fjellvann-old", caller, tuesday(9, 30, 0).AddDate(-1, 0, 0)}}, caller, unknown,
			"name-client.fjellvann", "unknown: told of fjellvann"},
		{"another was rung, not the caller", []rung{{"sentrum-service", theOther, yesterday}}, caller, unknown,
			"name-client.fjellvann", "unknown: told of fjellvann"},
		{"no one was ever rung", nil, caller, unknown, "name-client.fjellvann", "unknown: told of fjellvann"},
		{"the number is withheld", ours, "", unknown, "name-client.fjellvann", "withheld: told of fjellvann"},
		{"a foreign number", ours, "+46700000001", unknown, "name-client.fjellvann",
			"no Norwegian number: told of fjellvann"},
		{"a name in place of a number", ours, "Anonymous", unknown, "name-client.fjellvann",
			"no Norwegian number: told of fjellvann"},
		{"a short number", ours, "1881", unknown, "name-client.fjellvann", "no Norwegian number: told of fjellvann"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := deskHouse(t)
			tellRung(t, h, tt.rung...)
			d, _ := desk(h)
			v := visitOf(t, d, rings(tt.from))
			if got := says(t, v, dialplan.PartGreeting); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if got, want := says(t, v, dialplan.PartMenu), "desk-menu.1 "+tt.named+" desk-menu.2"; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			facts := returnedFacts(t, h)
			if len(facts) != 1 {
				t.Fatalf("got %d facts, want one", len(facts))
			}
			f := facts[0]
			if f.Kind != dialer.FactReturned || f.Visible != visible || f.Code != "1763974800.7" ||
				!strings.HasPrefix(f.Detail, tt.detail) {
				t.Errorf("got %+v, want %s", f, tt.detail)
			}
			if known := strings.HasSuffix(tt.from, "90000001"); known != (f.Number == caller) ||
				!known && f.Number != "" {
				t.Errorf("the fact's number is %s", f.Number.Masked())
			}
		})
	}
}

func TestAnErasedNumberIsUnknown(t *testing.T) {
	h := deskHouse(t)
	tellRung(t, h, rung{"sentrum-service", caller, tuesday(9, 0, 0)})
	if err := h.Tell(t.Context(), dialer.Fact{
		At: tuesday(9, 0, 20), Kind: dialer.FactEnded, Attempt: 1, Outcome: dialer.NoAnswer,
	}); err != nil {
		t.Fatal(err)
	}
	d, _ := desk(h)
	if got := says(t, visitOf(t, d, rings(caller)),
		dialplan.PartGreeting); !strings.Contains(got, "desk-called.sentrum-service") {
		t.Fatalf("before: got %s", got)
	}
	if _, err := h.EraseSubject(t.Context(), caller, "asked by letter", "test"); err != nil {
		t.Fatal(err)
	}
	d, _ = desk(h)
	if got := says(t, visitOf(t, d, rings(caller)), dialplan.PartGreeting); strings.Contains(got, "called") {
		t.Errorf("after: got %s", got)
	}
}

// deaf are registers that do not answer as they should.
type deaf struct {
	registers.Sets
	check func(ctx context.Context) ([]dialer.RegisterAnswer, error)
}

func (d deaf) Check(ctx context.Context, _ dialer.Subject, _ []dialer.RegisterID) ([]dialer.RegisterAnswer, error) {
	return d.check(ctx)
}

// The dialplan's own message is heard where the desk could not do what it offers.
func TestWhereTheDeskCannotAnswerNothingIsSaid(t *testing.T) {
	answers := func(check func(ctx context.Context) ([]dialer.RegisterAnswer, error)) func(h *app.Rooms) {
		return func(h *app.Rooms) { h.SetSets(deaf{h.Sets(), check}) }
	}
	tests := []struct {
		name  string
		spoil func(h *app.Rooms)
		r     dialplan.Caller
		away  error
		want  string
	}{
		{"no number was rung", nil, dialplan.Caller{Visible: "s", Number: caller, Channel: "7.1"}, nil,
			"the number that was rung"},
		{"the registers are away",
			answers(func(
				context.Context,
			) ([]dialer.RegisterAnswer, error) {
				return nil, errors.New("connection refused")
			}), rings(caller), nil, "registers do not answer"},
		{"the registers hang", answers(func(ctx context.Context) ([]dialer.RegisterAnswer, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}), rings(caller), nil, "registers do not answer"},
		{"a register was never loaded", answers(func(context.Context) ([]dialer.RegisterAnswer, error) {
			return []dialer.RegisterAnswer{{RegisterVersion: dialer.RegisterVersion{Register: dialer.Own}}}, nil
		}), rings(caller), nil, "register own does not know"},
		{"the PBX does not hear us", nil, rings(caller), errors.New("not attached"), "not attached"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := deskHouse(t)
			if tt.spoil != nil {
				tt.spoil(h)
			}
			v, err := app.NewDesk(h, &notes{}, tt.away).Open(t.Context(), tt.r)
			if v != nil || err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, %v, want %q", v, err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "90000001") {
				t.Errorf("the caller's number is in %q", err)
			}
			if facts := returnedFacts(t, h); len(facts) != 0 {
				t.Errorf("the journal has %+v", facts)
			}
		})
	}
}

func TestWithoutAJournalNothingIsSaid(t *testing.T) {
	h := deskHouse(t)
	reader, err := app.Open(t.Context(), h.Config(), app.ToRead, "test", quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	reader.At(tuesday(10, 0, 0))
	d, _ := desk(reader)
	if v, err := d.Open(t.Context(), rings(caller)); v != nil || err == nil {
		t.Errorf("got %v, %v, want an error", v, err)
	}
}

// A visit that came back from the wait for an agent is the same one, also after a restart.
func TestAVisitComesBack(t *testing.T) {
	for _, restarted := range []bool{false, true} {
		t.Run(fmt.Sprintf("restarted %v", restarted), func(t *testing.T) {
			h := deskHouse(t)
			tellRung(t, h, rung{"sentrum-service", caller, tuesday(9, 0, 0)})
			d, _ := desk(h)
			visitOf(t, d, rings(caller))
			if restarted {
				d, _ = desk(h)
			}
			back := rings(caller)
			back.Busy = true
			if got := says(t, visitOf(t, d, back), dialplan.PartMenu); !strings.Contains(got, "sentrum") {
				t.Errorf("got %s", got)
			}
			if facts := returnedFacts(t, h); len(facts) != 1 {
				t.Errorf("got %d facts, want one: %+v", len(facts), facts)
			}
		})
	}
	t.Run("of which nothing is known", func(t *testing.T) {
		h := deskHouse(t)
		d, _ := desk(h)
		back := rings(caller)
		back.Busy = true
		visitOf(t, d, back)
		if facts := returnedFacts(t, h); len(facts) != 1 {
			t.Errorf("got %d facts, want one", len(facts))
		}
	})
}

func TestTheFloorHearsWhoRangTheCaller(t *testing.T) {
	for name, tt := range map[string]struct {
		from string
		want verb.CallerStatus
	}{
		"one who was rung": {caller, verb.CallerStatus{
			Number: "+•••••••001", Clients: []string{"fjellvann"}, State: "waiting",
		}},
		"a withheld number": {"", verb.CallerStatus{Clients: []string{"fjellvann"}, State: "waiting"}},
	} {
		t.Run(name, func(t *testing.T) {
			h := deskHouse(t)
			tellRung(t, h, rung{"fjellvann-service", caller, tuesday(9, 0, 0)})
			d, _ := desk(h)
			if r, _ := d.Arrives("1763974800.7"); len(r.Clients) > 0 {
				t.Errorf("of a caller unknown to the desk: %v", r.Clients)
			}
			visitOf(t, d, rings(tt.from))
			r, got := d.Arrives("1763974800.7")
			if diff := cmp.Diff(tt.want, got); diff != "" || r.Channel != "1763974800.7" {
				t.Errorf("%+v (-want +got):\n%s", r, diff)
			}
		})
	}
}
