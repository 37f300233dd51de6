package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/dialplan"
)

// norwegian is a caller's number where it is one of ours. Whatever else a trunk sends counts as an unknown caller.
func norwegian(text string) dialer.Number {
	n, err := number.Parse(text)
	if err != nil || !strings.HasPrefix(string(n), "+47") {
		return ""
	}
	return n
}

// vouched reports whether an operator vouches for the caller's number. Where the PBX does not tell, the answer is no.
func (p *Ports) vouched(ctx context.Context, r dialplan.Caller, caller dialer.Number) bool {
	rule := p.Settings().Vouched
	header := ""
	if rule.Header != "" && r.Header != nil && rule.Covers(r.Trunk) {
		var err error
		if header, err = r.Header(ctx, rule.Header); err != nil {
			p.Log.WithError(err).WithField("channel", r.Channel).
				Warn("the PBX does not tell whether a caller's number is vouched for: taken for no")
		}
	}
	return rule.For(r.Trunk, caller, header)
}

// callsTo lists our calls to a number of which records are kept, newest first.
func (p *Ports) callsTo(ctx context.Context, n dialer.Number) ([]sqlite.Rung, error) {
	return p.Journal.RungOn(ctx, n, p.Settings().CallsKept(p.Now()))
}

// ownerOf is the client whose visible number was rung. caller is the number that may be told, or "".
func (p *Ports) ownerOf(ctx context.Context, visible, caller dialer.Number) (dialer.Client, error) {
	all, err := p.Book.Clients(ctx)
	if err != nil {
		return dialer.Client{}, err
	}
	for _, inBook := range []bool{true, false} { // the number of one that was taken out may be another's since
		i := slices.IndexFunc(all,
			func(c dialer.Client) bool { return c.Owns(visible) && c.Archived.IsZero() == inBook })
		if i >= 0 {
			return all[i], nil
		}
	}
	return p.lastOwner(ctx, visible, caller)
}

// lastOwner finds the client where none has the number any more: a campaign still shows it, or we called the caller.
func (p *Ports) lastOwner(ctx context.Context, visible, caller dialer.Number) (dialer.Client, error) {
	all, err := p.Book.Campaigns(ctx)
	if err != nil {
		return dialer.Client{}, err
	}
	if i := slices.IndexFunc(all, func(c dialer.Campaign) bool { return c.Visible == visible }); i >= 0 {
		return all[i].Client, nil
	}
	if caller != "" {
		calls, err := p.callsTo(ctx, caller)
		if err != nil {
			return dialer.Client{}, err
		}
		for _, r := range calls {
			if c, err := p.Book.Client(ctx, r.Client); err == nil {
				return c, nil
			}
		}
	}
	return dialer.Client{}, fmt.Errorf("the number that was rung, %s, is no client's visible number: %w",
		visible, dialer.ErrNotFound)
}
