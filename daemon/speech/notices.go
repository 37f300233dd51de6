package speech

import (
	"context"

	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/sounds"
)

// SpeakNotices makes the sounds by which agents hear notices (8.1). An agent cannot acknowledge one whose sound could
// not be made.
func (s *Speech) SpeakNotices(ctx context.Context, all []notice.Notice) error {
	set := s.ports.Settings()
	clips, err := catalogue{set: set, notices: all}.clipsOf(inLanguage(CueLanguage, sounds.AgentNotice))
	if err != nil {
		return err
	}
	_, err = makeClips(ctx, set.Dir, voices(set.Voices), clips)
	return err
}
