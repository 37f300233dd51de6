package check

import (
	"context"
	"strings"

	"github.com/ringevett/ringevett/daemon/probe"
	"github.com/ringevett/ringevett/daemon/verb"
)

// lookTraining names everybody who lacks an item. That is no reason to stop: who may not take calls is turned away at
// the log-in.
func lookTraining(ctx context.Context, s *scene, r *probe.Report) {
	all, err := s.house.Trained(ctx)
	if err != nil {
		r.Judge(probe.Fail, err, "")
		return
	}
	for _, one := range all {
		if missing := missingItems(one); len(missing) > 0 {
			r.About(one.Kind + " " + one.ID)
			r.Warn("lacks %s%s", strings.Join(missing, ", "), consequence(s, one))
		}
	}
	r.Clean("%d people, no one lacks an item", len(all))
	if !s.cfg.Training.Require {
		r.About("training")
		r.Warn("training.require is off: agents log in without")
	}
}

func missingItems(one verb.Trained) (list []string) {
	for _, i := range one.Items {
		if !i.OK {
			list = append(list, strings.TrimSpace(i.Item+" "+i.Campaign)+" ("+i.Why+")")
		}
	}
	return list
}

func consequence(s *scene, one verb.Trained) string {
	if one.Kind == "agent" && !one.Ready && s.cfg.Training.Require {
		return ": cannot log in"
	}
	return ""
}
