package people_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/people"
)

var noon = time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)

func person(id string, uid uint32, roles ...dialer.Role) dialer.User {
	return dialer.User{
		ID: dialer.UserID(id), Name: "Kari Nordmann", Kind: dialer.KindPerson, Roles: roles,
		Login: dialer.Login{ID: uid, Name: id}, Added: noon.AddDate(0, 0, -1),
	}
}

func TestWhoAsks(t *testing.T) {
	const daemon = 900
	kari, group := person("kari", 1001, dialer.Operator), person("desk", 50, dialer.Auditor)
	group.Login.Group = true
	gone := person("per", 1002, dialer.Operator)
	gone.Ended = noon
	all := []dialer.User{group, kari, gone}
	for _, tt := range []struct {
		name   string
		peer   people.Peer
		groups []uint32
		want   dialer.UserID
	}{
		{"by her own account", people.Peer{UID: 1001}, nil, "kari"},
		{"as root by sudo: the log-in counts", people.Peer{UID: 0, Login: 1001, Logged: true}, nil, "kari"},
		{"as the daemon's account by sudo", people.Peer{UID: daemon, Login: 1001, Logged: true}, nil, "kari"},
		{"another log-in that became root is not root's", people.Peer{UID: 0, Login: 1003, Logged: true}, nil, ""},
		{"an account of its own is not the log-in's", people.Peer{UID: 1003, Login: 1001, Logged: true}, nil, ""},
		{"by a group", people.Peer{UID: 1004}, []uint32{50}, "desk"},
		{"the account goes before the group", people.Peer{UID: 1001}, []uint32{50}, "kari"},
		{"a group's number is no account's", people.Peer{UID: 50}, nil, ""},
		{"who has left", people.Peer{UID: 1002}, nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, found := people.Find(all, tt.peer.Account(daemon), tt.groups)
			if got.ID != tt.want || found != (tt.want != "") {
				t.Errorf("got %q, %v; want %q", got.ID, found, tt.want)
			}
		})
	}
}

func TestWhatAnEntryMustHold(t *testing.T) {
	there := []dialer.User{person("kari", 1001, dialer.Operator)}
	for _, tt := range []struct {
		name   string
		change func(*dialer.User)
		ok     bool
	}{
		{"as it is", func(*dialer.User) {}, true},
		{"several roles", func(p *dialer.User) { p.Roles = []dialer.Role{dialer.Quality, dialer.Privacy} }, true},
		{"no role", func(p *dialer.User) { p.Roles = nil }, false},
		{"a role that is none", func(p *dialer.User) { p.Roles = []dialer.Role{"boss"} }, false},
		{"a login that is another's", func(p *dialer.User) { p.Login.ID = 1001 }, false},
		{"a client's reader", func(p *dialer.User) { p.Roles, p.Client = []dialer.Role{dialer.ClientRole}, "acme" },
			true},
		{"a client's reader of none", func(p *dialer.User) { p.Roles = []dialer.Role{dialer.ClientRole} }, false},
		{"a client's reader with more", func(p *dialer.User) {
			p.Roles, p.Client = []dialer.Role{dialer.ClientRole, dialer.Auditor}, "acme"
		}, false},
		{"a service with two roles", func(p *dialer.User) {
			p.Kind, p.Roles = dialer.KindService, []dialer.Role{dialer.Quality, dialer.Privacy}
		}, false},
		{"no name", func(p *dialer.User) { p.Name = " " }, false},
		{"an id in capitals", func(p *dialer.User) { p.ID = "Per" }, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := person("per", 1002, dialer.Supervisor)
			tt.change(&p)
			if err := people.Check(p, there); (err == nil) != tt.ok {
				t.Errorf("got %v, want ok %v", err, tt.ok)
			}
		})
	}
}

func TestOperatorsRemainAndDoNotServeThemselves(t *testing.T) {
	kari, per := person("kari", 1001, dialer.Operator), person("per", 1002, dialer.Operator)
	more := kari
	more.Roles = []dialer.Role{dialer.Operator, dialer.Privacy}
	nightly := person("nightly", 1003, dialer.Operator)
	nightly.Kind = dialer.KindService
	for _, tt := range []struct {
		name string
		err  error
		ok   bool
	}{
		{"the only operator may take another role", people.MayGive(kari.By(), kari, more, []dialer.User{kari}), true},
		{"not where another could give it", people.MayGive(kari.By(), kari, more, []dialer.User{kari, per}), false},
		{"another gives it", people.MayGive(per.By(), kari, more, []dialer.User{kari, per}), true},
		{"a role given up", people.MayGive(kari.By(), more, kari, []dialer.User{kari, per}), true},
		{"an operator is left", people.Keep([]dialer.User{kari}), true},
		{"a service is none", people.Keep([]dialer.User{nightly}), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if (tt.err == nil) != tt.ok || tt.err != nil && !errors.Is(tt.err, dialer.ErrRefused) {
				t.Errorf("got %v, want ok %v", tt.err, tt.ok)
			}
		})
	}
}

func TestWhatNeedsASecondPerson(t *testing.T) {
	kari, per := person("kari", 1001, dialer.Supervisor), person("per", 1002, dialer.Privacy)
	auditor, late := person("ann", 1003, dialer.Auditor), person("late", 1004, dialer.Supervisor)
	late.Added = noon.Add(time.Minute)
	job := person("job", 1005, dialer.Supervisor)
	job.Kind = dialer.KindService
	two, one := []dialer.User{kari, per, auditor, late, job}, []dialer.User{kari, auditor, late, job}
	lift := people.Asked{Act: people.Lift, By: kari.By(), At: noon}
	erase := people.Asked{Act: people.Erase, By: kari.By(), At: noon}
	for _, tt := range []struct {
		name  string
		asked people.Asked
		after time.Duration
		by    dialer.User
		all   []dialer.User
		ok    bool
		alone bool
	}{
		{"another confirms at once", lift, 0, per, two, true, false},
		{"not who asked", lift, 0, kari, two, false, false},
		{"not who asked, however long it waits", lift, 48 * time.Hour, kari, two, false, false},
		{"not without the role", lift, 0, auditor, two, false, false},
		{"not a service", lift, 0, job, two, false, false},
		{"not one entered after it was asked for", lift, time.Hour, late, two, false, false},
		{"alone, but not at once", lift, 24*time.Hour - 1, kari, one, false, false},
		{"alone after a day", lift, 24 * time.Hour, kari, one, true, true},
		{"lapsed", lift, 72*time.Hour + 1, per, two, false, false},
		{"a wish for erasure does not lapse", erase, 1000 * time.Hour, per, two, true, false},
		{"no person", lift, 0, dialer.User{}, two, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			alone, err := people.Confirm(noon.Add(tt.after), tt.asked, tt.by, tt.all)
			if (err == nil) != tt.ok || alone != tt.alone || err != nil && !errors.Is(err, dialer.ErrRefused) {
				t.Errorf("got alone %v, %v; want ok %v, alone %v", alone, err, tt.ok, tt.alone)
			}
		})
	}
}
