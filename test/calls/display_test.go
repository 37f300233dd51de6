package calls_test

import (
	"context"
	"slices"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/phone"
)

// hostileName is a name in a list by which its supplier would add a SIP header and markup.
const hostileName = "Åse Ødegård\r\nX-Evil: 1\r\n\"<b>&"

const (
	shownCall = "Fjellvann Strøm / service / Fjellvann / Åse Ødegård X-Evil: b"
	shownNext = "Neste / Fjellvann Strøm / service"
)

// displayed holds what the handset of an agent showed of one answered call, by the connected line and by text: the
// call from before the consumer's answer on, the client after it, and no header of another hand. The consumer saw
// none of it.
func (f *floor) displayed(handset *phone.Agent, agent *phone.Call, consumer phone.Record) {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(f.t.Context(), 30*time.Second)
	defer cancel()
	if _, err := handset.Await(ctx, func(r phone.Record) bool {
		return !r.ShownAs(shownCall).IsZero() && r.LastShown().Name == shownNext
	}); err != nil {
		f.t.Errorf("the display never showed the call and then the client: %v; it showed %+v", err,
			agent.Record().Display)
	}
	r := agent.Record()
	f.t.Logf("the display: %+v", r.Display)
	if at := r.ShownAs(shownCall); at.After(consumer.Answered) {
		f.t.Errorf("it showed the call %v after the consumer's answer", at.Sub(consumer.Answered))
	}
	if len(r.Headers) > 0 {
		f.t.Errorf("a name put headers into what the phone was sent: %v", r.Headers)
	}
	var texts []string
	for _, text := range handset.Texts() {
		texts = append(texts, text.Body)
	}
	if want := []string{shownNext, shownCall}; !slices.Equal(texts, want) {
		f.t.Errorf("the phone got the texts %q, want %q", texts, want)
	}
	for _, s := range consumer.Display {
		if s.Name != "" {
			f.t.Errorf("the consumer's phone showed %+v", s)
		}
	}
}
