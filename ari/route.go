package ari

import (
	"bytes"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// route is what is needed to deliver an event: its type and the channels it concerns, each once.
type route struct {
	kind    string
	request []byte // request_id of a RESTResponse
	ids     [maxRoutes][]byte
	n       int
}

// As many as there are keys that can name a channel.
const maxRoutes = 7

func (r *route) channels() [][]byte { return r.ids[:r.n] }

func (r *route) add(id []byte) {
	for _, have := range r.channels() {
		if bytes.Equal(have, id) {
			return
		}
	}
	if len(id) > 0 && r.n < maxRoutes {
		r.ids[r.n] = id
		r.n++
	}
}

// lead adds the event's own channel, which stands first however the members are ordered.
func (r *route) lead(id []byte) {
	r.add(id)
	for i, have := range r.channels() {
		if bytes.Equal(have, id) {
			r.ids[0], r.ids[i] = r.ids[i], r.ids[0]
		}
	}
}

// target takes the channel out of a target_uri such as "channel:1234.5"; other targets are no channel.
func (r *route) target(uri []byte) {
	if id, ok := bytes.CutPrefix(uri, []byte("channel:")); ok {
		r.add(id)
	}
}

func isTargetKey(key string) bool { return key == "playback" || key == "recording" }

// look finds the route of a message. It fails only for what is no JSON object.
func look(raw []byte) (route, error) {
	if r, ok := quickLook(raw); ok {
		return r, nil
	}
	return fullLook(raw)
}

// fullLook decodes everything; the quick look must find the same or say that it cannot tell.
func fullLook(raw []byte) (route, error) {
	var r route
	var top map[string]jsontext.Value
	if err := json.Unmarshal(raw, &top, lenient); err != nil {
		return r, err
	}
	r.kind = string(text(top["type"]))
	r.request = text(top["request_id"])
	for _, key := range []string{"channel", "peer", "caller", "forwarded", "replace_channel"} {
		r.add(text(member(top[key], "id")))
	}
	for _, key := range []string{"playback", "recording"} {
		r.target(text(member(top[key], "target_uri")))
	}
	return r, nil
}

func member(obj jsontext.Value, name string) jsontext.Value {
	if obj.Kind() != '{' {
		return nil
	}
	var m map[string]jsontext.Value
	if json.Unmarshal(obj, &m, lenient) != nil {
		return nil
	}
	return m[name]
}

func text(v jsontext.Value) []byte {
	var s string
	if v.Kind() != '"' || json.Unmarshal(v, &s, lenient) != nil {
		return nil
	}
	return []byte(s)
}
