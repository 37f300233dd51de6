package config

import "github.com/ringevett/ringevett/daemon/inquiry"

// Dialogue is how long what people asked and were answered is kept after its last message (4.4.3 b).
type Dialogue struct {
	RetentionMonths int `yaml:"retention_months"`
	ComplaintMonths int `yaml:"complaint_months"`
}

func (k Dialogue) check(d *document) {
	within(d, "dialogue.retention_months", k.RetentionMonths, inquiry.MinMonths, inquiry.MaxMonths,
		"after the last message (4.4.3 b)")
	within(d, "dialogue.complaint_months", k.ComplaintMonths, inquiry.MinMonths, inquiry.MaxMonths,
		"after the last message (4.4.3 b, 6.2)")
}

// Keep is how long it is kept.
func (k Dialogue) Keep() inquiry.Keep {
	return inquiry.Keep{Months: k.RetentionMonths, Complaint: k.ComplaintMonths}
}
