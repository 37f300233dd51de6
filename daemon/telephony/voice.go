package telephony

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/ringevett/ringevett/ari"
)

// deskFolder is where the dialplan's desk has Asterisk keep what callers have spoken.
const deskFolder = "ringevett/desk/"

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

// Voices lists what callers have spoken and Asterisk still has.
func (r *Recorder) Voices(ctx context.Context) (names []string, err error) {
	all, err := r.client.StoredRecordings(ctx)
	for _, s := range all {
		if strings.HasPrefix(s.Name, deskFolder) {
			names = append(names, s.Name)
		}
	}
	return names, err
}
