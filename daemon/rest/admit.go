package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/user"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/people"
	"github.com/ringevett/ringevett/daemon/verb"
)

type askerKey struct{}

// asker is who asks, and what of the floor they may see.
type asker struct {
	uid     uint32 // of the peer
	account uint32 // that answers for the request
	person  dialer.User
	known   bool // person is set
	people  int  // in the book

	own map[string]bool // campaigns of the person's client, by id; nil: all are seen
}

func askerOf(ctx context.Context) asker {
	c, _ := ctx.Value(askerKey{}).(asker)
	return c
}

// by is how the journal names the asker.
func (c asker) by() string {
	if c.known {
		return c.person.By()
	}
	return By(c.uid)
}

func (c asker) out() verb.Asker {
	out := verb.Asker{Account: accountName(c.account), People: c.people}
	if c.known {
		p := verb.PersonOf(c.person)
		out.Person = &p
	}
	return out
}

// accountName gives "kari (uid 1001)".
func accountName(uid uint32) string {
	id := strconv.FormatUint(uint64(uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username + " (uid " + id + ")"
	}
	return "uid " + id
}

// identify finds the peer of a request among the people of the book.
func identify(ctx context.Context, k Keeper) (asker, error) {
	all, err := k.Staff(ctx)
	if err != nil {
		return asker{}, fmt.Errorf("who asks: %w", err)
	}
	if id, is := ctx.Value(personKey{}).(dialer.UserID); is {
		return called(all, id)
	}
	p, _ := ctx.Value(peerKey{}).(people.Peer)
	return among(all, p), nil
}

// among finds a peer among people.
func among(all []dialer.User, p people.Peer) asker {
	all = people.Active(all)
	c := asker{uid: p.UID, account: p.Account(uint32(os.Getuid())), people: len(all)}
	if p.Known {
		c.person, c.known = people.Find(all, c.account, groupsOf(c.account))
	}
	return c
}

// Local decides whether this process's account may carry out a verb that works on files and not on a floor, and gives
// how the journal names the account.
func Local(all []dialer.User, s verb.Spec) (string, error) {
	c := among(all, Self())
	return c.by(), c.allowed(s, true, s.Name)
}

// groupsOf are the groups of an account; none where the host does not tell.
func groupsOf(account uint32) (out []uint32) {
	u, err := user.LookupId(strconv.FormatUint(uint64(account), 10))
	if err != nil {
		return nil
	}
	all, err := u.GroupIds()
	if err != nil {
		return nil
	}
	for _, text := range all {
		if id, err := strconv.ParseUint(text, 10, 32); err == nil {
			out = append(out, uint32(id))
		}
	}
	return out
}

// admit lets a request reach its work only where the verb's declaration allows it, and writes what the server itself
// has to note. It is the one place that decides.
func admit(api huma.API, k Keeper) func(huma.Context, func(huma.Context)) {
	all := map[string]verb.Spec{}
	for _, s := range verb.All() {
		all[s.Route()] = s
	}
	return func(ctx huma.Context, next func(huma.Context)) {
		op := ctx.Operation()
		s, declared := all[op.Method+" "+op.Path]
		c, err := identify(ctx.Context(), k)
		if err == nil {
			err = c.allowed(s, declared, op.Method+" "+op.Path)
		}
		if err == nil && c.known && c.person.Has(dialer.ClientRole) {
			c.own, err = c.ownCampaigns(ctx, k, s)
		}
		if err == nil && s.Notes != "" && c.known {
			err = k.Note(ctx.Context(), dialer.Fact{At: time.Now(), Kind: s.Notes, Code: s.Name, By: c.by()})
		}
		if err != nil {
			refuse(api, ctx, err)
			return
		}
		next(huma.WithValue(ctx, askerKey{}, c))
	}
}

// refuse answers with the error. The body is read first: a client that still sends would not read why.
func refuse(api huma.API, ctx huma.Context, err error) {
	drain(ctx)
	status := http.StatusInternalServerError
	var s huma.StatusError
	if errors.As(problem(err), &s) {
		status = s.GetStatus()
	}
	huma.WriteErr(api, ctx, status, err.Error())
}

// allowed decides by the declaration alone. Unknown is no.
func (c asker) allowed(s verb.Spec, declared bool, what string) error {
	switch {
	case !declared:
		return fmt.Errorf("%w: %s has no roles declared", dialer.ErrRefused, what)
	case len(s.Roles) == 0, c.people == 0:
		return nil
	case !c.known:
		return fmt.Errorf("%w: %s is no person in the book; an operator enters you: "+
			"ringevett person add ID --name NAME --login LOGIN --roles ROLES", dialer.ErrRefused,
			accountName(c.account))
	case !s.May(c.person):
		service := ""
		if c.person.Kind == dialer.KindService {
			service = ", and is a service"
		}
		return fmt.Errorf("%w: %s is for a person with one of the roles %v; %s has %v%s",
			dialer.ErrRefused, s.Name, s.Roles, c.person.ID, c.person.Roles, service)
	}
	return nil
}

// ownOf are the ids of the campaigns of the person's client.
func (c asker) ownOf(all []verb.Campaign) map[string]bool {
	own := map[string]bool{}
	for _, one := range all {
		if one.Client == string(c.person.Client) {
			own[one.ID] = true
		}
	}
	return own
}

// ownCampaigns are those of the person's client, and the proof that the request keeps to them.
func (c asker) ownCampaigns(ctx huma.Context, k Keeper, s verb.Spec) (map[string]bool, error) {
	all, err := k.Campaigns(ctx.Context())
	if err != nil {
		return nil, err
	}
	own := c.ownOf(all)
	which := ""
	switch s.Own {
	case verb.OwnFiltered:
		return own, nil
	case verb.OwnByPath:
		which = ctx.Param("id")
	case verb.OwnByQuery:
		which = ctx.Query("campaign")
	}
	switch {
	case len(s.Roles) == 0, own[which]:
		return own, nil
	case which == "":
		return nil, fmt.Errorf("%w: name a campaign of yours", dialer.ErrRefused)
	}
	return nil, fmt.Errorf("%w: %s is no campaign of yours", dialer.ErrRefused, which)
}
