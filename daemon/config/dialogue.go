package config

import "github.com/ringevett/ringevett/daemon/inquiry"

// Dialogue is how long what people asked and were answered is kept after its last message (4.4.3 b).
type Dialogue struct {
	RetentionMonths int `yaml:"retention_months"`
}

func (k Dialogue) check(d *document) {
	within(d, "dialogue.retention_months", k.RetentionMonths, inquiry.MinMonths, inquiry.MaxMonths, "after the last message (4.4.3 b)")
}
