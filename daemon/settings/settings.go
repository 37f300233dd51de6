// Package settings is what each room, the engine and the telephony take of the configuration: one function for each.
// The app calls it at each use, so that a reload reaches them without a restart.
package settings

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/campaigns"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/consents"
	"github.com/ringevett/ringevett/daemon/console"
	"github.com/ringevett/ringevett/daemon/desk"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/display"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/handdial"
	"github.com/ringevett/ringevett/daemon/handout"
	"github.com/ringevett/ringevett/daemon/inquiries"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/retention"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/staff"
	"github.com/ringevett/ringevett/daemon/telephony"
	"github.com/ringevett/ringevett/daemon/training"
	"github.com/ringevett/ringevett/daemon/webhook"
	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
)

// Campaigns is what starting a campaign takes from the configuration.
func Campaigns(c config.Config) campaigns.Settings {
	return campaigns.Settings{
		Blanks: c.Blanks(), Responsible: c.ResponsibleManager(), Hours: c.HoursRules(),
		Ack: c.Ack(), AckText: configs.Fingerprint(configs.Predictive),
	}
}

// Staff is the configuration of training.
func Staff(c config.Config) staff.Settings {
	return staff.Settings{
		Waived: !c.Training.Require, Months: c.Training.ValidMonths,
		Versions: map[training.Item]string{
			training.Norm: c.Regulation.NormSHA256, training.Statute: c.Regulation.Statutes,
		},
	}
}

// Recorded is the category of the recordings that are made; "": none are.
func Recorded(c config.Config) string {
	if c.Recording.Mode == config.RecordingOff {
		return ""
	}
	return c.Recording.Category
}

// Figures is what the daily figures take from the configuration.
func Figures(c config.Config) console.Settings {
	p := retention.Periods{CallRecordMonths: c.CallRecord.RetentionMonths, ComplaintMonths: c.Dialogue.ComplaintMonths}
	if c.Recording.Mode != config.RecordingOff {
		p.RecordingDays = c.Recording.RetentionDays
	}
	return console.Settings{LimitPct: c.Abandon.LimitPct, Periods: p}
}

// Plan is how the floor dials, for a plan.
func Plan(c config.Config) console.PlanSettings {
	return console.PlanSettings{
		Hours: c.HoursRules(), Pacing: c.Pacing(), Connect: c.ConnectWithin(), AfterWord: c.AfterWord(),
		MaxCalls: c.Asterisk.MaxCalls, PerSecond: c.Asterisk.CallsPerSecond, Responsible: c.ResponsibleManager(),
	}
}

// HandDial is the guard's part of the configuration.
func HandDial(c config.Config) handdial.Settings {
	return handdial.Settings{
		Dialing: c.Guard.Dialing(), Persons: c.Guard.Persons, Unreadable: c.Guard.Unreadable.Allow,
		Hours: c.HoursRules(), Ring: c.RingTime(), ConnectWithin: c.ConnectWithin(),
		Language: c.Sounds.Language,
	}
}

// Webhook is the configuration of webhooks.
func Webhook(c config.Config) webhook.Settings {
	w := c.Webhook
	return webhook.Settings{
		URL: w.URL, Key: w.Key, Kinds: webhook.Kinds(w.Events), Offer: w.Offer, Numbers: w.Numbers,
		GiveUp: time.Duration(w.GiveUp) * time.Hour,
	}
}

// Relay is the one by which written offers are mailed. dialer.ErrRefused: there is none.
func Relay(c config.Config) (handout.Relay, error) {
	w := c.WrittenOffer
	if w.Relay == "" {
		return handout.Relay{}, fmt.Errorf("%w: written_offer.relay is empty, so no mail can be sent", dialer.ErrRefused)
	}
	password, err := w.Password()
	if err != nil {
		return handout.Relay{}, err
	}
	roots, err := w.Roots()
	return handout.Relay{
		Address: w.Relay, Near: w.Near(), From: w.From, User: w.User, Password: password, Roots: roots,
	}, err
}

// Recordings is the configuration of recordings.
func Recordings(c config.Config) consents.Settings {
	r := c.Recording
	return consents.Settings{
		Mode: consent.Mode(r.Mode), Category: r.Category, RetentionDays: r.RetentionDays,
		Leave: r.Keep == config.LeaveThem, Dir: r.Dir, KeyFile: c.RecordingsKey().Path,
	}
}

// Inquiries are the inquiries' part of the configuration.
func Inquiries(c config.Config) inquiries.Settings {
	return inquiries.Settings{
		Hours: c.HoursRules(), Ring: c.RingTime(), Keep: c.Dialogue.Keep(), Voices: filepath.Join(c.Data.Dir, "voices"),
	}
}

// Desk is the desk's part of the configuration.
func Desk(c config.Config) desk.Settings {
	return desk.Settings{
		Language: c.Sounds.Language, Vouched: c.Desk.Vouched.Rule(), CallsKept: c.CallRecordsBefore,
		Staffed: c.Desk.Open,
	}
}

// Speech is what prompts say of the configuration.
func Speech(c config.Config) speech.Settings {
	consent := sounds.ConsentInform
	switch c.Recording.Mode {
	case config.RecordingOff:
		consent = ""
	case config.RecordingAsks:
		consent = sounds.ConsentAsk
	}
	first, last := c.Desk.Days()
	return speech.Settings{
		Dir: c.Sounds.Dir, Language: c.Sounds.Language, Voices: voices(c),
		Name: c.CallCenter.Spoken, Phone: c.CallCenter.Phone, Email: c.CallCenter.Email,
		Consent: consent, Website: c.Recording.Website, RetentionDays: c.Recording.RetentionDays,
		Staffed: speech.Staffed{First: first, Last: last, Opens: c.Desk.Opens, Closes: c.Desk.Closes},
	}
}

func voices(c config.Config) map[string]render.Program {
	all := map[string]render.Program{}
	for lang, command := range c.Sounds.Voices.Commands() {
		all[lang] = render.Program{Command: command}
	}
	return all
}

// Why is the rules that a question "why" is answered by.
func Why(c config.Config) console.WhyRules {
	return console.WhyRules{
		Ring: c.RingTime(), Attempts: c.Attempts(), Hours: c.HoursRules(), Responsible: c.ResponsibleManager(),
	}
}

// Registers is how the files of registers are laid out.
func Registers(c config.Config) registers.Settings {
	s := registers.Settings{Layouts: map[dialer.RegisterID]registers.Layout{}}
	for _, f := range c.Registers.Files {
		layout := registers.Layout{Number: f.Number, Name: f.Name, Birth: f.Birth, Address: f.Address}
		if fixed, is := f.Fixed(); is {
			layout.Fixed = &fixed
		}
		s.Layouts[dialer.RegisterID(f.Register)] = layout
	}
	return s
}

// Engine are the house's rules as the floor has them.
func Engine(c config.Config) engine.Settings {
	return engine.Settings{
		Responsible: c.ResponsibleManager(), Hours: c.HoursRules(), Rest: c.RestTime(), T: c.ConnectWithin(),
		MaxCalls: c.Asterisk.MaxCalls, PerSecond: c.Asterisk.CallsPerSecond, PinTries: c.Agents.PINTries,
		PinLock: c.Agents.PINLock, AfterWord: c.AfterWord(),
		MoreWrapUp:    time.Duration(c.WrapUp.More) * time.Second,
		LongestWrapUp: time.Duration(c.WrapUp.Longest) * time.Second,
		PauseLasts:    time.Duration(c.Agents.Pause) * time.Minute,
		RingBack:      c.Agents.RingBack,
		OwnCallBack:   time.Duration(c.Agents.OwnCall) * time.Minute,
		Pacing:        c.Pacing(), Ack: c.Ack(), AckText: configs.Fingerprint(configs.Predictive),
		DeskWait: c.Desk.Wait(), Watch: time.Second,
	}
}

// Telephony are all but the mark of the installation and the campaigns' messages, which the journal knows.
func Telephony(c config.Config, log *logrus.Entry) (telephony.Settings, error) {
	password, err := c.Asterisk.Password()
	if err != nil {
		return telephony.Settings{}, fmt.Errorf("asterisk.password_file: %w", err)
	}
	return telephony.Settings{
		URL: c.Asterisk.URL, User: c.Asterisk.User, Password: password, App: c.Asterisk.App,
		WebSocket: c.Asterisk.Transport == "websocket", RequestTimeout: c.Asterisk.RequestTimeout,
		Endpoint: c.Asterisk.Endpoint,
		Cue:      func(ef engine.SeatEffect) []string { return speech.CuePaths(c.Sounds.Dir, ef) },
		Language: speech.CueLanguage,
		Display:  display.By(c.Agents.Display), LoginCode: c.Agents.LoginCode,
		Log: log,
	}, nil
}
