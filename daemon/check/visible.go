package check

import (
	"context"
	"fmt"
	"strings"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/probe"
)

// lookVisible finds numbers that two clients show. No file brings that into the book today; a book of before may have
// it.
func lookVisible(ctx context.Context, s *scene, r *probe.Report) {
	all, err := s.house.Book.Clients(ctx)
	if err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	for _, fault := range sharedNumbers(all) {
		r.Fail("%s", fault)
	}
	r.Clean("no two clients share one")
}

// sharedNumbers tells the visible numbers of more than one client in the book, in the clients' order.
func sharedNumbers(all []dialer.Client) (faults []string) {
	owners := map[dialer.Number][]string{}
	var shared []dialer.Number
	for _, c := range all {
		if !c.Archived.IsZero() {
			continue
		}
		for _, n := range c.Visible {
			owners[n] = append(owners[n], string(c.ID))
			if len(owners[n]) == 2 {
				shared = append(shared, n)
			}
		}
	}
	for _, n := range shared {
		faults = append(faults,
			fmt.Sprintf("visible number %s is of the clients %s: who rings back on it hears of all of them", n,
				strings.Join(owners[n], ", ")))
	}
	return faults
}
