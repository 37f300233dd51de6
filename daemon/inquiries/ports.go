package inquiries

import (
	"context"
	"io"
	"iter"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/inquiry"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Store is where inquiries are kept.
type Store interface {
	AddInquiry(ctx context.Context, in dialer.Inquiry, by string) (dialer.InquiryID, error)
	Inquiries(ctx context.Context, q sqlite.InquiryQuery) ([]sqlite.Inquiry, error)
	CloseInquiry(ctx context.Context, id dialer.InquiryID, c inquiry.Closing, late bool, who string) error
	// TellInquiry writes the alarms up to a stage, and gives those that were not written before.
	TellInquiry(ctx context.Context, id dialer.InquiryID, reached inquiry.Stage) ([]inquiry.Stage, error)
	Breaches(ctx context.Context, from, to time.Time) (map[dialer.Day][]dialer.InquiryID, error)
}

// Dialogues are inquiries that were answered, and the wishes for erasure that wait for them.
type Dialogues interface {
	PurgeInquiries(ctx context.Context, now time.Time, k inquiry.Keep) (gone int, err error)
	Erasures(ctx context.Context, all bool) ([]sqlite.Erasure, error)
}

// Wanted are voices that the PBX has, or that a person listens to.
type Wanted interface {
	WantVoice(ctx context.Context, id dialer.InquiryID, name string) error
	OpenVoices(ctx context.Context) ([]sqlite.Inquiry, error)
	// TakeVoice writes who listens and why, and gives the key.
	TakeVoice(ctx context.Context, id dialer.InquiryID, why, by string) (sqlite.Voice, error)
}

// Kept is what became of a voice.
type Kept interface {
	// KeepVoice reports false where the dialogue was deleted meanwhile.
	KeepVoice(ctx context.Context, id dialer.InquiryID, v sqlite.Voice) (kept bool, err error)
	MissVoice(ctx context.Context, id dialer.InquiryID, lost bool, why string) error
	VoiceRemoved(ctx context.Context, id dialer.InquiryID) error
	VoiceGone(ctx context.Context, id dialer.InquiryID) error
}

// PBX has what callers spoke. A voice that it does not have is dialer.ErrNotFound. It blocks as long as Asterisk does.
type PBX interface {
	VoiceFile(ctx context.Context, name string, w io.Writer) error
	RemoveVoice(ctx context.Context, name string) error
	// Voices lists the voices of a folder, those that are being recorded too.
	Voices(ctx context.Context, folder string) (names []string, err error)
	// Speaking reports whether a channel is still there.
	Speaking(ctx context.Context, channel string) (bool, error)
}

// Callers are those who ring back.
type Callers interface {
	// Attached fails where the PBX does not hear the daemon.
	Attached(ctx context.Context) error
	// Visiting lists the channels of visits that have not ended. Each reports its own message.
	Visiting() []string
	// About finds the client and the campaign that a call, as the journal has it, is about.
	About(ctx context.Context, channel string, came dialer.Fact) (dialer.ClientID, dialer.CampaignID, error)
}

// Book is what is read of clients and campaigns.
type Book interface {
	Client(ctx context.Context, id dialer.ClientID) (dialer.Client, error)
	Campaign(ctx context.Context, id dialer.CampaignID) (dialer.Campaign, error)
}

// Ports are what inquiries need of their surroundings.
type Ports struct {
	Store     Store
	Dialogues Dialogues
	Wanted    Wanted
	Kept      Kept
	Book      Book
	Registers func() engine.Sets

	Household func(ctx context.Context, n dialer.Number) ([]dialer.PersonKey, error)
	// Returned gives what the journal has of a channel's returned call.
	Returned func(ctx context.Context, channel string, from, to time.Time) ([]dialer.Fact, error)
	// Named checks the name that a person gives for who did something; by is who enters it.
	Named func(ctx context.Context, name, by string) (string, error)
	// Days reads Oslo days, both included.
	Days func(from, to string) (first, last time.Time, err error)

	Report   func(error) // how Runs does: nil says that it works
	Settings func() Settings
	Now      func() time.Time // the wall clock
	Ticking  func() time.Time // the clock that only goes forward
	Log      *logrus.Entry
}

// Journal is what is read of facts.
type Journal interface {
	Facts(ctx context.Context, q sqlite.Query) iter.Seq2[dialer.Fact, error]
	Returned(ctx context.Context, channel string, from, to time.Time) ([]dialer.Fact, error)
}

// Held is what is held on a number outside the journal.
type Held interface {
	HeldOn(ctx context.Context, n dialer.Number) (sqlite.Held, error)
	FlagOf(ctx context.Context, n dialer.Number) (sqlite.Flag, error)
	Recordings(ctx context.Context, q sqlite.RecordingQuery) ([]dialer.Recording, error)
}

// Wishes are wishes for erasure.
type Wishes interface {
	// QueueErasure keeps the wish for a person's decision where a dialogue must still be kept; queued is false where
	// nothing stands against the erasure.
	QueueErasure(ctx context.Context, n dialer.Number, why, by string) (e sqlite.Erasure, queued bool, err error)
	Erasures(ctx context.Context, all bool) ([]sqlite.Erasure, error)
	DecideErasure(ctx context.Context, id int64, erase bool, why, by string) (facts int, err error)
}

// Eraser destroys the keys of what is held on a number.
type Eraser interface {
	EraseRecordings(ctx context.Context, n dialer.Number, by string) (erased int, err error)
	Forget(ctx context.Context, n dialer.Number, why, by string) (facts int, err error)
	Readmit(ctx context.Context, n dialer.Number, why, by string) error
}

// SubjectPorts are what Subjects needs of its surroundings.
type SubjectPorts struct {
	Journal Journal
	Held    Held
	Wishes  Wishes
	Eraser  Eraser

	// RegistersOn is what each register says of a number and of the persons on it.
	RegistersOn  func(ctx context.Context, n dialer.Number) ([]verb.RegisterAnswer, error)
	RecordingOut func(dialer.Recording) verb.Recording
	// RemoveFiles removes the files of recordings whose keys are destroyed; waits says what stays until a daemon runs.
	RemoveFiles func(ctx context.Context) (waits string, err error)
	// Second holds a decision to erase against the person who asked for it, and gives how the journal names the act.
	Second     func(ctx context.Context, e sqlite.Erasure, by string) (string, error)
	Erased     func(n dialer.Number) // the number is not called any more
	Write      func(ctx context.Context, f dialer.Fact) error
	Now        func() time.Time
	VisitLasts time.Duration // how long a returned call may last
}

// Settings are the inquiries' part of the configuration.
type Settings struct {
	Hours  hours.Rules
	Ring   time.Duration // how long an unanswered call rings
	Keep   inquiry.Keep  // how long dialogues are kept
	Voices string        // the folder of sealed voices
}
