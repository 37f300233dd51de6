package cli_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"github.com/ringevett/ringevett/test/mailbox"
)

// TestAnOfferIsHandedOut by each way: to another system that says that it has sent it, and to a mail relay. It is sent
// only when the other side says so.
func TestAnOfferIsHandedOut(t *testing.T) {
	s := newSellers(t)
	events := make(chan string, 10)
	crm := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var e struct {
			Type    string
			Attempt int64
			Offer   *struct{ Text, HTML, PDF string }
		}
		text, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(text, &e); err != nil || r.Header.Get("webhook-signature") == "" {
			t.Errorf("got %q, %v", text, err)
		}
		if e.Offer != nil {
			if !strings.Contains(e.Offer.Text, s.offer.Total) || e.Offer.PDF == "" {
				t.Errorf("got %+v", e.Offer)
			}
			io.WriteString(w, `{"sent":{"channel":"letter","ref":"L 4"}}`)
		}
		events <- fmt.Sprintf("%s %d", e.Type, e.Attempt)
	}))
	defer crm.Close()
	relay := &mailbox.Relay{Refuse: &smtp.SMTPError{Code: 451, Message: "later"}}
	s.write("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
	s.write("ringevett.yaml.d/30-handout.yaml", fmt.Sprintf(`webhook: {url: %q, secret_file: %q, offer: true}
written_offer: {relay: %q, from: tilbud@example.no}
`, crm.URL, s.path("secret"), relay.Serve(t, nil)))
	s.serve()

	mail := []string{"sale", "mail", strconv.Itoa(passed), "--to", "kari@example.no"}
	wants(t, s.must(2, mail...), "does not accept it", "(451)")
	wants(t, s.must(0, "sale", "show", strconv.Itoa(passed)), "qa_passed")
	relay.Refuse = nil
	wants(t, s.must(0, mail...), "is offer_sent")
	wants(t, s.must(2, mail...), "SALE_STATE_SKIPPED")
	if all := relay.Letters(); len(all) != 1 || all[0].To != "kari@example.no" {
		t.Errorf("got %d letters: %+v", len(all), all)
	}
	s.must(0, "sale", "pass", strconv.Itoa(pending), "--by", "Ola Nordmann")
	for _, want := range []string{"sale.offer_sent 11", "sale.qa_passed 9", "sale.offer_sent 9"} {
		if got := <-events; got != want {
			t.Errorf("the other system got %s, want %s", got, want)
		}
	}
	wants(t, s.must(0, "sale", "show", strconv.Itoa(pending)), "offer_sent", "letter", "L 4")
	wants(t, s.must(0, "journal", "show", "--attempt", strconv.Itoa(pending)), "sale_offer_handed")
	if all := s.must(0, "journal", "show", "--attempt", strconv.Itoa(passed)); strings.Contains(all, "kari@example.no") {
		t.Errorf("the address is in the journal:\n%s", all)
	}
	wants(t, s.must(0, "webhook", "retry"), "0 events are tried again")
}
