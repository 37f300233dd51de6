package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/user"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

var _ rest.Served = (*Rooms)(nil)

// LocalBy decides whether this process's account may carry out a verb on the files themselves, and gives how the
// journal names it. Where the book cannot be read, nothing says who the people are: the verb is let through by the
// account's name, and says itself what is wrong.
func LocalBy(ctx context.Context, c config.Config, v verb.Declared) (string, error) {
	options, err := storeOptions(c, nil)
	if err != nil {
		return "", err
	}
	s, err := sqlite.OpenReadOnly(ctx, options)
	if err != nil {
		return rest.By(rest.Self().UID), nil
	}
	all, err := s.People(ctx)
	if err = errors.Join(err, s.Close()); err != nil {
		return "", err
	}
	return rest.Local(all, v.Spec())
}

// firstPerson is entered by Init: who made the journal, operator and supervisor.
func firstPerson(name string) (dialer.User, error) {
	self := rest.Self()
	account := self.Account(self.UID)
	u, err := user.LookupId(strconv.FormatUint(uint64(account), 10))
	if err != nil {
		return dialer.User{}, fmt.Errorf("the first person: %w", err)
	}
	gecos, _, _ := strings.Cut(u.Name, ",")
	return dialer.User{
		ID: dialer.UserID(shortNameOf(u.Username)), Name: cmp.Or(name, gecos, u.Username), Kind: dialer.KindPerson,
		Login: dialer.Login{ID: account, Name: u.Username}, Roles: []dialer.Role{dialer.Operator, dialer.Supervisor},
	}, nil
}

// shortNameOf makes an id of an account's name.
func shortNameOf(account string) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(account))
	id = strings.Trim(id, "-")
	return cmp.Or(id[:min(40, len(id))], "first")
}
