// Package configs holds the files that an admin starts from: the reference of every key, examples of each file,
// and the unit for systemd. It knows nothing of the daemon.
package configs

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
)

// Names of the files in Files.
const (
	Reference       = "ringevett.yaml" // every key with its default
	Unit            = "ringevett.service"
	Predictive      = "predictive.txt"         // what must be acknowledged before predictive dialing (4.6.1)
	ExampleConfig   = "example/ringevett.yaml" // the blanks alone, as a drop-in
	ExampleClient   = "example/client.yaml"
	ExampleCampaign = "example/campaign.yaml"
	ExampleAgents   = "example/agents.yaml"
	ExampleLeads    = "example/leads.csv"

	ExampleSale      = "example/sale.yaml" // a campaign of marketing, with what that needs
	ExampleSaleLeads = "example/leads-sale.csv"
)

// Files are the shipped files.
//
//go:embed ringevett.yaml ringevett.service predictive.txt example
var Files embed.FS

// Fingerprint is the SHA-256 of a shipped file, in hexadecimal; "" where there is none of that name.
func Fingerprint(name string) string {
	text, err := Files.ReadFile(name)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Text gives a shipped file by its name.
func Text(name string) (string, error) {
	text, err := Files.ReadFile(name)
	return string(text), err
}
