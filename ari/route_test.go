package ari_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/ari"
)

const channelBody = `{"id":"a1","name":"PJSIP/trunk-00000001","state":"Up","protocol_id":"9a",` +
	`"caller":{"name":"","number":"+4790000001"},` +
	`"connected":{"name":"","number":""},"accountcode":"",` +
	`"dialplan":{"context":"default","exten":"s","priority":1,"app_name":"Stasis","app_data":"dialer"},` +
	`"creationtime":"2026-01-27T10:00:00.000+0100","language":"no"}`

// seeds are messages of every shape that matters to the route.
func seeds() []string {
	peer := strings.Replace(channelBody, `"a1"`, `"b2"`, 1)
	return []string{
		`{"type":"StasisStart","timestamp":"2026-01-27T10:00:00.000+0100","args":["x","1"],"channel":` + channelBody +
			`,"asterisk_id":"00:00:5e:00:53:01","application":"dialer"}`,
		`{"replace_channel":` + peer + `,"channel":` + channelBody + `,"type":"StasisStart"}`,
		`{"type":"Dial","dialstatus":"","peer":` + channelBody + `,"caller":` + peer + `,"forwarded":` + peer + `}`,
		`{"type":"PlaybackFinished","playback":{"id":"p1","media_uri":"sound:x",` +
			`"target_uri":"channel:a1","language":"no","state":"done"}}`,
		`{"type":"PlaybackFinished","playback":{"id":"p1","target_uri":"bridge:b1","state":"done"}}`,
		`{"type":"RecordingFinished","recording":{"name":"r","target_uri":"channel:a1"}}`,
		`{"type":"ChannelEnteredBridge","bridge":{"id":"b1","channels":["a1","b2"]},"channel":` + channelBody + `}`,
		`{"type":"CallBroadcast","caller":"+4790000001","channel":` + channelBody + `}`,
		`{"type":"RESTResponse","request_id":"7","status_code":200,"message_body":"{\"id\":\"a1\"}"}`,
		`{"type":"\u0053tasisStart","channel":{"id":"a\u0031"}}`,
		`{"type":"ChannelUserevent","userevent":{"channel":{"id":"no"},"type":"no"},"channel":{"id":"æ"}}`,
		`{"type":"X","type":"Y"}`, `{"channel":{"id":"a","id":"b"}}`, `{"channel":null,"type":5}`,
		`{"channel":[{"id":"a"}]}`, `{}`, `[]`, `{"a":"\`, ``, `{"type":"X"} x`,
		`{"channel":{"id":""},"peer":{"id":"p"}}`, `{"channel":{},"channel ":{"id":"x"}}`,
		" {\n\"type\" : \"Dial\" , \"peer\" : { \"id\" : \"q\" } }\n",
	}
}

func TestTheQuickLookFindsWhatTheFullOneFinds(t *testing.T) {
	quick := 0
	for _, raw := range seeds() {
		if agree(t, []byte(raw)) {
			quick++
		}
	}
	if quick < 10 {
		t.Errorf("the quick look managed %d of %d messages, want the usual ones at least", quick, len(seeds()))
	}
}

func FuzzQuickLook(f *testing.F) {
	for _, raw := range seeds() {
		f.Add([]byte(raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		agree(t, raw)
		ari.DecodeEvent(raw) // must not panic
	})
}

// agree says whether the quick look was sure; then it must be right about whatever is valid.
func agree(t *testing.T, raw []byte) bool {
	t.Helper()
	want, err := ari.FullLook(raw)
	got, sure := ari.QuickLook(raw)
	if sure && err == nil {
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s\nroute (-full +quick):\n%s", raw, d)
		}
	}
	return sure
}

func TestEveryKindOfEventDecodes(t *testing.T) {
	for _, raw := range seeds()[:9] {
		ev := ari.DecodeEvent([]byte(raw))
		if u, bad := ev.(*ari.Unknown); bad {
			t.Errorf("%s\nbecame Unknown: %v", raw, u.Fault)
		}
	}
	start := ari.DecodeEvent([]byte(seeds()[0])).(*ari.StasisStart)
	if got, want := start.Timestamp.Format("15:04:05.000 MST"), "09:00:00.000 UTC"; got != want {
		t.Errorf("timestamp %s, want %s", got, want)
	}
	if start.Channel.Caller.Number != "+4790000001" || start.Channel.Dialplan.AppName != "Stasis" ||
		start.Application != "dialer" {
		t.Errorf("decoded %+v", start)
	}
}

func TestTimesOfAllFormsAreRead(t *testing.T) {
	for in, want := range map[string]string{
		`"2026-01-31T23:59:59.999+0100"`: "2026-01-31T22:59:59.999Z",
		`"2026-02-28T00:00:00.001-0230"`: "2026-02-28T02:30:00.001Z",
		`"2026-02-28T00:00:00+0000"`:     "2026-02-28T00:00:00Z",
		`"2026-03-01T10:00:00.123456Z"`:  "2026-03-01T10:00:00.123456Z",
		`""`:                             "0001-01-01T00:00:00Z",
	} {
		ev := ari.DecodeEvent([]byte(`{"type":"StasisEnd","timestamp":` + in + `}`))
		if got := ev.Head().Timestamp.Format("2006-01-02T15:04:05.999999999Z07:00"); got != want {
			t.Errorf("%s: got %s, want %s (%+v)", in, got, want, ev)
		}
	}
	for _, bad := range []string{`"2026-02-31T10:00:00.000+0000"`, `"yesterday"`, `5`} {
		ev, ok := ari.DecodeEvent([]byte(`{"type":"StasisEnd","timestamp":` + bad + `}`)).(*ari.StasisEnd)
		if !ok || ev.Fault == nil || !ev.Timestamp.IsZero() {
			t.Errorf("%s: got %+v; want *StasisEnd without a time, and a fault", bad, ev)
		}
	}
}
