package webhook_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/daemon/webhook"
	"github.com/ringevett/ringevett/test/offered"
)

var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// received is an event as the receiver got it.
type received struct {
	ID       string `json:"id"`
	Type     string `json:"type"`
	Attempt  int64  `json:"attempt"`
	Number   string `json:"number"`
	Outcome  string `json:"outcome"`
	Register string `json:"register"`
	Offer    *struct {
		Text string `json:"text"`
		PDF  []byte `json:"pdf"`
	} `json:"offer"`
}

// crm is a receiver, and the journal that it is told of.
type crm struct {
	t       *testing.T
	dir     string
	now     time.Time
	store   *sqlite.Store
	hook    *webhook.Hook
	s       webhook.Settings
	status  int    // it answers
	answer  string // and says
	got     []received
	bodies  []string
	log     bytes.Buffer
	killed  bool // before it is kept that the receiver took an event
	offer   error
	sent    []verb.SaleWriting
	refused error // of the receiver's word that it sent the offer
}

func newCRM(t *testing.T) *crm {
	t.Helper()
	c := &crm{t: t, dir: t.TempDir(), now: monday, status: http.StatusOK}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	c.s = webhook.Settings{
		URL: server.URL, Key: func() ([]byte, error) { return make([]byte, 24), nil },
		Kinds: webhook.Kinds([]string{webhook.Sales, webhook.Outcomes, webhook.Reservations}), GiveUp: time.Hour,
	}
	c.start(sqlite.Create)
	t.Cleanup(func() { c.store.Close() })
	if err := c.store.PutClient(t.Context(), dialer.Client{
		ID: "acme", Name: "Acme", OrgNo: "999999999", Visible: []dialer.Number{"+4722000001"},
	}, "test"); err != nil {
		t.Fatal(err)
	}
	c.step(false, "")
	return c
}

// start opens the journal, as a daemon does.
func (c *crm) start(open func(context.Context, sqlite.Options) (*sqlite.Store, error)) {
	c.t.Helper()
	var err error
	c.store, err = open(c.t.Context(), sqlite.Options{Dir: c.dir, Now: func() time.Time { return c.now }})
	if err != nil {
		c.t.Fatal(err)
	}
	log := logrus.New()
	log.SetOutput(&c.log)
	log.SetLevel(logrus.DebugLevel)
	c.hook = webhook.New(webhook.Ports{
		Store: mortal{c.store, c}, Now: func() time.Time { return c.now }, Log: logrus.NewEntry(log),
		Settings: func() webhook.Settings { return c.s }, Report: func(error) {},
		Offer: func(context.Context, dialer.AttemptID) (verb.WrittenOffer, error) {
			return verb.WrittenOffer{Text: "Tilbud", HTML: "<p>Tilbud</p>", PDF: []byte("%PDF")}, c.offer
		},
		Sent: func(_ context.Context, in verb.SaleWriting, by string) error {
			if by != dialer.Self {
				c.t.Errorf("by %q", by)
			}
			c.sent = append(c.sent, in)
			return c.refused
		},
	})
}

// mortal is a store of a daemon that may be killed just before it keeps what the receiver took.
type mortal struct {
	*sqlite.Store
	c *crm
}

var errKilled = errors.New("killed")

func (m mortal) Delivered(ctx context.Context, e sqlite.Event, facts ...dialer.Fact) error {
	if m.c.killed {
		return errKilled
	}
	return m.Store.Delivered(ctx, e, facts...)
}

func (c *crm) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(r.Body)
	var e received
	if err = errors.Join(err, json.Unmarshal(text, &e)); err != nil || e.ID != r.Header.Get("webhook-id") {
		c.t.Errorf("got %q, %v; the header has %q", text, err, r.Header.Get("webhook-id"))
	}
	c.got, c.bodies = append(c.got, e), append(c.bodies, string(text))
	w.WriteHeader(c.status)
	io.WriteString(w, c.answer)
}

// step sends one event; fault is in its error.
func (c *crm) step(more bool, fault string) {
	c.t.Helper()
	got, err := c.hook.Step(c.t.Context())
	if got != more || (err == nil) != (fault == "") || err != nil && !strings.Contains(err.Error(), fault) {
		c.t.Fatalf("got %v, %v; want %v, %q", got, err, more, fault)
	}
}

// all sends events until there is none.
func (c *crm) all() {
	c.t.Helper()
	for more := true; more; {
		var err error
		if more, err = c.hook.Step(c.t.Context()); err != nil {
			c.t.Fatal(err)
		}
	}
}

// write adds facts of an attempt to the journal, which has the attempt already or gets it.
func (c *crm) write(id dialer.AttemptID, facts ...dialer.Fact) {
	c.t.Helper()
	for i := range facts {
		facts[i].At, facts[i].Attempt, facts[i].Campaign, facts[i].Client = c.now, id, "wool", "acme"
	}
	if err := c.store.Write(c.t.Context(), sqlite.Batch{Facts: facts}); err != nil {
		c.t.Fatal(err)
	}
}

// call is one that ended with an outcome.
func (c *crm) call(id dialer.AttemptID, d dialer.Disposition) {
	c.t.Helper()
	c.write(id,
		dialer.Fact{Kind: dialer.FactBooked, Number: dialer.Number(fmt.Sprintf("+479000000%d", id)), Visible: "+4722000001"},
		dialer.Fact{Kind: dialer.FactAnswered}, dialer.Fact{Kind: dialer.FactBridged, Agent: "kari"},
		dialer.Fact{Kind: dialer.FactDisposed, Agent: "kari", Disposition: d},
		dialer.Fact{Kind: dialer.FactEnded, Outcome: dialer.Answered, Party: dialer.ByConsumer})
}

// passed is a call that became a sale, which was checked.
func (c *crm) passed(id dialer.AttemptID) {
	c.t.Helper()
	c.call(id, dialer.Sold)
	c.write(id, dialer.Fact{Kind: dialer.FactSold, Agent: "kari", Prompt: sale.Heard(offered.Offer())},
		dialer.Fact{Kind: dialer.FactSalePassed, Agent: "kari", By: "person:ola"})
}

func (c *crm) types() (all []string) {
	for _, e := range c.got {
		all = append(all, fmt.Sprintf("%s %d", e.Type, e.Attempt))
	}
	return all
}

func (c *crm) want(want ...string) {
	c.t.Helper()
	if got := c.types(); !slices.Equal(got, want) {
		c.t.Errorf("the receiver got %q, want %q", got, want)
	}
}

func (c *crm) undelivered() []sqlite.Undelivered {
	c.t.Helper()
	all, err := c.store.Undelivered(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	return all
}

// TestEventsComeOnceAndInOrder, those of the groups that were asked for, and nothing of them is in the log.
func TestEventsComeOnceAndInOrder(t *testing.T) {
	c := newCRM(t)
	c.call(1, dialer.Person)
	c.passed(2)
	c.write(1, dialer.Fact{Kind: dialer.FactReserved, Number: "+4790000001", Code: "own", By: "agent:kari"})
	c.all()
	c.want("call.outcome 1", "call.outcome 2", "sale.pending 2", "sale.qa_passed 2", "reservation.added 1")
	c.step(false, "")
	if c.got[0].Outcome != string(dialer.Person) || c.got[4].Register != "own" {
		t.Errorf("got %+v", c.got)
	}
	if text := c.log.String() + strings.Join(c.bodies, ""); strings.Contains(text, "9000000") {
		t.Errorf("a number is in\n%s", text)
	}
	c.s.Numbers, c.s.Kinds = true, webhook.Kinds([]string{webhook.Reservations})
	c.call(3, dialer.Person)
	c.write(3, dialer.Fact{Kind: dialer.FactReserved, Number: "+4790000003", Code: "own", By: "agent:kari"})
	c.all()
	if last := c.got[len(c.got)-1]; len(c.got) != 6 || last.Number != "+4790000003" {
		t.Errorf("got %+v", last)
	}
	if strings.Contains(c.log.String(), "9000000") {
		t.Errorf("a number is in the log:\n%s", c.log.String())
	}
}

// TestAKillBetweenSendAndNoteSendsAgain under the same id and with the same body, and no event is lost.
func TestAKillBetweenSendAndNoteSendsAgain(t *testing.T) {
	c := newCRM(t)
	c.passed(1)
	for range 3 {
		c.killed = true
		c.step(true, errKilled.Error())
		if err := c.store.Close(); err != nil {
			t.Fatal(err)
		}
		c.start(sqlite.Open)
		c.killed = false
		c.step(true, "")
	}
	c.step(false, "")
	c.want("call.outcome 1", "call.outcome 1", "sale.pending 1", "sale.pending 1", "sale.qa_passed 1", "sale.qa_passed 1")
	for i := 0; i < len(c.bodies); i += 2 {
		if c.bodies[i] != c.bodies[i+1] {
			t.Errorf("sent again as another:\n%s\n%s", c.bodies[i], c.bodies[i+1])
		}
	}
	if c.got[1].ID == c.got[2].ID {
		t.Errorf("two events have the id %s", c.got[1].ID)
	}
}

// TestAReceiverThatIsAwayHoldsTheOrder until an event has waited for too long; that one is listed, and tried again when
// a person wants it.
func TestAReceiverThatIsAwayHoldsTheOrder(t *testing.T) {
	c := newCRM(t)
	c.call(1, dialer.Person)
	c.call(2, dialer.Machine)
	c.status = http.StatusServiceUnavailable
	for range 3 {
		c.step(true, "503")
	}
	c.want("call.outcome 1", "call.outcome 1", "call.outcome 1")
	c.now = c.now.Add(2 * time.Hour)
	c.call(3, dialer.Person)
	c.step(true, "") // the first is given up
	if all := c.undelivered(); len(all) != 1 || all[0].Attempt != 1 || !strings.Contains(all[0].Why, "503") {
		t.Errorf("got %+v", all)
	}
	c.status = http.StatusOK
	if n, err := c.store.TryAgain(t.Context(), "person:ola"); n != 1 || err != nil {
		t.Errorf("%d tried again, %v", n, err)
	}
	first := c.got[0].ID
	c.got = nil
	c.all()
	c.want("call.outcome 1", "call.outcome 2", "call.outcome 3")
	if c.got[0].ID != first || len(c.undelivered()) > 0 {
		t.Errorf("the id was %s and is %s; %+v", first, c.got[0].ID, c.undelivered())
	}
}

// TestAnEventThatIsRefusedForGoodHoldsNothingUp, and a retry that fails leaves it in the list.
func TestAnEventThatIsRefusedForGoodHoldsNothingUp(t *testing.T) {
	c := newCRM(t)
	c.call(1, dialer.Person)
	c.call(2, dialer.Person)
	c.status = http.StatusUnprocessableEntity
	c.step(true, "")
	c.status = http.StatusOK
	c.step(true, "")
	c.want("call.outcome 1", "call.outcome 2")
	if _, err := c.store.TryAgain(t.Context(), "person:ola"); err != nil {
		t.Fatal(err)
	}
	c.status = http.StatusServiceUnavailable
	c.step(true, "")
	all := c.undelivered()
	if len(all) != 1 || all[0].Attempt != 1 || all[0].Again || !strings.Contains(all[0].Why, "503") {
		t.Errorf("got %+v", all)
	}
	c.step(false, "")
}

// TestNothingOfBeforeIsSent: events that came while no receiver was named stay here.
func TestNothingOfBeforeIsSent(t *testing.T) {
	c := newCRM(t)
	c.call(1, dialer.Person)
	address := c.s.URL
	c.s.URL = ""
	c.step(false, "")
	c.call(2, dialer.Person)
	c.s.URL = address
	c.step(false, "")
	c.call(3, dialer.Person)
	c.all()
	c.want("call.outcome 3")
}

// TestTheOfferIsHandedOut with the checked sale. That the receiver took it is a fact, and no more: the offer is sent
// when the receiver says so.
func TestTheOfferIsHandedOut(t *testing.T) {
	for name, tt := range map[string]struct {
		answer  string
		refused error
		want    []verb.SaleWriting
	}{
		"taken": {answer: "thank you"}, "taken, in JSON": {answer: `{"ok":true}`},
		"sent": {
			answer: `{"sent":{"channel":"email","ref":"message 12","at":"2026-11-23T10:00:00Z"}}`,
			want:   []verb.SaleWriting{{Attempt: 1, Channel: "email", Ref: "message 12", At: "2026-11-23T10:00:00Z"}},
		},
		"sent, and told before": {
			answer: `{"sent":{"channel":"letter","ref":"L 4"}}`, refused: sale.Refused{Reason: sale.Skipped},
			want: []verb.SaleWriting{{Attempt: 1, Channel: "letter", Ref: "L 4"}},
		},
		"by no durable medium": {
			answer: `{"sent":{"channel":"web","ref":"x"}}`, refused: sale.Refused{Reason: sale.NotDurable},
			want: []verb.SaleWriting{{Attempt: 1, Channel: "web", Ref: "x"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCRM(t)
			c.s.Offer, c.answer, c.refused = true, tt.answer, tt.refused
			c.passed(1)
			c.all()
			last := c.got[len(c.got)-1]
			if last.Offer == nil || last.Offer.Text != "Tilbud" || string(last.Offer.PDF) != "%PDF" {
				t.Errorf("got %+v", last)
			}
			if !slices.Equal(c.sent, tt.want) {
				t.Errorf("sent: got %+v, want %+v", c.sent, tt.want)
			}
			c.handed(1)
			if named := strings.Contains(c.log.String(), "is not kept"); named != (name == "by no durable medium") {
				t.Errorf("the log:\n%s", c.log.String())
			}
		})
	}
}

// handed counts the facts that an offer was handed out.
func (c *crm) handed(want int) {
	c.t.Helper()
	n := 0
	for f, err := range c.store.Facts(c.t.Context(), sqlite.Query{Attempt: 1}) {
		if err != nil {
			c.t.Fatal(err)
		}
		if f.Kind == dialer.FactOfferHanded {
			n++
		}
		if f.Kind == dialer.FactOfferSent {
			c.t.Error("the sale is sent by itself")
		}
	}
	if n != want {
		c.t.Errorf("handed out %d times, want %d", n, want)
	}
}

// TestAnOfferThatIsNoMoreIsNotHandedOut: the sale is void meanwhile, and its event goes out without it.
func TestAnOfferThatIsNoMoreIsNotHandedOut(t *testing.T) {
	c := newCRM(t)
	c.s.Offer, c.offer = true, sale.Refused{Reason: sale.IsVoid}
	c.passed(1)
	c.all()
	c.want("call.outcome 1", "sale.pending 1", "sale.qa_passed 1")
	if c.got[2].Offer != nil {
		t.Errorf("got %+v", c.got[2])
	}
	c.handed(0)
}
