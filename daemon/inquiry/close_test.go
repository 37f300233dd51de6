package inquiry_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/inquiry"
)

const answer = "Vi ringte om serviceavtalen din. Nummeret ditt er sperret nå."

func TestClose(t *testing.T) {
	open, done := received(friday(10, 0, 0)), received(friday(10, 0, 0))
	done.Closed, done.By = friday(11, 0, 0), "Per Hansen"
	now := friday(12, 0, 0)
	written := func(by, text string) inquiry.Closing { return inquiry.Closing{At: now, By: by, Text: text} }
	same := func(n int, ago time.Duration) (all []inquiry.Closing) {
		for range n {
			all = append(all, inquiry.Closing{
				At: now.Add(-ago), By: "Per Hansen", Text: "  " + strings.ToUpper(answer) + " ",
			})
		}
		return all
	}
	for _, tt := range []struct {
		name   string
		in     dialer.Inquiry
		c      inquiry.Closing
		recent []inquiry.Closing
		want   string // in the error; empty: closed
	}{
		{"a person and a text", open, written("Kari Nordmann", answer), nil, ""},
		{"a person and the call", open, inquiry.Closing{At: now, By: "Kari Nordmann", Attempt: 42}, nil, ""},
		{"a name with a hyphen and a letter between", open, written("Anne-Lise K. Å. Østbø", answer), nil, ""},
		{"no name", open, written("", answer), nil, "first and last name"},
		{"a first name", open, written("Kari", answer), nil, "first and last name"},
		{"initials", open, written("K N", answer), nil, "not initials"},
		{"the machine", open, written("Ringevett System", answer), nil, "not of a machine"},
		{"a desk", open, written("Kundeservice Oslo", answer), nil, "not of a machine"},
		{"a login", open, written("cli:per hansen", answer), nil, "in letters"},
		{"no answer", open, written("Kari Nordmann", " \n"), nil, "what was answered"},
		{"an answer of dots", open, written("Kari Nordmann", "..."), nil, "what was answered"},
		{"an automatic receipt in Norwegian", open,
			written("Kari Nordmann", "Dette er et automatisk svar. Vi kommer tilbake."), nil, "automatic receipt"},
		{"an automatic receipt in English", open, written("Kari Nordmann", "Auto-reply: thanks."), nil,
			"automatic receipt"},
		{"a receipt with a promise", open,
			written("Kari Nordmann", "Vi har mottatt meldingen din. Du får svar innen 24 timer."), nil, "receipt"},
		{"an answer that says what came in", open,
			written("Kari Nordmann", "Vi har mottatt sperringen din, og ingen ringer deg mer."), nil, ""},
		{"answered before", done, written("Kari Nordmann", answer), nil, "Per Hansen"},
		{"the second with the same words", open, written("Kari Nordmann", answer), same(1, 10*time.Second), ""},
		{"the third within a minute", open, written("Kari Nordmann", answer), same(2, 59*time.Second), "individually"},
		{"the third by a clock that was put back", open, written("Kari Nordmann", answer), same(2, -59*time.Second),
			"individually"},
		{"the third after a minute", open, written("Kari Nordmann", answer), same(2, time.Minute), ""},
		{"the third with words of its own", open, written("Kari Nordmann", "Hei Anne, "+answer), same(2, time.Second),
			""},
		{"the third, spoken", open, inquiry.Closing{At: now, By: "Kari Nordmann", Text: answer, Attempt: 42},
			same(2, time.Second), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := inquiry.Close(tt.in, tt.c, tt.recent)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if tt.want == "individually" && !errors.Is(err, inquiry.ErrBulk) {
				t.Errorf("got %v, which is not the bulk refusal", err)
			}
		})
	}
}

func TestRingBack(t *testing.T) {
	answers := func(own, client dialer.Answer) []dialer.RegisterAnswer {
		return []dialer.RegisterAnswer{
			{Answer: own, RegisterVersion: dialer.RegisterVersion{Register: dialer.Own}},
			{Answer: client, RegisterVersion: dialer.RegisterVersion{Register: "client/fjellvann"}},
		}
	}
	clear := answers(dialer.Clear, dialer.Clear)
	saturday := func(h int) time.Time { return friday(h, 0, 0).AddDate(0, 0, 1) }
	for _, tt := range []struct {
		name     string
		received time.Time
		now      time.Time
		answers  []dialer.RegisterAnswer
		ring     bool
		from     time.Time
		why      string
	}{
		{"Friday at noon", friday(10, 0, 0), friday(12, 0, 0), clear, true, time.Time{}, ""},
		{"Saturday", friday(18, 0, 0), saturday(10), clear, false, time.Time{}, "in writing"},
		{"Saturday says why", friday(18, 0, 0), saturday(10), clear, false, time.Time{}, "Saturday"},
		{"Friday night goes to Saturday, so in writing", friday(20, 0, 0), friday(22, 0, 0), clear, false, time.Time{},
			"in writing"},
		{"Thursday night may wait for Friday morning", friday(21, 30, 0).AddDate(0, 0, -1),
			friday(22, 0, 0).AddDate(0, 0, -1), clear, false, friday(9, 0, 0), "after 21:00"},
		{"a public holiday", time.Date(2026, 12, 24, 15, 0, 0, 0, hours.Oslo()),
			time.Date(2026, 12, 25, 12, 0, 0, 0, hours.Oslo()), clear, false, time.Time{}, "in writing"},
		{"a person in the own register, though they ask for it", friday(10, 0, 0), friday(12, 0, 0),
			answers(dialer.Reserved, dialer.Clear), false, time.Time{}, "register own"},
		{"a person in the client's", friday(10, 0, 0), friday(12, 0, 0), answers(dialer.Clear, dialer.Reserved),
			false, time.Time{}, "client/fjellvann"},
		{"a register that does not answer is a no", friday(10, 0, 0), friday(12, 0, 0),
			answers(dialer.Unknown, dialer.Clear), false, time.Time{}, "no answer"},
		{"no register was asked", friday(10, 0, 0), friday(12, 0, 0), nil, false, time.Time{}, "not asked"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := inquiry.RingBack(tt.now, received(tt.received), tt.answers, hours.Norm(), 20*time.Second)
			if got.Ring != tt.ring || !got.From.Equal(tt.from) || !strings.Contains(got.Why, tt.why) {
				t.Errorf("got %+v", got)
			}
		})
	}
	unknown := received(friday(10, 0, 0))
	unknown.Number = ""
	if got := inquiry.RingBack(friday(12, 0, 0), unknown, clear, hours.Norm(), 0); got.Ring ||
		!strings.Contains(got.Why, "no number") {
		t.Errorf("a withheld number: got %+v", got)
	}
}
