package speech

import (
	"context"
	"slices"
	"strings"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Ports are what Speech needs of others.
type Ports struct {
	Book     Book
	Settings func() Settings // in force now; a reload changes them

	// Admit puts a campaign on the floor as the book has it now, with its sounds seen, and lets it dial; it pauses one
	// that cannot run. running: it may dial. nil: no daemon runs, and no sound is made unasked.
	Admit func(ctx context.Context, id dialer.CampaignID) (running bool, err error)

	Log *logrus.Entry
}

// Speech makes the house's sounds and says where they are. Its methods may be called at the same time.
type Speech struct {
	ports   Ports
	pending pending
}

// New gives the speech of a house. No campaign is pending.
func New(p Ports) *Speech { return &Speech{ports: p} }

// Sound is Path in the folder of the settings.
func (s *Speech) Sound(file string) string { return Path(s.ports.Settings().Dir, file) }

// AbandonedMessage is the path of a campaign's abandoned-call message, without its ending; "" where the book cannot be
// read. It is asked when a consumer has waited too long. The book is read then, since it may have changed.
func (s *Speech) AbandonedMessage(id dialer.CampaignID) string {
	c, err := s.ports.Book.Campaign(context.Background(), id)
	if err != nil {
		s.ports.Log.WithError(err).WithField("campaign", id).Error("no abandoned-call message: the book cannot be read")
		return ""
	}
	return AbandonedPath(s.ports.Settings().Dir, c.Language, c.Client.ID)
}

// Ready says why a campaign's sounds cannot be played as they must be; nil where they can. c may differ from what the
// book has of the campaign, and goes before it.
func (s *Speech) Ready(ctx context.Context, c dialer.Campaign) error {
	all, err := s.ports.Book.Campaigns(ctx)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(all, func(o dialer.Campaign) bool { return o.ID == c.ID }); i >= 0 {
		all[i] = c
	} else {
		all = append(all, c)
	}
	clips, err := catalogue{set: s.ports.Settings(), campaigns: all}.needed(c)
	if err != nil {
		return err
	}
	return faultsOf(clips)
}

// Needed lists the paths, without their endings, of what a campaign of the book cannot run without.
func Needed(set Settings, book []dialer.Campaign, c dialer.Campaign) ([]string, error) {
	clips, err := catalogue{set: set, campaigns: book}.needed(c)
	return verb.Each(clips, func(c clip) string { return strings.TrimSuffix(c.path, Wav) }), err
}

// Refresh makes what the configuration and the book have come to need. A sound that cannot be made stops its campaign
// when that is put on the floor next. Without a daemon it does nothing.
func (s *Speech) Refresh(ctx context.Context) {
	if s.ports.Admit == nil {
		return
	}
	c, err := ofBook(ctx, s.ports.Settings(), s.ports.Book)
	if err != nil {
		s.report(nil, err)
		return
	}
	s.report(c.render(ctx, false))
}

// report logs how many sounds were made, and the first that could not be.
func (s *Speech) report(made []verb.SoundMade, err error) {
	if n := len(slices.DeleteFunc(made, func(m verb.SoundMade) bool { return !m.Made })); n > 0 {
		s.ports.Log.WithField("sounds", n).Info("sounds made again: their words have changed, or they were missing")
	}
	if err != nil { // without a voice it is all of them
		faults := strings.Split(err.Error(), "\n")
		s.ports.Log.WithField("faults", len(faults)).WithField("first", faults[0]).Warn("not every sound could be made")
	}
}
