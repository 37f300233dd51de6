package agi_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/dialplan/agi"
)

// injections are what a caller's number or name put into Asterisk's header: each was written by a SIP header with a
// line break in it.
func injections() []string {
	return []string{
		"101\nagi_arg_1: \nagi_arg_2: \nagi_arg_3: 22000009@x",
		"agent2\nagi_arg_1: \nagi_arg_2: \nagi_arg_3: 22000009@x",
		"101\nx@x",
		"90000054\nagi_arg_3: 22000005@x",
		"90000054\nagi_callingpres: 0@x",
		"101\r\nagi_uniqueid: 2.2",
		"101\n\nagi_arg_1: 90000001",
		"*31*90000002",
		"90000002&PJSIP/90000003",
	}
}

// withCallerID is a header as Asterisk writes it, with what a phone sent as its caller id.
func withCallerID(id string) string {
	return fmt.Sprintf("agi_request: agi://127.0.0.1:4573/guard\nagi_network: yes\nagi_network_script: guard\n"+
		"agi_channel: PJSIP/101-0000002a\nagi_uniqueid: 1764000000.5\nagi_callerid: %s\nagi_callingpres: 35\n"+
		"agi_arg_1: 81\nagi_arg_2: summer\nagi_arg_3: 90000002\n\n", id)
}

// FuzzReadHeader: a header is read without a panic, and what is accepted says each key once: the request is what an
// independent reading of the lines gives, and nothing behind the first empty line is in it.
func FuzzReadHeader(f *testing.F) {
	f.Add([]byte(header))
	for _, id := range injections() {
		f.Add([]byte(withCallerID(id)))
	}
	for _, text := range []string{"\n", "\r\n", "agi_: x\n\n", "agi_arg_1: x", "agi_request: %zz\n\n",
		"agi_arg_2: b\n\n", "agi_arg_01: b\n\n",
		"GET / HTTP/1.1\r\n\r\n", "agi_a:\x00\n\n", "agi_arg_1: a\nagi_arg_1 : b\n\n",
		strings.Repeat("agi_x: y\n", 400)} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := agi.ReadHeader(text)
		if err != nil {
			if len(got.Args) > 0 || got.Script != "" || got.Vars != nil {
				t.Errorf("refused with %v, and read all the same: %+v", err, got)
			}
			return
		}
		want, lines := map[string]string{}, 0
		for line := range bytes.Lines(text) {
			line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
			if len(line) == 0 {
				break
			}
			lines++
			key, value, colon := strings.Cut(string(line), ":")
			if !colon || !strings.HasPrefix(key, "agi_") || key == "agi_" {
				t.Fatalf("accepted with the line %q", line)
			}
			want[key[len("agi_"):]] = strings.TrimPrefix(value, " ")
		}
		if len(want) != lines {
			t.Fatalf("accepted with %d keys in %d lines: one came twice", len(want), lines)
		}
		if len(got.Vars) != lines {
			t.Errorf("%d keys of %d lines", len(got.Vars), lines)
		}
		for key, value := range want {
			if got.Vars[key] != value {
				t.Errorf("key %q is %q, want %q", key, got.Vars[key], value)
			}
		}
		for i, arg := range got.Args {
			if arg != want[fmt.Sprint("arg_", i+1)] {
				t.Errorf("argument %d is %q, want %q", i, arg, want[fmt.Sprint("arg_", i+1)])
			}
		}
		if got.UniqueID != want["uniqueid"] || got.Channel != want["channel"] {
			t.Errorf("channel %q %q, want %q %q", got.Channel, got.UniqueID, want["channel"], want["uniqueid"])
		}
	})
}

// TestNoInjectionIsRead: every text with a line break in a caller's number is refused, and one without is read as it
// is.
func TestNoInjectionIsRead(t *testing.T) {
	for _, id := range injections() {
		q, err := agi.ReadHeader([]byte(withCallerID(id)))
		broken := strings.ContainsAny(id, "\r\n")
		// Asterisk's own lines are then commands that are not read
		if truncated := strings.Contains(id, "\n\n"); truncated {
			if err != nil || len(q.Args) > 0 {
				t.Errorf("%q: got %v, %v; want no argument of it", id, q.Args, err)
			}
			continue
		}
		if broken != (err != nil) {
			t.Errorf("%q: got %v", id, err)
		}
		if !broken && (q.CallerID != id || q.Arg(2) != "90000002") {
			t.Errorf("%q: read as %q, %q", id, q.CallerID, q.Args)
		}
	}
}
