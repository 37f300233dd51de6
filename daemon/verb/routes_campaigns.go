package verb

// Reopening names leads of a list that are done, by their last outcome and the Oslo day of an attempt.
type Reopening struct {
	Campaign string `json:"-"`
	Source   string `json:"source" doc:"the list"`
	Outcome  string `json:"outcome" doc:"trunk_failed, no_answer, busy, cancelled_ringing, not_placed or lost"`
	Day      string `json:"day" doc:"2026-11-24"`
	Why      string `json:"why" doc:"kept in the journal"`
}

// Reopened is how many leads wait again.
type Reopened struct {
	Leads int `json:"leads"`
}
