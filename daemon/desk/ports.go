package desk

import (
	"context"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
	"github.com/ringevett/ringevett/daemon/sqlite"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Book lists clients and campaigns, also archived ones.
type Book interface {
	Clients(ctx context.Context) ([]dialer.Client, error)
	Client(ctx context.Context, id dialer.ClientID) (dialer.Client, error)
	Campaigns(ctx context.Context) ([]dialer.Campaign, error)
}

// Journal is what the desk writes, and what it reads of earlier calls.
type Journal interface {
	Write(ctx context.Context, b dialer.Batch) error
	// Returned gives the facts of one call to a visible number.
	Returned(ctx context.Context, channel string, from, to time.Time) ([]dialer.Fact, error)
	// RungOn lists the calls that went out to a number, newest first.
	RungOn(ctx context.Context, n dialer.Number, since time.Time) ([]sqlite.Rung, error)
	// ServeCaller ends or puts off the leads on which the caller was called, and gives how many.
	ServeCaller(ctx context.Context, s sqlite.Served) (leads int, err error)
	Inquiries(ctx context.Context, q sqlite.InquiryQuery) ([]sqlite.Inquiry, error)
	// KeepWishes puts a text, sealed, in a file beside the journal, for what the journal does not take; nil: removes it.
	KeepWishes(text []byte) error
	// Wishes is the text of that file; nil: there is none.
	Wishes() ([]byte, error)
}

// Inquiries keep what people want of us until it is answered (4.4.3). An inquiry's Voice is the name of a recording
// that the PBX has; it is fetched from there and sealed, however often that must be tried.
type Inquiries interface {
	AddInquiry(ctx context.Context, in dialer.Inquiry) (dialer.InquiryID, error)
	// Add is AddInquiry for what an agent has noted.
	Add(ctx context.Context, in dialer.Inquiry, by string) (dialer.InquiryID, error)
	// KeepVoice gives an inquiry its voice later.
	KeepVoice(ctx context.Context, id dialer.InquiryID, recording string) error
	// DropVoice removes a recording in which nothing was said.
	DropVoice(ctx context.Context, recording string) error
}

// Registers hold who is reserved.
type Registers interface {
	Check(ctx context.Context, s dialer.Subject, in []dialer.RegisterID) ([]dialer.RegisterAnswer, error)
	Reserve(ctx context.Context, w verb.Wish, by string) error
	// Correct takes out what by has just put in with w.Why, and nothing else.
	Correct(ctx context.Context, w verb.Wish, why, by string) error
}

// Floor is the engine.
type Floor interface {
	// Attached fails where the PBX does not hear the daemon: then no reservation could end what rings, and no caller
	// could be put through.
	Attached(ctx context.Context) error
	// Stop ends every call that rings at the number.
	Stop(n dialer.Number, why string)
}

// Sounds are the house's.
type Sounds interface {
	// Sound is the path of a sound as Asterisk wants it, without its ending.
	Sound(file string) string
	// Pending reports that the sounds of a campaign which shows the number are not made yet.
	Pending(visible dialer.Number) bool
}

// Ports are what the desk needs of others.
type Ports struct {
	Book      Book
	Journal   Journal
	Inquiries Inquiries
	Registers Registers
	Floor     Floor
	Sounds    Sounds

	// Report has status, check and metrics say why wishes of consumers wait for the disk; nil: none does. It may be nil.
	Report func(err error)

	Settings func() Settings
	Now      func() time.Time
	Log      *logrus.Entry
}

// Settings are the desk's part of the configuration.
type Settings struct {
	Language string         // of the house: nb, nn or en
	Vouched  number.Vouched // on whose word a caller's number is believed

	CallsKept func(now time.Time) time.Time // the moment from which call records are kept
	Staffed   func(now time.Time) bool      // agents answer callers then
}
