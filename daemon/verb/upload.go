package verb

// ImportAnswer is an import as JSON.
type ImportAnswer struct {
	Import
	Verdicts []Verdict `json:"verdicts"`
}
