package check

import (
	"context"
	"strings"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/probe"
)

// registerProbes look at what says who must not be rung.
func registerProbes() []probing {
	return []probing{
		{Name: "redis", Proves: "the shared Redis answers in time, never evicts keys, and lets this daemon write",
			Do: "correct redis.* in the configuration, or the Redis: version 7, maxmemory-policy noeviction, " +
				"~ringevett:* +@all for the user",
			Look: lookRedis},
		{Name: "registers", Proves: "each register answers, and is as fresh as campaigns need it (mfl. § 13 a)",
			Do: "ringevett register import national FILE", Look: withBook(lookRegisters)},
	}
}

// slowRound is the share of a check's patience from which on a question is slow.
const slowRound = 4

func lookRedis(ctx context.Context, s *scene, r *probe.Report) {
	if s.cfg.Registers.Backend != config.InRedis {
		r.OK("not used: registers.backend is %s", s.cfg.Registers.Backend)
		return
	}
	if s.closed != nil {
		return
	}
	h, err := s.house.Redis(ctx)
	if err != nil {
		r.Fail("%s: %v: nothing is dialed", strings.Join(s.cfg.Redis.Addresses, ", "), err)
		return
	}
	if len(h.Lacks) > 0 {
		r.Fail("the user %q may not run: %s", s.cfg.Redis.User, strings.Join(h.Lacks, "; "))
	}
	if h.Round*slowRound > h.Patience {
		r.Warn("a small question takes %v, and a whole check has %v: dials will be refused under load", h.Round,
			h.Patience)
	}
	r.Clean("version %s, %s, a small question takes %v", h.Version, h.Policy, h.Round)
}

func lookRegisters(ctx context.Context, s *scene, r *probe.Report) {
	if err := s.house.Ready(ctx); err != nil {
		r.Fail("they cannot be asked, so nothing is dialed: %v", err)
		return
	}
	all, err := s.house.Registers.RegisterList(ctx)
	if err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	needed, err := s.marketing(ctx)
	if err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	for _, x := range all {
		r.About("register " + x.Register)
		id := dialer.RegisterID(x.Register)
		switch national := id == dialer.National || id == dialer.NationalVoluntary; {
		case x.Why != "" && national && !needed:
			r.OK("%s; no campaign needs it", x.Why)
		case x.Why != "" && national:
			r.Fail("%s: no marketing call is dialed", x.Why)
		case national:
			r.OK("version %d of %s, %d numbers, good until %s",
				x.Version, hours.Text(x.LoadedAt), x.Numbers, hours.Text(x.FreshUntil))
		default:
			r.OK("kept here; %d added, %d removed, the newest change is %d", x.Added, x.Removed, x.Seq)
		}
	}
}

// marketing reports whether a campaign in use needs a national register.
func (s *scene) marketing(ctx context.Context) (bool, error) {
	all, err := s.house.Book.Campaigns(ctx)
	for _, c := range dialer.InUse(all) {
		if c.Kind.Marketing() {
			return true, err
		}
	}
	return false, err
}
