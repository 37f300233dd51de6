package aritest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/ari"
)

func (a *Asterisk) mediaOperations() []operation {
	return []operation{
		op("POST channels/{}/play/{}", a.live(a.playOnChannel)),
		op("POST channels/{}/record", a.live(a.recordChannel)),
		op("GET playbacks/{}", a.playing(func(_ ask, p *playback) reply { return ok(p.Playback) })),
		op("DELETE playbacks/{}", a.playing(func(_ ask, p *playback) reply { p.finish("done"); return done })),
		op("POST playbacks/{}/control", a.playing(func(ask, *playback) reply { return done })),
		op("GET recordings/live/{}", a.recording(func(_ ask, r *recording) reply { return ok(r.LiveRecording) })),
		op("POST recordings/live/{}/stop",
			a.recording(func(_ ask, r *recording) reply { a.endRecording(r, true); return done })),
		op("DELETE recordings/live/{}",
			a.recording(func(_ ask, r *recording) reply { a.endRecording(r, false); return done })),
		op("POST recordings/live/{}/pause", a.recording(state("paused"))),
		op("DELETE recordings/live/{}/pause", a.recording(state("recording"))),
		op("POST recordings/live/{}/mute", a.recording(state("recording"))),
		op("DELETE recordings/live/{}/mute", a.recording(state("recording"))),
		op("GET recordings/stored", func(ask) reply { return ok(append([]ari.StoredRecording{}, a.stored...)) }),
		op("GET recordings/stored/{}", a.kept(func(r ari.StoredRecording) reply { return ok(r) })),
		op("DELETE recordings/stored/{}", a.kept(a.forget)),
	}
}

func state(s string) func(ask, *recording) reply {
	return func(_ ask, r *recording) reply { r.State = s; return done }
}

func (a *Asterisk) playing(do func(ask, *playback) reply) func(ask) reply {
	return func(q ask) reply {
		if p := a.plays[q.ids[0]]; p != nil {
			return do(q, p)
		}
		return fail(http.StatusNotFound, "Playback not found")
	}
}

func (a *Asterisk) recording(do func(ask, *recording) reply) func(ask) reply {
	return func(q ask) reply {
		if r := a.records[q.ids[0]]; r != nil {
			return do(q, r)
		}
		return fail(http.StatusNotFound, "Recording not found")
	}
}

func (a *Asterisk) newPlayback(q ask, target, lang string) *playback {
	if l := q.param("lang"); l != "" {
		lang = l
	}
	media := strings.Split(q.param("media"), ",")
	p := &playback{a: a, media: media}
	p.Playback = ari.Playback{ID: q.ids[1], MediaURI: media[0], TargetURI: target, Language: lang, State: "queued"}
	return p
}

func (a *Asterisk) playOnChannel(q ask, ch *channel) reply {
	p := a.newPlayback(q, "channel:"+ch.ID, ch.Language)
	p.app, p.ch = ch.app, ch
	rep := reply{http.StatusCreated, p.Playback}
	a.play(p)
	return rep
}

func (a *Asterisk) playOnBridge(q ask, b *bridge) reply {
	p := a.newPlayback(q, "bridge:"+b.ID, "en")
	p.app = b.app
	rep := reply{http.StatusCreated, p.Playback}
	a.play(p)
	return rep
}

func (a *Asterisk) newRecording(q ask, app, target string) (*recording, reply) {
	name := q.param("name")
	taken := slices.ContainsFunc(a.stored, func(s ari.StoredRecording) bool { return s.Name == name }) &&
		q.param("ifExists") == ""
	if a.records[name] != nil || taken {
		return nil, fail(http.StatusConflict,
			fmt.Sprintf("Recording '%s' already exists and can not be overwritten", name))
	}
	if !slices.Contains([]string{"wav", "wav16", "alaw", "ulaw", "gsm", "sln16", "g722", "ogg", "WAV"},
		q.param("format")) {
		return nil, fail(http.StatusUnprocessableEntity, "specified format is unknown on this system")
	}
	r := &recording{app: app}
	r.LiveRecording = ari.LiveRecording{Name: name, Format: q.param("format"), TargetURI: target, State: "queued"}
	return r, reply{http.StatusCreated, r.LiveRecording}
}

// recordChannel refuses a channel in a bridge only afterwards, by an event.
func (a *Asterisk) recordChannel(q ask, ch *channel) reply {
	r, rep := a.newRecording(q, ch.app, "channel:"+ch.ID)
	switch {
	case r == nil:
	case ch.bridge != nil || ch.dialled:
		r.State, r.Cause = "failed", "Cannot record channel while in bridge"
		ch.emit(&ari.RecordingFailed{Recording: r.LiveRecording})
	default:
		a.record(r)
	}
	return rep
}

func (a *Asterisk) recordBridge(q ask, b *bridge) reply {
	r, rep := a.newRecording(q, b.app, "bridge:"+b.ID)
	if r != nil {
		a.record(r)
	}
	return rep
}

func (a *Asterisk) kept(do func(ari.StoredRecording) reply) func(ask) reply {
	return func(q ask) reply {
		for _, r := range a.stored {
			if r.Name == q.ids[0] {
				return do(r)
			}
		}
		return fail(http.StatusNotFound, "Recording not found")
	}
}

func (a *Asterisk) forget(r ari.StoredRecording) reply {
	a.stored = slices.DeleteFunc(a.stored, func(s ari.StoredRecording) bool { return s == r })
	return done
}
