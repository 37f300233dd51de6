package upkeep

import (
	"cmp"
	"fmt"
	"os/user"
	"strconv"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
)

// firstPerson is entered when the journal is made: the account that makes it, operator and supervisor.
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
