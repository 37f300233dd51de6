package notice_test

import (
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/notice"
)

// wish is one of the call centre's own to listen to kari, with nothing wrong at noon.
func wish() notice.Wish {
	return notice.Wish{
		Agent: "kari", Purpose: notice.Quality, Until: at(23, 13, 0), By: "person:per",
		Listener: notice.Listener{Name: "Per Eksempel", House: true, Phone: "PJSIP/leader"},
	}
}

// joint is a client's, with a host.
func joint() notice.Wish {
	w := wish()
	w.Purpose, w.Host = notice.ClientCheck, w.Listener
	w.Listener = notice.Listener{Name: "Siri Eksempel", Client: "fjellvann", Phone: "PJSIP/guest"}
	return w
}

// Each reason for which a wish to listen is refused, and its twin that is granted (8.1, 8.3, 5 e).
func TestWhoMayListen(t *testing.T) {
	tested := map[notice.Reason]bool{}
	for name, c := range map[string]struct {
		of     func() notice.Wish
		change func(w *notice.Wish)
		want   notice.Reason // "": granted
	}{
		"+ a supervisor":            {wish, func(*notice.Wish) {}, ""},
		"+ until the notice ends":   {wish, func(w *notice.Wish) { w.Until = at(23, 14, 0) }, ""},
		"- a minute longer":         {wish, func(w *notice.Wish) { w.Until = at(23, 14, 1) }, notice.NoEnd},
		"- until before now":        {wish, func(w *notice.Wish) { w.Until = at(23, 11, 0) }, notice.NoEnd},
		"- without an end":          {wish, func(w *notice.Wish) { w.Until = time.Time{} }, notice.NoEnd},
		"- a colleague":             {wish, func(w *notice.Wish) { w.Listener.House = false }, notice.NotTheirs},
		"- for another purpose":     {wish, func(w *notice.Wish) { w.Purpose = notice.Training }, notice.NotGiven},
		"- an agent who keyed none": {wish, func(w *notice.Wish) { w.Agent = "ola" }, notice.NotAcked},
		"- an agent never told":     {wish, func(w *notice.Wish) { w.Agent = "per" }, notice.NotGiven},
		"- an agent untaught":       {wish, func(w *notice.Wish) { w.By = "untaught" }, notice.Untrained},
		"+ a client with a host":    {joint, func(*notice.Wish) {}, ""},
		"+ on its own campaign":     {joint, func(w *notice.Wish) { w.Campaign, w.Client = "c1", "fjellvann" }, ""},
		"- on another's":            {joint, func(w *notice.Wish) { w.Campaign, w.Client = "c2", "skog" }, notice.NotOwn},
		"- a client alone":          {joint, func(w *notice.Wish) { w.Host = notice.Listener{} }, notice.NoHost},
		"- a host on no phone":      {joint, func(w *notice.Wish) { w.Host.Phone = "" }, notice.NoHost},
		"- a colleague as host":     {joint, func(w *notice.Wish) { w.Host.House = false }, notice.NoHost},
		"- its own host": {joint, func(w *notice.Wish) {
			w.Host.Name = w.Listener.Name
		}, notice.NoHost},
		"- a client as host":           {joint, func(w *notice.Wish) { w.Host.Client = "skog" }, notice.NoHost},
		"- a client trains":            {joint, func(w *notice.Wish) { w.Purpose = notice.Training }, notice.NotForClient},
		"- a client no notice let in":  {joint, func(w *notice.Wish) { w.Listener.Client = "skog" }, notice.NotGiven},
		"- a client, and no such goal": {joint, func(w *notice.Wish) { w.Purpose = notice.ClientGrow }, notice.NotGiven},
	} {
		w, lacks := c.of(), ""
		c.change(&w)
		if w.By == "untaught" {
			lacks = "routines"
		}
		n, err := joined(t).Allows(at(23, 12, 0), w, lacks)
		tested[c.want] = true
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: refused: %v", name, err)
		case c.want == "" && n.Purpose != w.Purpose:
			t.Errorf("%s: got %+v", name, n)
		case c.want != "" && !refusedFor(err, c.want):
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	for _, r := range ofSessions() {
		if !tested[r] {
			t.Errorf("no row tests %s", r)
		}
	}
}

// ofSessions are the reasons that refuse a session and no notice.
func ofSessions() []notice.Reason {
	return []notice.Reason{
		notice.NoEnd, notice.Untrained, notice.NotTheirs, notice.NotOwn, notice.NotForClient, notice.NoHost,
	}
}

// joined is the ledger of given, and a notice by which the client fjellvann may listen.
func joined(t *testing.T) notice.Ledger {
	l, d := given(t), listening()
	d.Purpose, d.Client = "client_service_check", "fjellvann"
	n, err := d.Read(at(23, 8, 0), book, "quality", "cli:per")
	if err != nil {
		t.Fatal(err)
	}
	n.ID = 3
	l.Acks[notice.Ack{Notice: 3, Agent: "kari"}] = at(23, 8, 30)
	l.Notices = append(l.Notices, n)
	return l
}

func TestWhichCallsAListenerHears(t *testing.T) {
	own, one := wish(), wish()
	one.Campaign = "c1"
	both := joint()
	for _, c := range []struct {
		name string
		w    notice.Wish
		of   dialer.ClientID
		in   dialer.CampaignID
		want bool
	}{
		{"the house, any call", own, "skog", "c2", true},
		{"the house, of one campaign", one, "fjellvann", "c1", true},
		{"the house, of another", one, "fjellvann", "c2", false},
		{"a client, its own", both, "fjellvann", "c2", true},
		{"a client, another's", both, "skog", "c1", false},
	} {
		if got := c.w.Hears(c.in, c.of); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}
