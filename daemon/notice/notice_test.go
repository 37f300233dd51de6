package notice_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/notice"
)

var book = notice.Book{Agents: []dialer.AgentID{"kari", "ola"}, Clients: []dialer.ClientID{"fjellvann"}}

func at(d, h, m int) time.Time { return time.Date(2026, 11, d, h, m, 0, 0, hours.Oslo()) }

// draft is a notice of recording with nothing wrong.
func draft() notice.Draft {
	return notice.Draft{
		Kind: "recording", Purpose: "quality", Goal: "tydelige åpninger", Themes: "håndboken kapittel 4",
		Plan: "samtale med leder hver uke", Agents: []string{"kari"}, From: "2026-11-23 09:00", To: "2026-11-27 16:00",
		Hours: "09:00-16:00",
	}
}

// listening is a notice of monitoring with nothing wrong.
func listening() notice.Draft {
	d := draft()
	d.Kind, d.From, d.To, d.Hours = "monitoring", "2026-11-23 12:00", "2026-11-23 14:00", ""
	return d
}

// Each thing that a notice must say, and its twin that is refused.
func TestWhatANoticeMustSay(t *testing.T) {
	tested := map[notice.Reason]bool{}
	for name, c := range map[string]struct {
		of     func() notice.Draft
		change func(d *notice.Draft)
		want   notice.Reason // "": taken
	}{
		"+ recording":         {draft, func(*notice.Draft) {}, ""},
		"+ monitoring":        {listening, func(*notice.Draft) {}, ""},
		"+ from now on":       {draft, func(d *notice.Draft) { d.From = "" }, ""},
		"+ everybody":         {draft, func(d *notice.Draft) { d.Agents = []string{notice.All} }, ""},
		"+ the whole day":     {draft, func(d *notice.Draft) { d.Hours = "" }, ""},
		"+ 14 days":           {draft, func(d *notice.Draft) { d.To = "2026-12-07 09:00" }, ""},
		"- 14 days and 1 min": {draft, func(d *notice.Draft) { d.To = "2026-12-07 09:01" }, notice.TooLong},
		"+ 4 hours":           {listening, func(d *notice.Draft) { d.To = "2026-11-23 16:00" }, ""},
		"- 4 hours and 1 min": {listening, func(d *notice.Draft) { d.To = "2026-11-23 16:01" }, notice.TooLong},
		"- no kind":           {draft, func(d *notice.Draft) { d.Kind = "" }, notice.WrongKind},
		"- of spying":         {draft, func(d *notice.Draft) { d.Kind = "spying" }, notice.WrongKind},
		"- no goal":           {draft, func(d *notice.Draft) { d.Goal = " " }, notice.NoGoal},
		"- no themes":         {draft, func(d *notice.Draft) { d.Themes = "" }, notice.NoThemes},
		"- no plan":           {draft, func(d *notice.Draft) { d.Plan = "" }, notice.NoPlan},
		"- no agents":         {draft, func(d *notice.Draft) { d.Agents = nil }, notice.NoAgents},
		"- an unknown agent":  {draft, func(d *notice.Draft) { d.Agents = []string{"per"} }, notice.NoAgents},
		"- no purpose":        {draft, func(d *notice.Draft) { d.Purpose = "" }, notice.NoPurpose},
		"- another purpose":   {draft, func(d *notice.Draft) { d.Purpose = "control" }, notice.NoPurpose},
		"- no end":            {draft, func(d *notice.Draft) { d.To = "" }, notice.NoTime},
		"- no day":            {draft, func(d *notice.Draft) { d.From = "soon" }, notice.NoTime},
		"- ends first":        {draft, func(d *notice.Draft) { d.From = "2026-11-28 09:00" }, notice.NoTime},
		"- over already": {draft, func(d *notice.Draft) {
			d.From, d.To = "2026-11-01 09:00", "2026-11-02 09:00"
		}, notice.Past},
		"- hours turned round": {draft, func(d *notice.Draft) { d.Hours = "16:00-09:00" }, notice.BadHours},
		"- one hour":           {draft, func(d *notice.Draft) { d.Hours = "9" }, notice.BadHours},
		"+ 160 letters":        {draft, func(d *notice.Draft) { d.Goal = strings.Repeat("å", 160) }, ""},
		"- 161 letters":        {draft, func(d *notice.Draft) { d.Goal = strings.Repeat("å", 161) }, notice.Lengthy},
		"+ client checks": {listening, func(d *notice.Draft) {
			d.Client, d.Purpose = "fjellvann", "client_service_check"
		}, ""},
		"+ client develops": {listening, func(d *notice.Draft) {
			d.Client, d.Purpose = "fjellvann", "client_development"
		}, ""},
		"- client trains": {listening, func(d *notice.Draft) {
			d.Client, d.Purpose = "fjellvann", "training"
		}, notice.ForClient},
		"- client records": {draft, func(d *notice.Draft) {
			d.Client, d.Purpose = "fjellvann", "client_development"
		}, notice.ForClient},
		"- unknown client": {listening, func(d *notice.Draft) {
			d.Client, d.Purpose = "skog", "client_development"
		}, notice.ForClient},
	} {
		d := c.of()
		c.change(&d)
		n, err := d.Read(at(23, 8, 0), book, "quality", "cli:per")
		tested[c.want] = true
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: refused: %v", name, err)
		case c.want == "" && (n.By != "cli:per" || len(n.Agents) == 0):
			t.Errorf("%s: got %+v", name, n)
		case c.want != "" && !refusedFor(err, c.want):
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	for _, c := range notice.Clauses() {
		others := append(ofSessions(), notice.NotGiven, notice.NotHeard, notice.NotAcked, notice.NotInForce,
			notice.Withdrawn)
		if r := c.Reason; !tested[r] && !slices.Contains(others, r) {
			t.Errorf("no row tests %s", r)
		}
	}
}

// refusedFor reports whether an error is the one refusal, and says its clause.
func refusedFor(err error, want notice.Reason) bool {
	var r notice.Refused
	return errors.As(err, &r) && r.Reason == want && errors.Is(err, dialer.ErrRefused) &&
		strings.HasPrefix(err.Error(), string(want)+": ") &&
		(strings.Contains(err.Error(), "(8.") || strings.Contains(err.Error(), "(5 e)"))
}

func TestAllFaultsAtOnce(t *testing.T) {
	_, err := notice.Draft{}.Read(at(23, 8, 0), book, "quality", "cli:per")
	for _, want := range []notice.Reason{
		notice.WrongKind, notice.NoPurpose, notice.NoGoal, notice.NoThemes, notice.NoPlan, notice.NoAgents, notice.NoTime,
	} {
		if err == nil || !strings.Contains(err.Error(), string(want)) {
			t.Errorf("want %s in %v", want, err)
		}
	}
}

// given is a ledger with one notice of recording and one of monitoring, both acknowledged by kari at 8:30 and not by
// ola.
func given(t *testing.T) notice.Ledger {
	l := notice.Ledger{Acks: map[notice.Ack]time.Time{}}
	for i, d := range []notice.Draft{draft(), listening()} {
		d.Agents = []string{"kari", "ola"}
		n, err := d.Read(at(23, 8, 0), book, "quality", "cli:per")
		if err != nil {
			t.Fatal(err)
		}
		n.ID = dialer.NoticeID(i + 1)
		l.Notices = append(l.Notices, n)
		l.Acks[notice.Ack{Notice: n.ID, Agent: "kari"}] = at(23, 8, 30)
	}
	return l
}

func TestANoticeCountsAfterTheAgentsOwnWordWithinItsTimes(t *testing.T) {
	withdrawn := given(t)
	withdrawn.Notices[0].Ended = at(24, 10, 0)
	recorded := func(l notice.Ledger, a dialer.AgentID) func(time.Time) error {
		return func(now time.Time) error { _, err := l.Recorded(now, a, "quality"); return err }
	}
	monitored := func(a dialer.AgentID, why notice.Purpose) func(time.Time) error {
		return func(now time.Time) error { _, err := given(t).Monitored(now, a, why); return err }
	}
	for _, c := range []struct {
		name string
		ask  func(now time.Time) error
		at   time.Time
		want notice.Reason
	}{
		{"the first minute", recorded(given(t), "kari"), at(23, 9, 0), ""},
		{"the minute before", recorded(given(t), "kari"), at(23, 8, 59), notice.NotInForce},
		{"the last minute of a day", recorded(given(t), "kari"), at(24, 15, 59), ""},
		{"the end of its hours", recorded(given(t), "kari"), at(24, 16, 0), notice.NotInForce},
		{"the last minute", recorded(given(t), "kari"), at(27, 15, 59), ""},
		{"its end", recorded(given(t), "kari"), at(28, 9, 0), notice.NotInForce},
		{"an agent who keyed nothing", recorded(given(t), "ola"), at(23, 10, 0), notice.NotAcked},
		{"an agent that it does not name", recorded(given(t), "per"), at(23, 10, 0), notice.NotGiven},
		{"before the agent's word", recorded(given(t), "kari"), at(23, 8, 29), notice.NotInForce},
		{"no ledger", recorded(notice.Ledger{}, "kari"), at(23, 10, 0), notice.NotGiven},
		{"withdrawn", recorded(withdrawn, "kari"), at(24, 10, 0), notice.Withdrawn},
		{"monitored", monitored("kari", notice.Quality), at(23, 12, 0), ""},
		{"monitored at its end", monitored("kari", notice.Quality), at(23, 14, 0), notice.NotInForce},
		{"monitored for another purpose", monitored("kari", notice.Training), at(23, 12, 0), notice.NotGiven},
		{"monitored without a word", monitored("ola", notice.Quality), at(23, 12, 0), notice.NotAcked},
	} {
		err := c.ask(c.at)
		if c.want == "" && err != nil || c.want != "" && !refusedFor(err, c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
	if _, err := given(t).Recorded(at(23, 10, 0), "kari", "training"); !refusedFor(err, notice.NotGiven) {
		t.Errorf("recordings of another category: got %v", err)
	}
}

func TestWhatIsLeftToAcknowledge(t *testing.T) {
	l := given(t)
	l.Notices[1].Ended = at(23, 9, 0)
	for _, c := range []struct {
		name string
		who  dialer.AgentID
		at   time.Time
		want int
	}{
		{"nothing is left", "kari", at(23, 8, 0), 0},
		{"one, the other is withdrawn", "ola", at(23, 8, 0), 1},
		{"before its first hour", "ola", at(20, 8, 0), 1},
		{"it is over", "ola", at(27, 16, 0), 0},
		{"it does not name the agent", "per", at(23, 8, 0), 0},
	} {
		if got := len(l.Unacked(c.at, c.who)); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

// What time alone changes comes at the instants that Next names.
func TestNextNamesEveryInstantOfChange(t *testing.T) {
	l, now, changes := given(t), at(22, 0, 0), 0
	may := func(now time.Time) [2]bool {
		_, err1 := l.Recorded(now, "kari", "quality")
		_, err2 := l.Monitored(now, "kari", notice.Quality)
		return [2]bool{err1 == nil, err2 == nil}
	}
	next := l.Next(now)
	for was := may(now); now.Before(at(29, 0, 0)); now = now.Add(time.Minute) {
		if is := may(now); is != was {
			if changes++; !now.Equal(next) {
				t.Errorf("at %v it changes, Next said %v", now, next)
			}
			was = is
		}
		if !now.Before(next) {
			next = l.Next(now)
		}
	}
	if changes != 12 || !next.IsZero() {
		t.Errorf("got %d changes and %v after the end, want 12 and none", changes, next)
	}
}
