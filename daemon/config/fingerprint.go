package config

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/go-json-experiment/json"
)

// Fingerprint is short and differs where any value does. The journal has it of each start, which shows whether the
// configuration changed from one to the next (4.1).
func (c Config) Fingerprint() string {
	text, err := json.Marshal(c, json.Deterministic(true), json.WithMarshalers(json.MarshalFunc(
		func(d time.Duration) ([]byte, error) { return json.Marshal(d.String()) })))
	if err != nil {
		return "unknown"
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}
