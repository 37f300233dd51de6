package consents

import (
	"context"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/recordings"
	"github.com/ringevett/ringevett/daemon/sqlite"
)

// Media plays sounds in a call and begins recordings. It blocks as long as Asterisk does.
type Media interface {
	Say(ctx context.Context, id dialer.AttemptID, agent dialer.SessionID, sound consent.Sound, path string) error
	Hush(ctx context.Context, id dialer.AttemptID) error
	Record(ctx context.Context, both []dialer.Recording, agent dialer.SessionID) error
}

// PBX is what Asterisk holds of recordings.
type PBX interface {
	recordings.PBX
	Stop(ctx context.Context, running []dialer.Recording) error
	Discard(ctx context.Context, running []dialer.Recording) error
	Renew(ctx context.Context, running []dialer.Recording) error
}

// Book is what is read of agents and campaigns.
type Book interface {
	Agents(ctx context.Context) ([]dialer.Agent, error)
	Campaign(ctx context.Context, id dialer.CampaignID) (dialer.Campaign, error)
}

// Index is where recordings are looked up, held and dropped. Dropping destroys the key.
type Index interface {
	Recordings(ctx context.Context, q sqlite.RecordingQuery) ([]dialer.Recording, error)
	HoldRecording(ctx context.Context, id dialer.RecordingID, h dialer.RecordingHold) error
	ReleaseRecording(ctx context.Context, id dialer.RecordingID, why, by string) error
	DropRecording(ctx context.Context, id dialer.RecordingID, code, why, by string) error
}

// Calls is what the journal is told of recordings during a call.
type Calls interface {
	// BeginRecordings refuses where the journal has no consent of the call.
	BeginRecordings(ctx context.Context, both []dialer.Recording) error
	EndRecordings(ctx context.Context, id dialer.AttemptID, part int, at time.Time) error
	DropRecordings(ctx context.Context, id dialer.AttemptID, part int, why string) error
	// RecordingRefused reports whether the number said no in the campaign before.
	RecordingRefused(ctx context.Context, c dialer.CampaignID, n dialer.Number) (bool, error)
}

// Notices are what agents have acknowledged of recording (8.1 b).
type Notices interface {
	Noticed(ctx context.Context, a dialer.AgentID, category string, at time.Time) (bool, error)
}

// Ports are what recordings need of their surroundings.
type Ports struct {
	Book    Book
	Index   Index
	Files   recordings.Index // the same journal, for sealed files
	Calls   Calls
	Notices Notices

	Write    func(ctx context.Context, f dialer.Fact) error
	Sound    func(file string) string // where a sound lies, without ending
	Report   func(error)              // how Runs does: nil says that it works
	Settings func() Settings
	Now      func() time.Time
	Log      *logrus.Entry
}

// Settings are the configuration of recordings. They may change from one call to the next.
type Settings struct {
	Mode          consent.Mode
	Category      string
	RetentionDays int
	Leave         bool // recordings stay with the PBX instead of being fetched and sealed
	Dir           string
	KeyFile       string
}

// Snapshot asks the engine for its calls; it fails when the engine does not answer in time.
type Snapshot func(ctx context.Context) (engine.Snapshot, error)
