package app

import (
	"path/filepath"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/campaigns"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/consent"
	"github.com/ringevett/ringevett/daemon/consents"
	"github.com/ringevett/ringevett/daemon/console"
	"github.com/ringevett/ringevett/daemon/desk"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/gate"
	"github.com/ringevett/ringevett/daemon/handdial"
	"github.com/ringevett/ringevett/daemon/inquiries"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/retention"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/staff"
	"github.com/ringevett/ringevett/daemon/training"
	"github.com/ringevett/ringevett/sounds"
)

// campaignSettings is what starting a campaign takes from the configuration.
func (h *Rooms) campaignSettings() campaigns.Settings {
	c := h.cfg()
	return campaigns.Settings{
		Blanks: c.Blanks(), Responsible: c.ResponsibleManager(), Hours: c.HoursRules(),
		Ack: c.Ack(), AckText: configs.Fingerprint(configs.Predictive),
	}
}

// staffSettings is the configuration of training.
func staffSettings(c config.Config) staff.Settings {
	return staff.Settings{
		Waived: !c.Training.Require, Months: c.Training.ValidMonths,
		Versions: map[training.Item]string{
			training.Norm: c.Regulation.NormSHA256, training.Statute: c.Regulation.Statutes,
		},
	}
}

// figureSettings is what the daily figures take from the configuration.
func figureSettings(c config.Config) console.Settings {
	p := retention.Periods{CallRecordMonths: c.CallRecord.RetentionMonths, ComplaintMonths: c.Dialogue.ComplaintMonths}
	if c.Recording.Mode != config.RecordingOff {
		p.RecordingDays = c.Recording.RetentionDays
	}
	return console.Settings{LimitPct: c.Abandon.LimitPct, Periods: p}
}

// planSettings is how the floor dials, for a plan.
func planSettings(c config.Config) console.PlanSettings {
	return console.PlanSettings{
		Hours: c.HoursRules(), Pacing: c.Pacing(), Connect: c.ConnectWithin(), AfterWord: c.AfterWord(),
		MaxCalls: c.Asterisk.MaxCalls, PerSecond: c.Asterisk.CallsPerSecond, Responsible: c.ResponsibleManager(),
	}
}

// handSettings is the guard's part of the configuration.
func handSettings(c config.Config) handdial.Settings {
	return handdial.Settings{
		Dialing: c.Guard.Dialing(), Persons: c.Guard.Persons, Unreadable: c.Guard.Unreadable.Allow,
		Hours: c.HoursRules(), Ring: c.RingTime(), ConnectWithin: c.ConnectWithin(),
		Language: c.Sounds.Language,
	}
}

// recordingSettings is the configuration of recordings.
func recordingSettings(c config.Config) consents.Settings {
	r := c.Recording
	return consents.Settings{
		Mode: consent.Mode(r.Mode), Category: r.Category, RetentionDays: r.RetentionDays,
		Leave: r.Keep == config.LeaveThem, Dir: r.Dir, KeyFile: c.RecordingsKey().Path,
	}
}

// inquirySettings are the inquiries' part of the configuration.
func inquirySettings(c config.Config) inquiries.Settings {
	return inquiries.Settings{
		Hours: c.HoursRules(), Ring: c.RingTime(), Keep: c.Dialogue.Keep(), Voices: filepath.Join(c.Data.Dir, "voices"),
	}
}

// facts adds to what was looked up what the configuration says.
func (h *Rooms) facts(f gate.Facts, c dialer.Campaign, l dialer.Lead, by gate.Path) gate.Facts {
	if f.Lead.ID == 0 { // else it is the lead as the look found it, a moment ago
		f.Lead = l
	}
	cfg := h.cfg()
	f.Campaign, f.Responsible, f.Hours, f.Path = c, cfg.ResponsibleManager(), cfg.HoursRules(), by
	f.Rest = cfg.RestTime()
	return f
}

// deskSettings is the desk's part of the configuration.
func deskSettings(c config.Config) desk.Settings {
	return desk.Settings{
		Language: c.Sounds.Language, Vouched: c.Desk.Vouched.Rule(), CallsKept: c.CallRecordsBefore,
		Staffed: c.Desk.Open,
	}
}

// speechSettings is what prompts say of the configuration.
func speechSettings(c config.Config) speech.Settings {
	consent := sounds.ConsentInform
	switch c.Recording.Mode {
	case config.RecordingOff:
		consent = ""
	case config.RecordingAsks:
		consent = sounds.ConsentAsk
	}
	first, last := c.Desk.Days()
	return speech.Settings{
		Dir: c.Sounds.Dir, Language: c.Sounds.Language,
		Name: c.CallCenter.Spoken, Phone: c.CallCenter.Phone, Email: c.CallCenter.Email,
		Consent: consent, Website: c.Recording.Website, RetentionDays: c.Recording.RetentionDays,
		Staffed: speech.Staffed{First: first, Last: last, Opens: c.Desk.Opens, Closes: c.Desk.Closes},
	}
}

func (h *Rooms) watchSettings() console.WatchSettings {
	c := h.cfg()
	return console.WatchSettings{
		Version: h.version, DemoClock: h.clock.mark(), Hours: c.HoursRules(), Ring: c.RingTime(), Blanks: c.Blanks(),
	}
}

func whyRules(c config.Config) console.WhyRules {
	return console.WhyRules{
		Ring: c.RingTime(), Attempts: c.Attempts(), Hours: c.HoursRules(), Responsible: c.ResponsibleManager(),
	}
}

// registersSettings is how the files of registers are laid out.
func registersSettings(c config.Config) registers.Settings {
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

// engineSettings are the house's rules as the floor has them.
func engineSettings(c config.Config) engine.Settings {
	return engine.Settings{
		Responsible: c.ResponsibleManager(), Hours: c.HoursRules(), Rest: c.RestTime(), T: c.ConnectWithin(),
		MaxCalls: c.Asterisk.MaxCalls, PerSecond: c.Asterisk.CallsPerSecond, PinTries: c.Agents.PINTries,
		PinLock: c.Agents.PINLock, AfterWord: c.AfterWord(),
		MoreWrapUp:    time.Duration(c.WrapUp.More) * time.Second,
		LongestWrapUp: time.Duration(c.WrapUp.Longest) * time.Second,
		PauseLasts:    time.Duration(c.Agents.Pause) * time.Minute,
		Pacing:        c.Pacing(), Ack: c.Ack(), AckText: configs.Fingerprint(configs.Predictive),
		DeskWait: c.Desk.Wait(), Watch: time.Second,
	}
}
