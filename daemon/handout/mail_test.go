package handout_test

import (
	"bytes"
	"crypto/x509"
	"net"
	"net/http/httptest"
	"net/mail"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"github.com/ringevett/ringevett/daemon/handout"
	"github.com/ringevett/ringevett/test/mailbox"
)

func written() handout.Letter {
	return handout.Letter{
		ID: "sale-7-abc", To: "kari@example.no", Subject: "Tilbud på strøm", Text: "Du er ikke bundet før …\n",
		HTML: "<p>Du er ikke bundet</p>", PDF: []byte("%PDF-1.3 …"), Name: "offer.pdf",
	}
}

// TestALetterIsHandedOver whole, and under the same id each time.
func TestALetterIsHandedOver(t *testing.T) {
	var r mailbox.Relay
	out := handout.Relay{Address: r.Serve(t, nil), Near: true, From: "tilbud@example.no"}
	for range 2 {
		if err := out.Send(t.Context(), written(), at); err != nil {
			t.Fatal(err)
		}
	}
	if len(r.Letters()) != 2 || r.Letters()[0].From != "tilbud@example.no" || r.Letters()[0].To != "kari@example.no" {
		t.Fatalf("got %+v", r.Letters())
	}
	for _, l := range r.Letters() {
		m, err := mail.ReadMessage(bytes.NewReader(l.Text))
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Header.Get("Message-ID"); got != "<sale-7-abc@example.no>" {
			t.Errorf("its id is %q", got)
		}
		for _, want := range []string{
			"multipart/mixed", "text/plain", "text/html", "application/pdf", "offer.pdf",
			"=?UTF-8?q?Tilbud_p=C3=A5_str=C3=B8m?=",
		} {
			if !strings.Contains(string(l.Text), want) {
				t.Errorf("%s is missing in\n%s", want, l.Text)
			}
		}
	}
}

// TestALetterThatIsNotAcceptedIsNotSent: whatever goes wrong, it is an error, and no error has the recipient.
func TestALetterThatIsNotAcceptedIsNotSent(t *testing.T) {
	busy := &mailbox.Relay{Refuse: &smtp.SMTPError{Code: 451, Message: "later"}}
	spam := &mailbox.Relay{Refuse: &smtp.SMTPError{Code: 554, Message: "kari@example.no does not want it"}}
	unknown, plain := &mailbox.Relay{Unknown: true}, &mailbox.Relay{}
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone.Close()
	for name, out := range map[string]handout.Relay{
		"not now": {Address: busy.Serve(t, nil), Near: true}, "refused": {Address: spam.Serve(t, nil), Near: true},
		"no such mailbox":           {Address: unknown.Serve(t, nil), Near: true},
		"no relay":                  {Address: gone.Addr().String(), Near: true},
		"no TLS on another machine": {Address: plain.Serve(t, nil)},
	} {
		t.Run(name, func(t *testing.T) {
			out.From = "tilbud@example.no"
			if err := out.Send(t.Context(), written(), at); err == nil || strings.Contains(err.Error(), "kari") {
				t.Errorf("got %v", err)
			}
		})
	}
	bad := written()
	bad.To = "kari"
	none := handout.Relay{Address: gone.Addr().String(), From: "a@example.no"}
	if err := none.Send(t.Context(), bad, at); err == nil || !strings.Contains(err.Error(), "no e-mail address") {
		t.Errorf("a recipient that is none: %v", err)
	}
	if n := len(busy.Letters()) + len(spam.Letters()) + len(unknown.Letters()) + len(plain.Letters()); n > 0 {
		t.Errorf("%d letters were taken", n)
	}
}

// TestARelayElsewhereMustProveItself: its certificate leads to an authority that is trusted, or nothing is sent.
func TestARelayElsewhereMustProveItself(t *testing.T) {
	web := httptest.NewTLSServer(nil) // for its certificate, of 127.0.0.1
	defer web.Close()
	var r mailbox.Relay
	out := handout.Relay{Address: r.Serve(t, web.TLS), From: "tilbud@example.no"}
	if err := out.Send(t.Context(), written(), at); err == nil {
		t.Error("a relay that nothing vouches for was believed")
	}
	out.Roots = x509.NewCertPool()
	out.Roots.AddCert(web.Certificate())
	if err := out.Send(t.Context(), written(), at); err != nil || len(r.Letters()) != 1 {
		t.Errorf("got %v, %d letters", err, len(r.Letters()))
	}
}
