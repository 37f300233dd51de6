package speech

import (
	"context"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/sounds"
)

// Listener is who listens to an agent's calls until when, as the agent is told (8.3).
type Listener struct {
	Name   string
	Client dialer.Client // whose person it is; the zero value: the house's
	Until  string        // spoken
}

// voice names the listener's clips: a file's name holds no name of a person.
func (l Listener) voice() string {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s|%s|%s", l.Name, l.Client.ID, l.Until) // it never fails
	return fmt.Sprintf("%016x", h.Sum64())
}

// SpeakListener makes the sounds by which an agent hears who listens, and gives their name. No session may begin
// without them.
func (s *Speech) SpeakListener(
	ctx context.Context, name string, client dialer.Client, until time.Time,
) (string, error) {
	oslo := hours.InOslo(until)
	l := Listener{Name: name, Client: client, Until: sounds.Clock(oslo.Hour()*60 + oslo.Minute())}
	set := s.ports.Settings()
	versions := inLanguage(CueLanguage, sounds.OfListeners(client.ID != "")...)
	clips, err := catalogue{set: set, listener: &l}.clipsOf(versions)
	if err == nil {
		_, err = makeClips(ctx, set.Dir, voices(set.Voices), clips)
	}
	if err != nil {
		return "", fmt.Errorf("the sound that tells the agent who listens: %w", err)
	}
	return l.voice(), nil
}
