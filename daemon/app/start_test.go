package app_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/test/offered"
)

func TestACampaignStartedAtNightWaitsForTheMorning(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.At(time.Date(2026, 11, 28, 23, 0, 0, 0, hours.Oslo())) // a Saturday
	got, err := h.SetRunning(t.Context(), campaign, true, "", "test")
	if err != nil || !got.Changed || !strings.Contains(got.Note, "2026-11-30 09:00:00") {
		t.Errorf("got %+v, %v; want it started, and waiting for Monday", got, err)
	}
	sale := strings.NewReplacer("id: "+campaign, "id: sale", "kind: service", "kind: sales", `visible: "+4722000001"`,
		`visible: "+4722000002"`).Replace(example(t, configs.ExampleCampaign)) + offered.YAML
	if _, err := h.AddCampaign(t.Context(), []byte(sale), "test"); err != nil {
		t.Fatal(err)
	}
	if _, err = h.SetRunning(t.Context(), "sale", true, "", "test"); !errors.Is(err, dialer.ErrRefused) ||
		!strings.Contains(err.Error(), "national register") {
		t.Errorf("a sale at night: got %v, want the refusal that the day would bring", err)
	}
}

func TestARunningCampaignIsPausedWhenItsMessageNoLongerFits(t *testing.T) {
	t.Parallel()
	h := open(t)
	if _, err := h.SetRunning(t.Context(), campaign, true, "", "test"); err != nil {
		t.Fatal(err)
	}
	renamed := strings.Replace(example(t, configs.ExampleClient), "spoken: Fjellvann Strøm", "spoken: Fjellvann Nett",
		1)
	if _, err := h.AddClients(t.Context(), []byte(renamed), "test"); err != nil {
		t.Fatal(err)
	}
	got, err := h.Campaigns(t.Context())
	if err != nil || got[0].Running {
		t.Errorf("running %v, %v; want it paused", got[0].Running, err)
	}
}

func TestTheClockIsShiftedForADemonstrationOnly(t *testing.T) {
	locked := httptest.NewServer(
		http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }),
	)
	t.Cleanup(locked.Close)
	here := telephony.Settings{URL: locked.URL + "/ari", User: "u", App: "a", RequestTimeout: time.Second}
	for _, tt := range []struct {
		name  string
		set   telephony.Settings
		token string
		want  string
	}{
		{"the PBX is another machine", telephony.Settings{URL: "https://pbx.example.no/ari"}, "word",
			"not on this machine"},
		{"no word in the environment", here, "", "RINGEVETT_DEMO_TOKEN"},
		{"the PBX does not say", here, "word", "demonstration"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("RINGEVETT_DEMO_TOKEN", tt.token)
			now, err := app.DemoClock(t.Context(), tuesday(10, 0, 0), tt.set)
			if err == nil || !strings.Contains(err.Error(), tt.want) || time.Until(now()).Abs() > time.Minute {
				t.Errorf("got %v, clock at %v; want a refusal with %q", err, now(), tt.want)
			}
		})
	}
	now, err := app.DemoClock(t.Context(), time.Time{}, here)
	if err != nil || time.Until(now()).Abs() > time.Minute || now().Location() != hours.Oslo() {
		t.Errorf("without a wish: got %v, %v; want the time in Oslo", now(), err)
	}
}
