package cli_test

import (
	"strings"
	"testing"
)

func TestInquiries(t *testing.T) {
	h := loaded(t)
	wants(t, h.must(0, "inquiries", "list"), "no inquiry is open")
	out := h.must(0, "inquiries", "add", "--channel", "email", "--number", "900 00 001", "--client", "fjellvann",
		"--text", "Hvem ringte?")
	wants(t, out, "inquiry    1 by email", "•001", "ring back", "Hvem ringte?")
	wants(t, h.must(0, "inquiries", "list"), "email", "•001", "fjellvann", "h")
	if strings.Contains(h.must(0, "inquiries", "list", "--json")+h.must(0, "inquiries", "show", "1"), "90000001") {
		t.Error("the whole number is shown without being asked for")
	}
	wants(t, h.must(0, "inquiries", "show", "1", "--numbers"), "+4790000001")
	wants(t, h.must(2, "inquiries", "add", "--channel", "pigeon", "--text", "x"), "channel")
	wants(t, h.must(2, "inquiries", "add", "--channel", "email", "--text", " "), "text")
	wants(t, h.must(2, "inquiries", "add", "--channel", "email", "--text", "x", "--client", "unknown"), "not found")
	wants(t, h.must(2, "inquiries", "close", "1", "--by", "system", "--answer", "Ja."), "first and last name")
	wants(t, h.must(2, "inquiries", "close", "1", "--by", "Kari Nordmann", "--answer", "Autosvar: takk."),
		"automatic receipt")
	wants(t, h.must(2, "inquiries", "close", "1", "--by", "Kari Nordmann", "--call", "42"), "no conversation")
	wants(t, h.must(2, "inquiries", "listen", "1", "--why", "x", "--out", h.path("x.wav")), "nothing was spoken")
	wants(t, h.must(0, "inquiries", "close", "1", "--by", "Kari Nordmann", "--answer", "Vi ringte om serviceavtalen."),
		"answered")
	wants(t, h.must(2, "inquiries", "close", "1", "--by", "Per Hansen", "--answer", "Igjen."), "Kari Nordmann")
	wants(t, h.must(0, "inquiries", "breaches"), "no answer was late")
	wants(t, h.must(0, "inquiries", "add", "--channel", "letter", "--text", "Hei?", "--received", "2026-01-09T20:00"),
		"LATE")
	wants(t, h.must(1, "inquiries", "list"), "LATE by")
	wants(t, h.must(0, "inquiries", "close", "2", "--by", "Kari Nordmann", "--answer", "Beklager at det tok tid."),
		"answered late")
	wants(t, h.must(1, "inquiries", "breaches", "--from", "2026-01-01", "--to", "2026-01-31"), "2026-01-10 Sat", "[2]")
	wants(t, h.must(1, "subject", "erase", "900 00 001", "--why", "letter"), "NOT erased", "4.4.3 b")
	wants(t, h.must(1, "subject", "erasures"), "letter")
	wants(t, h.must(2, "subject", "decide", "1", "--erase", "--by", "Kari Nordmann", "--why", "counsel"),
		"it can be done alone from")
	wants(t, h.must(1, "status"), "WAITS for a second person: erasure 1", "ALONE")
	wants(t, h.must(0, "inquiries", "add", "--channel", "letter", "--complaint", "--text", "Dette er en klage."),
		"by letter, a complaint")
}
