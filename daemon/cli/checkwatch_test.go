package cli_test

import (
	"os"
	"strings"
	"testing"
)

// TestCheckWatchMailsEachFaultOnce: cron runs it again and again. A fault is mailed when it begins and when it has
// ended; a mail that sendmail does not take is tried again.
func TestCheckWatchMailsEachFaultOnce(t *testing.T) {
	h := loaded(t)
	mails := h.path("mails")
	sendmail := h.write("sendmail", "#!/bin/sh\ncat >> "+mails+"\n")
	refusing := h.write("refusing", "#!/bin/sh\necho 'no route to host'; exit 75\n")
	for _, program := range []string{sendmail, refusing} {
		if err := os.Chmod(program, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	look := func(code int, with string) (mailed string) {
		t.Helper()
		os.Remove(mails)
		said := h.must(code, "check", "--watch", h.path("watch.json"), "--mail", "per@example.com", "--sendmail", with)
		if code == 2 {
			return said
		}
		if said != "" {
			t.Errorf("it said %q", said)
		}
		text, err := os.ReadFile(mails)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(text)
	}
	wants(t, look(2, refusing), "no route to host")
	first := look(1, sendmail)
	for _, want := range []string{
		"To: <per@example.com>", "faults began, 0 ended", "no daemon answers", "Auto-Submitted",
	} {
		wants(t, first, want)
	}
	if strings.Count(first, "no daemon answers") != 1 {
		t.Errorf("a fault is named more than once:\n%s", first)
	}
	if again := look(1, sendmail); again != "" {
		t.Errorf("it was mailed again:\n%s", again)
	}
	h.write("watch.json", strings.Replace(h.read("watch.json"), `{"told":{`,
		`{"told":{"trunk":{"key":"trunk","text":"the trunk refuses","since":"2026-11-24T09:00:00Z"},`, 1))
	ended := look(1, sendmail)
	if !strings.Contains(ended, "ended: the trunk refuses (since 2026-11-24 10:00") || strings.Contains(ended, "began: ") {
		t.Errorf("the trunk takes calls again: got %q", ended)
	}
	if again := look(1, sendmail); again != "" {
		t.Errorf("the end was mailed again:\n%s", again)
	}
	h.write("watch.json", "not what was written")
	wants(t, look(1, sendmail), "no daemon answers")
	wants(t, h.must(2, "check", "--mail", "per@example.com"), "only with --watch")
	wants(t, h.must(2, "check", "--watch", h.path("watch.json"), "--mail", "per"), "an address")
}
