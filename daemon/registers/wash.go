package registers

import (
	"context"
	"fmt"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/daemon/wash"
)

// WashSets are the named registers as a wash asks them, in that order; no name asks for every register that there is.
func (r *Registers) WashSets(ctx context.Context, names []string) (wash.Sets, error) {
	all, err := r.names(ctx)
	if err != nil {
		return wash.Sets{}, err
	}
	if len(names) > 0 {
		asked := verb.Each(names, dialer.RegisterNamed)
		for _, one := range asked {
			if !slices.Contains(all, one) {
				return wash.Sets{}, fmt.Errorf("register %s: %w", one, dialer.ErrNotFound)
			}
		}
		all = asked
	}
	snap, err := r.p.Sets.Snapshot(ctx, all)
	if err != nil {
		return wash.Sets{}, err
	}
	return wash.SetsOf(all, snap)
}
