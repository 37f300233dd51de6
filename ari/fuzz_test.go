package ari_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/ringevett/ringevett/ari"
)

// FuzzFrames gives a connection whole streams of messages, one a line, some of them before Asterisk's state is known.
// Nothing panics; what subscribers hear are events of the stream, in its order, each once; and the answers of requests
// are no events.
func FuzzFrames(f *testing.F) {
	all := bytes.Join(lines(seeds()), []byte("\n"))
	f.Add(all, 0)
	f.Add(all, 5)
	f.Add([]byte(`{"type":"ApplicationReplaced"}`+"\n"+seeds()[0]), 0)
	const answer = `{"type":"RESTResponse","request_id":"1"`
	f.Add([]byte(answer+`,"status_code":"x"}`+"\n"+answer+`}`), 1)
	f.Add([]byte(`{"type":"ChannelDestroyed","channel":{"id":"a1"}}`+"\n"+seeds()[0]+"\n"+seeds()[0]), 0)
	f.Fuzz(func(t *testing.T, stream []byte, early int) {
		frames := bytes.Split(stream, []byte("\n"))
		app, channel, err := ari.TakeFrames(t.Context(), frames, early, "a1")
		if err != nil && !errors.Is(err, ari.ErrReplaced) {
			t.Errorf("the connection broke with %v", err)
		}
		inOrder(t, "the application", app, frames)
		inOrder(t, "a channel", channel, frames)
	})
}

// inOrder holds that events are a part of the stream, in its order.
func inOrder(t *testing.T, who string, events []ari.Event, frames [][]byte) {
	t.Helper()
	for _, ev := range events {
		if _, own := ev.(ari.State); own {
			continue
		}
		if _, own := ev.(*ari.Resync); own {
			continue
		}
		found := false
		for !found && len(frames) > 0 {
			raw := frames[0]
			frames = frames[1:]
			found = ari.DecodeEvent(raw).Head().Type == ev.Head().Type
		}
		if !found || ev.Head().Type == "RESTResponse" {
			t.Fatalf("%s heard %+v, which the stream does not have there", who, ev)
		}
	}
}

func lines(texts []string) (all [][]byte) {
	for _, text := range texts {
		all = append(all, bytes.ReplaceAll([]byte(text), []byte("\n"), []byte(" ")))
	}
	return all
}
