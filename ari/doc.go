// Package ari is a client of the Asterisk REST Interface: requests, and the stream of events behind them.
//
// It knows Asterisk, not dialling. Every wait ends with its context; nothing is lost silently: a subscription
// that overflows ends with ErrOverflow and is told as Gap, a lost connection is told as Down, and the Up after it
// carries a fresh Snapshot, since Asterisk replays nothing.
//
// Choose ids yourself, subscribe, then ask: events may come before the answer to the request that caused them.
// Ids must be of one length and unique over time. Asterisk 22.5 and later compares a wanted channel id with the
// live ones by the wanted id's length, without case, so "call-1" clashes with a living "call-10".
package ari

//go:generate go run ./internal/gen -from $ARI_API_DOCS -o model_gen.go
