package display

// By is the way by which handsets are shown the call. The zero value is none.
type By string

// The ways. See daemon/decisions/0042-the-display-is-a-courtesy.md.
const (
	ByNone By = "off"
	ByLine By = "connected_line" // the name of the party that the phone is connected to
	ByText By = "message"        // a SIP MESSAGE
	ByBoth By = "both"
)

// Ways lists them, in the order used in messages.
func Ways() []By { return []By{ByNone, ByLine, ByText, ByBoth} }

// Off reports whether handsets are shown nothing.
func (b By) Off() bool { return !b.Line() && !b.Text() }

// Line reports whether the connected line is set.
func (b By) Line() bool { return b == ByLine || b == ByBoth }

// Text reports whether messages are sent.
func (b By) Text() bool { return b == ByText || b == ByBoth }
