package config

import (
	"fmt"
	"time"

	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/retention"
	"github.com/ringevett/ringevett/sounds"
)

// Recording is whether and how conversations are recorded (8.2.1); off where nothing is said.
type Recording struct {
	Mode           string `yaml:"mode"`
	Keep           string `yaml:"keep"`
	Dir            string `yaml:"dir"`
	KeyFile        string `yaml:"key_file"`
	Category       string `yaml:"category"`
	Purpose        string `yaml:"purpose"`
	LIARef         string `yaml:"lia_ref"`
	LIADate        string `yaml:"lia_date"`
	RetentionDays  int    `yaml:"retention_days"`
	Reason         string `yaml:"retention_reason"`
	AssessmentRef  string `yaml:"assessment_ref"`
	AssessmentDate string `yaml:"assessment_date"`
	AssessmentBy   string `yaml:"assessment_by"`
	Website        string `yaml:"website"`
}

// The words of recording.mode and recording.keep.
const (
	RecordingOff  = "off"
	RecordingAsks = "opt_in"
	optOut        = "opt_out"
	fetchThem     = "fetch"
	LeaveThem     = "leave"
)

func noRecording() Recording {
	return Recording{
		Mode: RecordingOff, Keep: fetchThem, Dir: defaultDataDir + "/recordings",
		KeyFile: defaultKeyDir + "/" + recordingsKey,
		Purpose: "quality", RetentionDays: retention.DefaultDays,
	}
}

// Rules are the category that calls are recorded under.
func (r Recording) Rules() retention.Category {
	return retention.Category{
		ID: r.Category, Purpose: r.Purpose, LIARef: r.LIARef, LIADate: r.LIADate, Days: r.RetentionDays,
		Reason:        r.Reason,
		AssessmentRef: r.AssessmentRef, AssessedOn: r.AssessmentDate, AssessedBy: r.AssessmentBy,
	}
}

// check asks for purpose, ground and retention only where something is recorded; the limits of the days hold always.
func (r Recording) check(d *document) {
	oneOf(d, "recording.mode", r.Mode, RecordingOff, RecordingAsks, optOut)
	oneOf(d, "recording.keep", r.Keep, fetchThem, LeaveThem)
	absolute(d, "recording.dir", r.Dir)
	absolute(d, "recording.key_file", r.KeyFile)
	if r.Mode == RecordingOff {
		within(d, "recording.retention_days", r.RetentionDays, 1, retention.AssessedDays,
			fmt.Sprintf("(8.2.1 b); over %d with an assessment", retention.MaxDays))
		return
	}
	for field, day := range map[string]string{
		"recording.lia_date": r.LIADate, "recording.assessment_date": r.AssessmentDate,
	} {
		if at, err := time.ParseInLocation(time.DateOnly, day, hours.Oslo()); err == nil {
			hasBeen(d, field, day, at, time.Now())
		}
	}
	for _, fault := range r.Rules().Check("recording") {
		d.add(fault.Field, fault.Value, fault.Why)
	}
	if sounds.SpokenSite("nb", r.Website) == "" { // the prompt says it aloud
		d.add("recording.website", r.Website, "a web address as people say it, example.no/opptak (8.2.1 a)")
	}
}
