package reservation

import (
	"fmt"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// The codes of what lifts a reservation. They are stored and counted by: they never change meaning.
const (
	ExemptCustomer = "EXEMPT_CUSTOMER"
	ExemptRequest  = "EXEMPT_REQUEST"
)

const (
	// requestHolds is for how many days a wish to be called is one; the law names none, the limit is ours (4.2 b).
	requestHolds = 90
	// customerListHolds is how old a client's word on who is its customer may be, in days (norm 5.18).
	customerListHolds = 31
)

// Ground is what lifts a reservation: a code and how long it will, or no code and why not.
type Ground struct {
	Code  string
	Why   string
	Until time.Time // zero where it does not end by itself
}

// Lifts tells whether something lifts the reservation that a register told of. Nothing lifts the call centre's own
// (4.4.4), and only a wish that is later than the reservation lifts the client's.
func Lifts(now time.Time, c dialer.Campaign, l dialer.Lead, a dialer.RegisterAnswer) Ground {
	switch a.Register {
	case dialer.Own:
		return Ground{Why: "nothing lifts it (4.4.4)"}
	case dialer.RegisterOf(c.Client.ID):
		return lateRequest(now, c, l, a)
	case dialer.National, dialer.NationalVoluntary:
		request := Requested(now, c, l)
		if request.Code != "" {
			return request
		}
		customer := IsCustomer(now, c, l)
		if customer.Code == "" {
			customer.Why += "; " + request.Why
		}
		return customer
	}
	return Ground{Why: "no exemption is known for this register"}
}

func lateRequest(now time.Time, c dialer.Campaign, l dialer.Lead, a dialer.RegisterAnswer) Ground {
	g := Requested(now, c, l)
	switch {
	case g.Code == "":
		return g
	case a.Since.IsZero():
		return Ground{Why: "a wish to be called, but it is not known when the number was reserved"}
	case !l.Request.At.After(a.Since):
		return Ground{Why: "the wish to be called is not later than the reservation"}
	}
	return g
}

// Requested tells whether the person has asked this one trader to call, and has not taken it back (4.2 b).
func Requested(now time.Time, c dialer.Campaign, l dialer.Lead) Ground {
	r := l.Request
	source, known := SourceOf(c, l)
	end := r.At.AddDate(0, 0, requestHolds)
	no := func(why string) Ground { return Ground{Why: "no wish to be called: " + why + " (4.2 b)"} }
	switch {
	case r == (dialer.Request{}):
		return no("none is recorded")
	case !known || source.Kind != dialer.ExplicitRequest:
		return no("the source is not a list of such wishes")
	case r.OrgNo == "" || r.OrgNo != c.Client.OrgNo:
		return no("it was not made to the client, or not to the client alone")
	case source.RequestedTo != "" && source.RequestedTo != c.Client.OrgNo:
		return no("the list's wishes were made to another trader")
	case !r.WithdrawnAt.IsZero() && !r.WithdrawnAt.After(now):
		return no("it was withdrawn")
	case r.At.IsZero() || r.At.After(now):
		return no("it has no date, or one to come")
	case now.After(end):
		return no(fmt.Sprintf("it is more than %d days old", requestHolds))
	case blank(r.Channel) || blank(r.EvidenceRef):
		return no("it has no channel or no evidence")
	}
	return Ground{
		Code: ExemptRequest, Why: "asked to be called on " + r.At.In(now.Location()).Format(time.DateOnly), Until: end,
	}
}

// IsCustomer tells whether all conditions for a client's existing customer are met (mfl. § 12 fourth paragraph; norm
// 10). Donors are not taken for customers (norm 5.32).
func IsCustomer(now time.Time, c dialer.Campaign, l dialer.Lead) Ground {
	k := l.Customer
	source, known := SourceOf(c, l)
	end := k.ListDate.AddDate(0, 0, customerListHolds)
	no := func(why string) Ground { return Ground{Why: "no existing customer: " + why + " (mfl. § 12)"} }
	switch {
	case k == (dialer.Customer{}):
		return no("none is recorded")
	case c.Kind != dialer.Sales:
		return no("only sales are lifted")
	case blank(c.OwnSimilar):
		return no("no one states that the offer is the client's own and like what was bought")
	case !known || source.Kind != dialer.ClientCustomers:
		return no("the source is not the client's list of customers")
	case k.Status != dialer.CustomerCurrent:
		return no(fmt.Sprintf("the status is %q", string(k.Status)))
	case k.Since.IsZero() || k.Since.After(now):
		return no("since when is missing, or to come")
	case blank(k.ProductRef):
		return no("what was bought is missing")
	case !k.ContactFromSale:
		return no("the number did not come with the sale")
	case k.ListDate.IsZero() || k.ListDate.After(now):
		return no("the list has no date, or one to come")
	case now.After(end):
		return no(fmt.Sprintf("the client's list is more than %d days old", customerListHolds))
	}
	return Ground{
		Code: ExemptCustomer, Why: "customer since " + k.Since.In(now.Location()).Format(time.DateOnly), Until: end,
	}
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
