package telephony

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/ringevett/ringevett/ari"
)

// VoiceFile writes what a caller has spoken to w, as Asterisk recorded it.
func (r *Recorder) VoiceFile(ctx context.Context, name string, w io.Writer) error {
	return missing(r.client.StoredRecordingFile(ctx, name, w))
}

// RemoveVoice deletes it from Asterisk's store. One that is not there is fine.
func (r *Recorder) RemoveVoice(ctx context.Context, name string) error {
	err := r.client.DeleteStoredRecording(ctx, name)
	if errors.Is(err, ari.ErrNotFound) {
		return nil
	}
	return err
}

// Voices lists what Asterisk has recorded in a folder of its store.
func (r *Recorder) Voices(ctx context.Context, folder string) (names []string, err error) {
	all, err := r.client.StoredRecordings(ctx)
	for _, s := range all {
		if strings.HasPrefix(s.Name, folder) {
			names = append(names, s.Name)
		}
	}
	return names, err
}

// Speaking reports whether a channel is still there, whose message may still be spoken.
func (r *Recorder) Speaking(ctx context.Context, channel string) (bool, error) {
	_, err := r.client.Channel(ctx, channel)
	if errors.Is(err, ari.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
