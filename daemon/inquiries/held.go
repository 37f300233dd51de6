package inquiries

import (
	"context"
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// heldOf adds what is held on a number outside the journal: leads, the household, marks and entries in registers.
func (s *Subjects) heldOf(ctx context.Context, n dialer.Number, out *verb.Subject) error {
	held, err := s.Held.HeldOn(ctx, n)
	if err != nil {
		return err
	}
	for _, l := range held.Leads {
		out.Leads = append(out.Leads, verb.SubjectLead{
			Campaign: string(l.Campaign), Source: l.Source, State: string(l.Status.State), Code: l.Status.Code,
			Due: l.Due, Ref: l.Ref,
			Evidence:      evidenceWords(l.Customer, l.Request, l.Wash),
			SubjectPerson: subjectPerson(sqlite.Person{Name: l.Name, Birth: l.Birth, Address: l.Address}),
		})
	}
	for _, p := range held.Household {
		out.Household = append(out.Household, subjectPerson(p))
	}
	for _, m := range held.Marks {
		out.Marks = append(out.Marks, verb.SubjectMark(m))
	}
	for _, e := range held.Entries {
		out.Entries = append(out.Entries, verb.SubjectEntry{
			Register: string(e.Register), Op: e.Op, At: e.At, Source: e.Source, By: e.By, Reason: e.Reason,
		})
	}
	for _, e := range held.Evidence {
		out.Evidence = append(out.Evidence, verb.SubjectEvidence{
			Campaign: string(e.Campaign), Client: string(e.Client), Source: e.Source, Called: e.Called,
			Evidence: evidenceWords(e.Customer, e.Request, e.Wash),
		})
	}
	out.Wishes = verb.Each(held.Wishes, erasureOut)
	out.Tables = verb.Each(held.Tables, func(t sqlite.HeldTable) verb.SubjectTable { return verb.SubjectTable(t) })
	return nil
}

func subjectPerson(p sqlite.Person) verb.SubjectPerson {
	out := verb.SubjectPerson{Name: p.Name, Address: p.Address}
	if !p.Birth.IsZero() {
		out.Birth = p.Birth.In(hours.Oslo()).Format(time.DateOnly)
	}
	return out
}

// evidenceWords tells the evidence for a call in words.
func evidenceWords(c dialer.Customer, r dialer.Request, w dialer.Wash) (all []string) {
	day := func(t time.Time) string { return t.In(hours.Oslo()).Format(time.DateOnly) }
	if c.Status != "" {
		all = append(all, fmt.Sprintf("customer: %s since %s, product %q, list of %s",
			c.Status, day(c.Since), c.ProductRef, day(c.ListDate)))
	}
	if r.OrgNo != "" {
		words := fmt.Sprintf("asked %s to call, %s, by %s, evidence %q", r.OrgNo, day(r.At), r.Channel, r.EvidenceRef)
		if !r.WithdrawnAt.IsZero() {
			words += ", withdrawn " + day(r.WithdrawnAt)
		}
		all = append(all, words)
	}
	if !w.At.IsZero() {
		all = append(all, fmt.Sprintf("washed %s by %s, scope %s, attested by %s",
			day(w.At), w.By, w.Scope, w.Attested))
	}
	return all
}
