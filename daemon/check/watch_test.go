package check_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/verb"
)

// TestAFaultIsToldOnceAndItsEndOnce: whatever its text says meanwhile.
func TestAFaultIsToldOnceAndItsEndOnce(t *testing.T) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	var m check.Memory
	look := func(began, ended int, seen ...check.Fault) {
		t.Helper()
		now = now.Add(10 * time.Minute)
		news, next := m.Take(now, seen)
		if len(news.Began) != began || len(news.Ended) != ended {
			t.Errorf("%v: got %+v, want %d begun and %d ended", seen, news, began, ended)
		}
		m = next
	}
	late := check.Fault{Key: "inquiries late", Text: "1 inquiry"}
	look(0, 0)
	look(1, 0, late)
	late.Text = "2 inquiries"
	look(0, 0, late)
	look(1, 0, late, check.Fault{Key: "daemon"})
	look(0, 1, late)
	look(0, 1)
	look(0, 0)
	look(1, 0, late)
}

// TestMailsAreBounded: a fault that comes and goes is mailed 24 times a day, the last one says so, and what came after
// is told when the day is over.
func TestMailsAreBounded(t *testing.T) {
	now := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	began := now
	var m check.Memory
	mails, lasts := 0, 0
	for i := range 24 * 12 {
		now = began.Add(time.Duration(i) * 5 * time.Minute)
		var seen []check.Fault
		if i%2 == 0 {
			seen = []check.Fault{{Key: "trunk"}}
		}
		news, next := m.Take(now, seen)
		if m = next; !news.None() {
			mails++
		}
		if !news.Last.IsZero() {
			lasts++
		}
	}
	if mails != check.MailsADay || lasts != 1 {
		t.Errorf("%d mails, of which %d say that they are the last", mails, lasts)
	}
	if news, _ := m.Take(now.Add(24*time.Hour), []check.Fault{{Key: "trunk"}}); news.None() {
		t.Error("after a day nothing is told")
	}
	var many []check.Fault
	for i := range 500 {
		many = append(many, check.Fault{Key: fmt.Sprint(i)})
	}
	news, next := check.Memory{}.Take(now, many)
	if len(news.Began) != 200 || news.More != 300 || len(next.Told) != 200 {
		t.Errorf("of 500 faults %d are told, %d counted, %d remembered", len(news.Began), news.More, len(next.Told))
	}
}

// TestWhatADaemonTellsIsAFault: each kind by itself, and a floor that is well has none.
func TestWhatADaemonTellsIsAFault(t *testing.T) {
	if got := check.FaultsOf(verb.Status{Hours: verb.Hours{Open: true}}); len(got) != 0 {
		t.Errorf("all is well: got %v", got)
	}
	for name, st := range map[string]verb.Status{
		"inquiries late":        {Inquiries: verb.InquiryCount{Open: 2, Late: 1}},
		"alarm wool":            {Campaigns: []verb.CampaignStatus{{ID: "wool", Pace: verb.Pace{Alarm: "5.1 %"}}}},
		"halted":                {Halted: "the registers do not answer", Hours: verb.Hours{Open: true}},
		"set aside":             {SetAside: "one entry"},
		"breach one call a leg": {Breaches: []verb.Breach{{Rule: "one call a leg"}}},
		"pbx a leg was moved":   {Noticed: []string{"a leg was moved"}},
		"failing recordings":    {Failing: []verb.PartFault{{Part: "recordings", Why: "the disk is full"}}},
		"trunk":                 {Trunk: verb.TrunkStatus{Refuses: "503"}},
		"shown +4722000001":     {Shown: []verb.ShownStop{{Visible: "+4722000001", Why: "another was sent"}}},
	} {
		if got := check.FaultsOf(st); len(got) != 1 || got[0].Key != name || got[0].Do == "" {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}
