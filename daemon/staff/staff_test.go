package staff_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/staff"
	"github.com/ringevett/ringevett/daemon/training"
	"github.com/ringevett/ringevett/daemon/verb"
)

var now = time.Date(2026, 11, 24, 10, 0, 0, 0, hours.Oslo())

// disk is the ledger's storage. What it has taken is said in order, with what the floor was told.
type disk struct {
	training.Ledger
	fails error
	did   []string
}

func (d *disk) Training(context.Context) (training.Ledger, error) {
	l := d.Ledger
	l.Entries = maps.Clone(l.Entries)
	return l, nil
}

func (d *disk) PinTraining(_ context.Context, current map[training.Item]string) error {
	for _, i := range training.Items() {
		if v, taught := current[i]; taught && d.Current(i) != v {
			d.Pins = append(d.Pins, training.Pin{Item: i, Version: v, Since: now})
		}
	}
	return nil
}

func (d *disk) AddTraining(_ context.Context, all []training.Entry, _ string) error {
	if d.fails != nil {
		return d.fails
	}
	d.did = append(d.did, "disk")
	for _, e := range all {
		d.Entries[e.Person] = append(d.Entries[e.Person], e)
	}
	return nil
}

func (d *disk) PutTraining(context.Context, training.Ledger) error {
	d.did = append(d.did, "floor")
	return nil
}

// book has two agents, of which one serves the campaign, and one person with a role.
type book struct{}

func (book) Agents(context.Context) ([]dialer.Agent, error) {
	return []dialer.Agent{{ID: "anna"}, {ID: "bob"}}, nil
}

func (book) People(context.Context) ([]dialer.User, error) {
	return []dialer.User{{ID: "kari", Kind: dialer.KindPerson, Roles: []dialer.Role{dialer.Supervisor}}}, nil
}

func (book) Campaigns(context.Context) ([]dialer.Campaign, error) {
	return []dialer.Campaign{{ID: "skog", Agents: []dialer.AgentID{"anna"}}}, nil
}

func office(d *disk, daemon bool) *staff.Office {
	d.Entries = map[training.Person][]training.Entry{}
	return staff.New(staff.Ports{
		Ledger: d, Book: book{}, Now: func() time.Time { return now },
		Floor: func() staff.Floor {
			if !daemon {
				return nil
			}
			return d
		},
		Settings: func() staff.Settings {
			return staff.Settings{Months: 12, Versions: map[training.Item]string{
				training.Norm: "n1", training.Statute: "s1",
			}}
		},
	})
}

func everything() verb.TrainingSession {
	return verb.TrainingSession{
		Agents: []string{"all"}, People: []string{"all"}, Campaigns: []string{"all"}, Trainer: "Kari Prøve",
	}
}

// standing names who is ready, in the order of the list.
func standing(t *testing.T, o *staff.Office, q verb.TrainingQuery) string {
	t.Helper()
	all, err := o.TrainingList(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(verb.Each(all, func(p verb.Trained) string {
		products := slices.DeleteFunc(slices.Clone(p.Items), func(i verb.TrainingItem) bool { return i.Campaign == "" })
		s := p.Kind + " " + p.ID
		if p.Ready {
			s += " ready"
		}
		for _, i := range products {
			s += " for " + i.Campaign
		}
		return s
	}), ", ")
}

func TestASessionMakesThoseItNamesReady(t *testing.T) {
	d := &disk{}
	o := office(d, true)
	if got, want := standing(t, o, verb.TrainingQuery{}), "agent anna for skog, agent bob, person kari"; got != want {
		t.Errorf("before: %q, want %q", got, want)
	}
	added, err := o.AddTraining(t.Context(), everything(), "kari")
	if err != nil || added.Entries == 0 {
		t.Fatalf("added %d entries: %v", added.Entries, err)
	}
	want := "agent anna ready for skog, agent bob ready, person kari ready"
	if got := standing(t, o, verb.TrainingQuery{}); got != want {
		t.Errorf("after: %q, want %q", got, want)
	}
	if got := standing(t, o, verb.TrainingQuery{ID: "bob"}); got != "agent bob ready" {
		t.Errorf("of bob alone: %q", got)
	}
}

// What the floor is told is on the disk by then; what the disk refused, it is not told.
func TestTheFloorHearsOfASessionAfterTheDisk(t *testing.T) {
	for name, tc := range map[string]struct {
		daemon bool
		fails  error
		want   string
	}{
		"a daemon":         {daemon: true, want: "disk floor"},
		"without a daemon": {want: "disk"},
		"a full disk":      {daemon: true, fails: errors.New("the disk is full")},
	} {
		t.Run(name, func(t *testing.T) {
			d := &disk{fails: tc.fails}
			_, err := office(d, tc.daemon).AddTraining(t.Context(), everything(), "kari")
			if !errors.Is(err, tc.fails) {
				t.Errorf("error %v, want %v", err, tc.fails)
			}
			if got := strings.Join(d.did, " "); got != tc.want {
				t.Errorf("did %q, want %q", got, tc.want)
			}
		})
	}
}

func TestASessionWithFaultsIsRefusedWholeAndNamesThemAll(t *testing.T) {
	d := &disk{}
	_, err := office(d, true).AddTraining(t.Context(), verb.TrainingSession{
		Agents: []string{"anna", "nils"}, Campaigns: []string{"hav"}, Day: "2026-11-25", Trainer: "Kari Prøve",
	}, "kari")
	for _, fault := range []string{"nils", "hav", "2026-11-25"} {
		if err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%v does not name %q", err, fault)
		}
	}
	if len(d.did) > 0 {
		t.Errorf("did %v all the same", d.did)
	}
}

func TestAnUnknownPersonIsNotFound(t *testing.T) {
	_, err := office(&disk{}, true).TrainingList(t.Context(), verb.TrainingQuery{ID: "nils"})
	if !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("got %v, want %v", err, dialer.ErrNotFound)
	}
}

// The configuration names the version; the start pins it.
func TestANewVersionIsPinnedAtTheStart(t *testing.T) {
	d := &disk{}
	l, err := office(d, false).Pinned(t.Context())
	if err != nil || l.Current(training.Norm) != "n1" {
		t.Errorf("pinned %q: %v", l.Current(training.Norm), err)
	}
}
