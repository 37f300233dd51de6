package telephony_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/ringevett/ringevett/ari/aritest"
	"github.com/ringevett/ringevett/daemon/display"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/telephony"
)

const (
	sendsPAI = "PJSIP_ENDPOINT(anna,send_pai)"
	allows   = "PJSIP_HEADER(read,Allow)"
	answers  = "PJSIP_RESPONSE_HEADER(read,Allow)" // of a phone that we rang
)

// onScreen gives a leg of endpoint PJSIP/anna, on a PBX that shows calls by the way, and the variables that it has.
func onScreen(t *testing.T, by display.By, endpoint string, variables map[string]string, do func(f *floor)) {
	synctest.Test(t, func(t *testing.T) {
		ast := aritest.New()
		defer ast.Close()
		f := newInstance(t, ast, func(s *telephony.Settings) { s.Display, s.LoginCode, s.Language = by, "*50", "nb" })
		defer f.pbx.Close()
		line := ast.Incoming("ringevett", aritest.Incoming{ID: "leg1", Endpoint: endpoint, Args: []string{"login"}})
		f.must(f.pbx.Seat(t.Context(), "leg1", engine.SeatOpen))
		for name, value := range variables {
			line.Set(name, value)
		}
		synctest.Wait()
		do(f)
	})
}

// displayed are the requests about the display, in short.
func (f *floor) displayed() (all []string) {
	for _, r := range f.ast.Requests() {
		switch name := r.Query["variable"]; {
		case r.Method == "POST" && strings.HasPrefix(name, "CONNECTEDLINE"):
			all = append(all, strings.TrimPrefix(name, "CONNECTEDLINE")+" "+r.Query["value"])
		case strings.HasSuffix(r.Path, "/sendMessage"):
			all = append(all, strings.TrimPrefix(r.Path, "endpoints/")+" "+r.Query["from"]+": "+r.Query["body"])
		case r.Method == "GET" && strings.HasPrefix(name, "PJSIP_"):
			all = append(all, "ask "+name)
		}
	}
	return all
}

func TestAHandsetIsShownTheCallByTheWayThatItTakes(t *testing.T) {
	const (
		askPAI, askRPID, askAllow = "ask " + sendsPAI, "ask PJSIP_ENDPOINT(anna,send_rpid)", "ask " + allows
		askAnswer                 = "ask " + answers

		number, name = "(num,i) *50", "(name) Bø Kraft / Åse"
		text         = "PJSIP/anna/sendMessage ringevett: Bø Kraft / Åse"
		noPAI        = "anna has neither send_pai=yes nor send_rpid=yes in pjsip.conf"
		noMessage    = "the phone does not say that it takes SIP MESSAGE"
	)
	for _, c := range []struct {
		name      string
		by        display.By
		endpoint  string
		variables map[string]string
		want      []string
		why       string
	}{
		{"off", display.ByNone, "PJSIP/anna", map[string]string{sendsPAI: "true", allows: "INVITE, MESSAGE"}, nil, ""},
		{"connected line", display.ByLine, "PJSIP/anna", map[string]string{sendsPAI: "true"},
			[]string{askPAI, askRPID, number, name}, ""},
		{"the endpoint sends none", display.ByLine, "PJSIP/anna", map[string]string{sendsPAI: "false"},
			[]string{askPAI, askRPID}, noPAI},
		{"message", display.ByText, "PJSIP/anna", map[string]string{allows: "INVITE, ACK, MESSAGE"},
			[]string{askAllow, text}, ""},
		{"the phone takes none", display.ByText, "PJSIP/anna", map[string]string{allows: "INVITE, ACK, UPDATE"},
			[]string{askAllow}, noMessage},
		{"message, to a phone that we rang", display.ByText, "PJSIP/anna", map[string]string{answers: "MESSAGE"},
			[]string{askAllow, askAnswer, text}, ""},
		{"both", display.ByBoth, "PJSIP/anna", map[string]string{sendsPAI: "true", allows: "MESSAGE"},
			[]string{askPAI, askRPID, askAllow, number, name, text}, ""},
		{"both, and the phone takes one", display.ByBoth, "PJSIP/anna", map[string]string{allows: "MESSAGE"},
			[]string{askPAI, askRPID, askAllow, text}, ""},
		{"both, and it takes none", display.ByBoth, "PJSIP/anna", nil,
			[]string{askPAI, askRPID, askAllow, askAnswer}, noPAI + "; " + noMessage},
		{"no SIP phone", display.ByBoth, "DAHDI/1", nil, nil, "DAHDI/1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			onScreen(t, c.by, c.endpoint, c.variables, func(f *floor) {
				err := f.pbx.Show(f.t.Context(), "leg1", display.Card{Client: "Bø Kraft", Person: "Åse"})
				if c.why == "" && err != nil || c.why != "" && (err == nil || !strings.Contains(err.Error(), c.why)) {
					t.Errorf("got %v, want %q", err, c.why)
				}
				if got := f.displayed(); !slices.Equal(got, c.want) {
					t.Errorf("got %q, want %q", got, c.want)
				}
			})
		})
	}
}

// The phone is asked once, whatever it answered; a text goes out for a call, and between calls for another client.
func TestAHandsetIsAskedOnceALeg(t *testing.T) {
	onScreen(t, display.ByText, "PJSIP/anna", map[string]string{allows: "MESSAGE"}, func(f *floor) {
		for _, card := range []display.Card{
			{Next: true, Client: "Bø"}, {Client: "Bø", Person: "Åse"}, {Next: true, Client: "Bø"}, {},
			{Next: true, Client: "Skog"},
		} {
			f.must(f.pbx.Show(f.t.Context(), "leg1", card))
		}
		const to = "PJSIP/anna/sendMessage ringevett: "
		want := []string{"ask " + allows, to + "Neste / Bø", to + "Bø / Åse", to + "Neste / Skog"}
		if got := f.displayed(); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	onScreen(t, display.ByLine, "PJSIP/anna", nil, func(f *floor) {
		for range 3 {
			if err := f.pbx.Show(f.t.Context(), "leg1", display.Card{Client: "Bø"}); err == nil {
				t.Error("an endpoint that sends nothing shows something")
			}
		}
		if got := f.displayed(); len(got) != 2 {
			t.Errorf("asked %q, want send_pai and send_rpid once", got)
		}
	})
}

// A name from a list is part of a SIP header: what Asterisk is given cannot end it.
func TestADisplayCarriesNoHeader(t *testing.T) {
	card := display.Card{Client: "Bø\r\nX-Evil: 1", Person: `"<sip:x@y>` + "\x00"}
	onScreen(t, display.ByBoth, "PJSIP/anna", map[string]string{sendsPAI: "yes", allows: "MESSAGE"}, func(f *floor) {
		f.must(f.pbx.Show(f.t.Context(), "leg1", card))
		for _, sent := range f.displayed()[3:] {
			if strings.ContainsAny(sent, "\r\n\x00\"<>") {
				t.Errorf("%q was sent", sent)
			}
		}
	})
}

// A leg that is over is no fault; a PBX that refuses is one.
func TestADisplayThatThePBXRefuses(t *testing.T) {
	onScreen(t, display.ByBoth, "PJSIP/anna", map[string]string{sendsPAI: "yes", allows: "MESSAGE"}, func(f *floor) {
		f.ast.Fail("POST", "channels/leg1/variable", 500)
		f.ast.Fail("PUT", "endpoints/PJSIP/anna/sendMessage", 404)
		err := f.pbx.Show(f.t.Context(), "leg1", display.Card{Client: "Bø"})
		for _, want := range []string{"set the connected line", "send a text to the phone"} {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %q", err, want)
			}
		}
		f.must(f.pbx.Show(f.t.Context(), "leg9", display.Card{Client: "Bø"}))
	})
}
