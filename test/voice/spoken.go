package voice

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// Spoken is Asterisk's store of callers' messages.
type Spoken struct {
	Sounds map[string]string
	Speaks []string // channels that are there
	Stuck  bool     // removes nothing
	Err    error    // of the next readings
}

// VoiceFile, RemoveVoice, Voices and Speaking are as the PBX has them.
func (s *Spoken) VoiceFile(_ context.Context, name string, w io.Writer) error {
	sound, there := s.Sounds[name]
	if !there {
		return dialer.ErrNotFound
	}
	_, err := io.WriteString(w, sound)
	return errors.Join(err, s.Err)
}

func (s *Spoken) RemoveVoice(_ context.Context, name string) error {
	if s.Stuck {
		return errors.New("in use")
	}
	delete(s.Sounds, name)
	return nil
}

func (s *Spoken) Voices(context.Context, string) ([]string, error) {
	return slices.Sorted(maps.Keys(s.Sounds)), s.Err
}

func (s *Spoken) Speaking(_ context.Context, channel string) (bool, error) {
	return slices.Contains(s.Speaks, channel), nil
}
