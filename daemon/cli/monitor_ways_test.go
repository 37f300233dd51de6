package cli_test

import (
	"time"

	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/verb"
)

func inOslo(after time.Duration) string {
	return hours.InOslo(time.Now().Add(after)).Format(notice.Layout)
}

// told enters notices of monitoring to kari that count for nothing: not acknowledged, to come, withdrawn; and people
// who may listen with a host alone, or not at all. The daemon runs.
func (s *sellers) told() {
	s.must(0, "client", "add", s.write("other.yaml", "clients:\n  - {id: skog, name: Skog AS, spoken: Skog, "+
		"orgno: \"999 999 998\", phone: 22 00 00 03, visible: [\"+4722000003\"]}\n"))
	s.must(0, "person", "add", "siri", "--name", "Siri Eksempel", "--login", "daemon", "--roles", "client",
		"--client", "fjellvann")
	s.must(0, "person", "add", "tor", "--name", "Tor Eksempel", "--login", "bin", "--roles", "client",
		"--client", "skog")
	s.must(0, "person", "add", "nina", "--name", "Nina Eksempel", "--login", "sys", "--roles", "auditor")
	for _, n := range []struct {
		purpose notice.Purpose
		from    time.Duration
	}{{notice.Quality, 0}, {notice.ClientGrow, 2 * time.Hour}, {notice.Training, 0}} {
		s.must(0, "notice", "add", "--of", "monitoring", "--purpose", string(n.purpose), "--goal", "clear openings",
			"--themes", "handbook 4", "--plan", "a talk each week", "--agents", "kari", "--from", inOslo(n.from),
			"--until", inOslo(n.from+2*time.Hour))
	}
	s.must(0, "notice", "withdraw", "3", "--why", "another plan")
}

// unheard are wishes to listen that are refused (8.1, 8.3, 5 e).
func unheard() (all []try) {
	add := func(r notice.Reason, what string, change func(*verb.MonitorWish)) {
		in := verb.MonitorWish{Agent: "kari", Phone: "PJSIP/leader", Purpose: "quality", Until: inOslo(time.Hour)}
		change(&in)
		args := []string{
			"monitor", "start", in.Agent, "--phone", in.Phone, "--purpose", in.Purpose, "--until", in.Until,
			"--listener", in.Listener, "--host", in.Host, "--host-phone", in.HostPhone, "--campaign", in.Campaign,
		}
		all = append(all, try{string(r), what, args, ask(verb.StartMonitor, in), ""})
	}
	client := func(in *verb.MonitorWish, who string) {
		in.Listener, in.Purpose = who, "client_service_check"
		in.Campaign = "fjellvann-service"
	}
	add(notice.NotGiven, "listened to without notice",
		func(w *verb.MonitorWish) { w.Purpose = "client_service_check" })
	add(notice.NotAcked, "listened to unacknowledged", func(*verb.MonitorWish) {})
	add(notice.NotInForce, "listened to before the time",
		func(w *verb.MonitorWish) { w.Purpose = "client_development" })
	add(notice.Withdrawn, "listened to, withdrawn", func(w *verb.MonitorWish) { w.Purpose = "training" })
	add(notice.NoEnd, "listened to without an end", func(w *verb.MonitorWish) { w.Until = "soon" })
	add(notice.Untrained, "listened to, untaught", func(w *verb.MonitorWish) { w.Agent = "per" })
	add(notice.NotTheirs, "an auditor listens", func(w *verb.MonitorWish) { w.Listener = "nina" })
	add(notice.NotOwn, "another's client listens", func(w *verb.MonitorWish) { client(w, "tor") })
	add(notice.NotForClient, "a client for quality", func(w *verb.MonitorWish) {
		client(w, "siri")
		w.Purpose = "quality"
	})
	add(notice.NoHost, "a client without a host", func(w *verb.MonitorWish) { client(w, "siri") })
	return all
}
