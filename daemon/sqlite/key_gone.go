package sqlite

// What a line is about.
const (
	goneNumber   = "number"   // a number's key
	goneDialogue = "dialogue" // an inquiry's key
	goneBefore   = "before"   // keys of numbers that nothing was written about since: the limit for call records
)

// gone is one line.
type gone struct {
	what   string
	id, at int64
}

// hides reports whether the list of erasures keeps a key of the journal shut.
func (k *keys) hides(what string, id int64) bool { return k.hidden[gone{what: what, id: id}] }
