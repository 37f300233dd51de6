package sqlite

import "strings"

// projection is a table that follows from the facts of attempts, phones, agents and shown numbers.
type projection struct {
	table   string
	columns []string // that are held against the journal
	gone    string   // SQL: a row r of the replay that may be missing, because its time is over
	more    string   // SQL: a row m of the table that the replay does not make
}

// Conditions of a row m that an attempt made whose number was erased, or that is older than the replay: the first by
// its attempt, the others by any such attempt of its client or campaign.
const (
	oldAttempt = `m.attempt <= :first OR EXISTS (SELECT 1 FROM main.attempt a LEFT JOIN main.number_key k ON k.id =
		a.number
		WHERE a.id = m.attempt AND k.lookup IS NULL)`
	oldOfClient   = oldOf + `AND a.client = m.client)`
	oldOfCampaign = oldOf + `AND a.campaign = m.campaign)`
	oldOf         = `EXISTS (SELECT 1 FROM main.attempt a LEFT JOIN main.number_key k ON k.id = a.number
		WHERE (a.id <= :first OR k.lookup IS NULL) `
)

// projections lists them. Times are bound as :purged (nanoseconds) and :day, the entry of a person's word as :accepted.
func projections() []projection {
	return []projection{
		{"flag", []string{"mark", "attempt", "at", "cleared"}, `r.cleared > 0 AND r.cleared < :purged`, oldAttempt},
		{"abandoned_again", []string{"mark", "attempt", "at"}, `r.at < :purged`, oldAttempt},
		{"contact", []string{"mark", "client", "attempt", "at", "agreed"},
			// A talk with a caller came after it: those stand in no attempt.
			`r.at < :purged OR EXISTS (SELECT 1 FROM main.contact m WHERE m.mark = r.mark AND m.client = r.client
				AND m.attempt = 0 AND m.at >= r.at)`,
			`m.attempt = 0 OR ` + oldAttempt},
		{"survey", []string{"mark", "client", "day"}, `r.day < :day`, oldOfClient},
		{"recording_refusal", []string{"mark", "campaign"},
			`EXISTS (SELECT 1 FROM main.campaign c WHERE c.id = r.campaign AND c.archived > 0 AND c.archived < ` +
				`:purged)`,
			oldOfCampaign},
		{"sale", strings.Split(saleColumns, ", "), `r.sold < :purged`, `m.attempt <= :first`},
		{"pin_trial", []string{"endpoint", "agent", "wrong", "last", "locked"}, `:accepted > 0`, `:accepted > 0`},
		{"agent_pause", []string{"agent", "reason", "since"}, `:accepted > 0`, `:accepted > 0`},
		{"listened", []string{"agent", "since"}, `:accepted > 0`, `:accepted > 0`},
		{"shown", []string{"visible", "code", "route", "sent", "detail", "at", "by"}, `:accepted > 0`, `:accepted > 0`},
	}
}
