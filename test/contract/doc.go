// Package contract holds our ARI client, and the Asterisk of package aritest, against a real Asterisk: every request
// and every field against what it says of itself under /ari/api-docs, and the events of whole calls against those
// that it sends.
package contract
