package dialer

// Facts by which a journal is signed: each day has an Ed25519 key pair of its own. See decision 0032.
const (
	// a day's public key stands ready: Proof; Detail where it begins a row of keys
	FactDayKey    FactKind = "day_key"
	FactDayClosed FactKind = "day_closed" // the day's key signed the chain up to here and is destroyed: Proof
	FactStamped   FactKind = "stamped"    // a time-stamping authority has seen a day's head: Proof
)

// Proof is what these facts hold. Which fields are set depends on the kind.
type Proof struct {
	Day       Day    `json:"day,omitzero"`        // Oslo's, for which the key was made
	Key       []byte `json:"key,omitempty"`       // public, 32 bytes
	Next      []byte `json:"next,omitempty"`      // day_closed: the public key of the day that begins
	Signature []byte `json:"signature,omitempty"` // day_key: by the key in use, none in the first; day_closed: by Key
	Head      string `json:"head,omitzero"`       // stamped: of which head
	Token     []byte `json:"token,omitempty"`     // stamped: the TimeStampToken of RFC 3161, DER
}
