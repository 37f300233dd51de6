package check

import (
	"context"
	"fmt"
	"syscall"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/probe"
)

// bookProbes look at the journal, the book and the time.
func bookProbes() []probing {
	return []probing{
		{Name: "journal", Proves: "the journal can be opened and is whole",
			Do: "see ringevett journal verify, and journal accept after a restore", Look: lookJournal},
		{Name: "campaigns", Proves: "each campaign could dial, within hours",
			Do: "ringevett campaign show, ringevett why", Look: withBook(lookCampaigns)},
		{Name: "people", Proves: "the people who use the program are entered, and nothing waits for a second person",
			Do: "ringevett person add; ringevett second list, ringevett subject erasures", Look: withBook(lookPeople)},
		{Name: "training", Proves: "agents and leaders have had their training (5)",
			Do: "ringevett training list, training add", Look: withBook(lookTraining)},
		{Name: "visible numbers", Proves: "each belongs to one client, so that callers hear about no other (4.4.2)",
			Do: "ringevett client add, with each number under one client", Look: withBook(lookVisible)},
		{Name: "phones", Proves: "no phone is locked for wrong PINs",
			Do: "ringevett agent unlock", Look: lookLocked},
		{Name: "codecs", Proves: "no call of the last week was refused for its codecs",
			Do:   "set allow= of the trunk's endpoint to what the operator takes: alaw in most of Europe",
			Look: withBook(lookCodecs)},
		{Name: "hours", Proves: "the hours in which persons may be called are known",
			Do: "", Look: lookHours},
		{Name: "desk", Proves: "callers hear who called them if an operator vouches for their number",
			Do: "", Look: lookDesk},
		{Name: "disk", Proves: "there is room for the journal",
			Do: "make room, or move data.dir to a larger disk", Look: lookSpace},
	}
}

// withBook looks only where the journal could be opened: that it could not is said once, of the journal.
func withBook(look func(context.Context, *scene, *probe.Report)) func(context.Context, *scene, *probe.Report) {
	return func(ctx context.Context, s *scene, r *probe.Report) {
		if s.closed == nil {
			look(ctx, s, r)
		}
	}
}

// lookJournal looks at the journal itself.
func lookJournal(ctx context.Context, s *scene, r *probe.Report) {
	if s.closed != nil {
		r.Judge(probe.Fail, s.closed, "")
		return
	}
	v, err := s.house.Verify(ctx)
	switch {
	case err != nil:
		r.Judge(probe.Fail, err, "")
	case !v.Whole:
		r.Fail("%s", v.Why)
	default:
		r.OK("%d entries, whole; head %.12s…", v.Entries, v.Head)
	}
}

// lookCampaigns looks at what each would need to start. What only waits for hours is no fault.
func lookCampaigns(ctx context.Context, s *scene, r *probe.Report) {
	all, err := s.house.Book.Campaigns(ctx)
	if err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	if all = dialer.InUse(all); len(all) == 0 {
		r.Warn("none yet: ringevett campaign add")
	}
	for _, c := range all {
		r.About("campaign " + string(c.ID))
		bad := probe.Warn
		if c.Running {
			bad = probe.Fail
		}
		_, err := s.house.Campaigns.MayStart(ctx, c)
		r.Judge(bad, err, "could dial, within hours")
		if err := s.house.Campaigns.MayPredict(c); err != nil {
			r.Warn("%v", err)
		}
	}
}

func lookHours(_ context.Context, s *scene, r *probe.Report) {
	w := s.cfg.HoursRules().At(s.now, s.cfg.RingTime())
	if w.Open {
		r.OK("open until %s", hours.Text(w.Until))
		return
	}
	r.OK("closed (%s); next at %s", w.Why, hours.Text(w.Next))
}

// Space on the journal's disk, in bytes: where the check warns, and where it fails. A daemon dials nothing with less
// than 16 MB.
const (
	spaceWarns = 1 << 30
	spaceFails = 100 << 20
)

// lookSpace looks at the disk under the journal: a full one stops dialing.
func lookSpace(_ context.Context, s *scene, r *probe.Report) {
	free, err := FreeSpace(s.cfg.Data.Dir)
	if err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	level := probe.OK
	switch {
	case free < spaceFails:
		level = probe.Fail
	case free < spaceWarns:
		level = probe.Warn
	}
	r.Say(level, "%d MB free under %s", free>>20, s.cfg.Data.Dir)
}

// FreeSpace is what is left for the daemon's user on a folder's disk, in bytes.
func FreeSpace(dir string) (uint64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("space under %s: %w", dir, err)
	}
	return s.Bavail * uint64(s.Bsize), nil
}

// codecDays is how far back refusals for codecs are looked for.
const codecDays = 7 * 24 * time.Hour

// notAcceptable is SIP's word for a call whose codecs the other side does not take.
const notAcceptable = 488

// lookCodecs counts the calls that the other side refused because it took none of our codecs.
func lookCodecs(ctx context.Context, s *scene, r *probe.Report) {
	n, last, err := s.house.Refused(ctx, s.now.Add(-codecDays), notAcceptable)
	switch {
	case err != nil:
		r.Judge(probe.Warn, err, "")
	case n > 0:
		r.Warn("%d calls were refused for their codecs (SIP 488), the last at %s", n, hours.Text(last))
	default:
		r.OK("none")
	}
}

// lookPeople warns of a book without people, which is no reason to stop: it may be older than they are.
func lookPeople(ctx context.Context, s *scene, r *probe.Report) {
	entered, waiting, err := s.house.People(ctx)
	if err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	if entered == 0 {
		r.Warn("no people are entered: who may use the socket may do everything")
	}
	if waiting > 0 {
		r.Warn("acts that wait for a second person: %d", waiting)
	}
	r.Clean("%d in the book", entered)
}
