package dialplan

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// How a message is recorded: what the subroutine of the dialplan does, which sets the PBX's limit by itself before it
// returns. So a daemon that hangs meanwhile costs the caller no more silence than elsewhere.
const (
	contextRecord = "ringevett-desk-record"
	longestSpeech = 2 * time.Minute
	endOfSpeech   = 4 * time.Second        // of silence
	tone          = 500 * time.Millisecond // before the recording
	varRecorded   = "RECORD_STATUS"
	nothingSaid   = "nothing was said after the tone"
)

// leave says why, if there is a why, and takes a message. A caller whose message is lost hears the PBX's own message,
// which says where to write: each part that we could say here asks for a message once more.
func (t *talk) leave(ctx context.Context, why Part) (string, error) {
	if why != "" {
		if _, err := t.say(ctx, why, noKeys); err != nil {
			return "", err
		}
	}
	if _, err := t.say(ctx, PartLeave, endKey); err != nil {
		return "", err
	}
	if err := t.allow(ctx, deskBudget); err != nil {
		return "", err
	}
	m, err := t.record(ctx)
	lost := err != nil && !hungUp(ctx, err)
	if lost {
		m, err = Message{Why: err.Error()}, nil
	}
	if err == nil {
		err = t.allow(ctx, deskBudget)
	}
	if !t.hand(ctx, m) || lost {
		return deskAway, err
	}
	return deskDone, err
}

// record gives what is in the PBX's store of recordings, also after a hang-up, which it tells as the error.
func (t *talk) record(ctx context.Context) (Message, error) {
	m := Message{Recording: recordingName(t.r.Channel)}
	began := time.Now()
	t.until = began.Add(2 * longestSpeech) // the subroutine has lifted the limit
	err := t.s.Gosub(ctx, longestSpeech+tone, contextRecord, m.Recording)
	spoken := time.Since(began) - tone
	if err == nil {
		var status string
		status, _, err = t.s.Var(ctx, varRecorded)
		switch {
		case err != nil:
		case status == "SILENCE": // Asterisk cuts it off
			spoken -= endOfSpeech
		case status != "DTMF" && status != "TIMEOUT":
			err = fmt.Errorf("asterisk did not record: %s %.20q", varRecorded, status)
		}
	}
	if m.Seconds = int(spoken.Seconds()); m.Seconds < 1 {
		m = Message{Why: nothingSaid, Blank: m.Recording}
	}
	return m, err
}

// hand gives a message to the desk, also after a hang-up.
func (t *talk) hand(ctx context.Context, m Message) bool {
	soon, cancel := context.WithTimeout(context.WithoutCancel(ctx), deskBudget)
	defer cancel()
	err := t.v.Message(soon, m)
	if errors.Is(err, ErrKept) {
		err = nil
	}
	t.fault("a message", err)
	return err == nil
}

// RecordingFolder is where messages lie in the PBX's store of recordings.
const RecordingFolder = "ringevett/desk/"

const plainInName = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"

// recordingName is the message's in the PBX's store, from the channel's unique id. What a file's name may not hold,
// and the mark of it, is written as _ and two digits.
func recordingName(channel string) string {
	var b strings.Builder
	b.WriteString(RecordingFolder)
	for i := range len(channel) {
		if strings.IndexByte(plainInName, channel[i]) >= 0 {
			b.WriteByte(channel[i])
			continue
		}
		fmt.Fprintf(&b, "_%02X", channel[i])
	}
	return b.String()
}

// RecordedBy is the unique id of the channel on which a message was spoken, from its name in the PBX's store; ok is
// false for a name that no message has.
func RecordedBy(recording string) (channel string, ok bool) {
	name, ok := strings.CutPrefix(recording, RecordingFolder)
	channel, err := url.PathUnescape(strings.ReplaceAll(name, "_", "%"))
	return channel, ok && err == nil && channel != "" && recordingName(channel) == recording
}
