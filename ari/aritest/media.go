package aritest

import (
	"slices"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
)

// playback is one that plays or waits behind another.
type playback struct {
	ari.Playback
	a     *Asterisk
	app   string
	ch    *channel // nil: on a bridge
	media []string // still to come, the present one first
	timer *time.Timer
}

// play begins a playback, or queues it behind the one that plays on this channel.
func (a *Asterisk) play(p *playback) {
	a.plays[p.ID] = p
	if p.ch == nil {
		p.next()
		return
	}
	p.ch.plays = append(p.ch.plays, p)
	if len(p.ch.plays) == 1 {
		p.next()
	}
}

// next plays what comes first in the list. Missing files are skipped; the last one alone makes the result.
func (p *playback) next() {
	p.MediaURI, p.NextMediaURI = p.media[0], ""
	if len(p.media) > 1 {
		p.NextMediaURI = p.media[1]
	}
	p.State = "playing"
	p.emit(&ari.PlaybackStarted{Playback: p.Playback})
	scheme, _, _ := strings.Cut(p.MediaURI, ":")
	switch length := p.a.lengthOf(p.MediaURI); {
	case !slices.Contains([]string{"sound", "recording", "tone", "digits", "number", "characters"}, scheme):
		// an unknown scheme: Asterisk never says that it finished
	case length < 0:
		p.advance("failed")
	default:
		p.timer = p.a.after(length, func() { p.advance("done") })
	}
}

func (p *playback) advance(result string) {
	if p.a.plays[p.ID] != p {
		return
	}
	if len(p.media) == 1 {
		p.finish(result)
		return
	}
	p.State = "continuing"
	p.emit(&ari.PlaybackContinuing{Playback: p.Playback})
	p.media = p.media[1:]
	p.next()
}

func (p *playback) finish(result string) {
	p.remove()
	p.State, p.NextMediaURI = result, ""
	p.emit(&ari.PlaybackFinished{Playback: p.Playback})
	if p.ch != nil && len(p.ch.plays) > 0 {
		p.ch.plays[0].next()
	}
}

func (p *playback) remove() {
	if p.timer != nil {
		p.timer.Stop()
	}
	delete(p.a.plays, p.ID)
	if p.ch != nil {
		p.ch.plays = slices.DeleteFunc(p.ch.plays, func(x *playback) bool { return x == p })
	}
}

func (p *playback) emit(ev ari.Event) { p.a.emit(p.app, ev) }

// failPlaybacks: the one that plays on a channel that ends is told as failed; those behind it are never told.
func (a *Asterisk) failPlaybacks(ch *channel) {
	list := ch.plays
	ch.plays = nil
	for i, p := range list {
		p.remove()
		if i == 0 {
			p.State = "failed"
			p.emit(&ari.PlaybackFinished{Playback: p.Playback})
		}
	}
}

// recording is one in progress.
type recording struct {
	ari.LiveRecording
	app   string
	begun time.Time
}

func (a *Asterisk) record(r *recording) {
	r.State, r.begun = "recording", time.Now()
	a.records[r.Name] = r
	a.emit(r.app, &ari.RecordingStarted{Recording: r.LiveRecording})
}

// endRecording tells the end; Asterisk says done for a cancelled one too.
func (a *Asterisk) endRecording(r *recording, keep bool) {
	delete(a.records, r.Name)
	r.State, r.Duration = "done", int(time.Since(r.begun)/time.Second)
	if keep {
		a.store(r)
	}
	a.emit(r.app, &ari.RecordingFinished{Recording: r.LiveRecording})
}

func (a *Asterisk) store(r *recording) {
	a.stored = append(a.stored, ari.StoredRecording{Name: r.Name, Format: r.Format})
}

func (a *Asterisk) endRecordings(target string) {
	for _, r := range a.records {
		if r.TargetURI == target {
			a.endRecording(r, true)
		}
	}
}
