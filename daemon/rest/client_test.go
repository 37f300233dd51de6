package rest_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// A client reads what is of its own campaigns, and neither who takes the calls nor who is rung.
func TestAClientReadsItsOwnCampaignsAlone(t *testing.T) {
	people := oneOfEach()
	own := people[slices.IndexFunc(people, func(p dialer.User) bool { return p.Has(dialer.ClientRole) })]
	other := own
	other.ID, other.Client, other.Login.ID = "other", "acme", own.Login.ID+100
	house := newServed(append(people, other))
	for _, tt := range []struct {
		path, query string
		own, other  bool
	}{
		{"/figures", "campaign=autumn", true, false},
		{"/figures", "campaign=winter", false, false},
		{"/figures", "", false, false},
		{"/campaigns/autumn/lists", "", true, false},
		{"/campaigns/autumn/leads", "", true, false},
		{"/campaigns/winter/leads", "", false, false},
		{"/campaigns", "", true, true},
		{"/status", "", true, true},
		{"/agents", "", false, false},
		{"/journal/facts", "campaign=autumn", false, false},
		{"/registers/export", "register=client/fjellvann", false, false},
	} {
		for who, want := range map[*dialer.User]bool{&own: tt.own, &other: tt.other} {
			o := operation{method: http.MethodGet, path: tt.path, query: tt.query}
			w, _ := house.ask(t, o, who.Login.ID)
			if (w.Code == http.StatusOK) != want {
				t.Errorf("%s?%s asked for %s: got %d %s, want allowed %v", tt.path, tt.query, who.Client, w.Code,
					w.Body, want)
			}
			if strings.Contains(w.Body.String(), "kari") {
				t.Errorf("%s names an agent: %s", tt.path, w.Body)
			}
		}
	}
	w, _ := house.ask(t, operation{method: http.MethodGet, path: "/status"}, own.Login.ID)
	var s verb.Status
	if err := json.Unmarshal(w.Body.Bytes(), &s); err != nil || len(s.Campaigns) != 1 ||
		len(s.Agents)+len(s.Calls)+len(s.Callers) > 0 {
		t.Errorf("status: %v, %+v", err, s)
	}
	w, _ = house.ask(t, operation{method: http.MethodGet, path: "/campaigns"}, other.Login.ID)
	if strings.TrimSpace(w.Body.String()) != "[]" {
		t.Errorf("another client's campaigns: %s", w.Body)
	}
}
