package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/ringevett/ringevett/daemon/verb"
)

// subjectText tells what is held on a number, for people; files is how many sounds were written.
func subjectText(w io.Writer, s verb.Subject, files int) {
	if len(s.Tables) == 0 {
		fmt.Fprintln(w, "the journal, the book and the recordings hold nothing on this number")
	}
	for _, f := range s.Facts {
		fmt.Fprintln(w, factLine(f))
	}
	subjectRows(w, s)
	for _, r := range s.Registers {
		fmt.Fprintln(w, words("register "+r.Register+": "+r.Answer, r.How))
	}
	printAbandoned(w, s.Abandoned)
	if len(s.Recordings) > 0 {
		recordingTable(w, s.Recordings)
	}
	for _, in := range s.Inquiries {
		inquiryText(w, in)
	}
	for _, e := range s.Wishes {
		fmt.Fprintln(w, words("asked to be erased "+oslo(e.At), e.Why, e.Verdict))
	}
	var tables []string
	for _, t := range s.Tables {
		tables = append(tables, fmt.Sprintf("%s %d", t.Table, t.Rows))
	}
	if len(tables) > 0 {
		fmt.Fprintln(w, "held in the tables (with rows):", strings.Join(tables, ", "))
	}
	if files > 0 {
		fmt.Fprintf(w, "%d sounds written\n", files)
	}
}

// subjectRows tells of the book's rows.
func subjectRows(w io.Writer, s verb.Subject) {
	for _, l := range s.Leads {
		became := strings.TrimSpace(l.State + " " + l.Code)
		fmt.Fprintln(w,
			words("lead in campaign "+l.Campaign+", list "+l.Source+": "+became, l.Name, l.Birth, l.Address, l.Ref))
		evidence(w, l.Evidence)
	}
	for _, p := range s.Household {
		fmt.Fprintln(w, words("another person on the number", p.Name, p.Birth, p.Address))
	}
	for _, m := range s.Marks {
		fmt.Fprintln(w, words(strings.TrimSpace("mark "+m.Kind+" "+m.Of), oslo(m.At), m.Detail))
	}
	for _, e := range s.Entries {
		fmt.Fprintln(w,
			words(fmt.Sprintf("register %s: %s %s by %s", e.Register, e.Op, oslo(e.At), e.By), e.Source, e.Reason))
	}
	for _, e := range s.Evidence {
		fmt.Fprintf(w, "calls until %s in campaign %s for %s, list %s, rested on\n", oslo(e.Called), e.Campaign,
			e.Client, e.Source)
		evidence(w, e.Evidence)
	}
}

func evidence(w io.Writer, all []string) {
	for _, e := range all {
		fmt.Fprintln(w, "  evidence:", e)
	}
}

// words joins what is there by semicolons.
func words(parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, "; ")
}
