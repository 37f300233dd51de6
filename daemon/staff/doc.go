// Package staff keeps what the call centre's own people were taught (clause 5).
//
// People report training with "training add"; the rules are those of package training. After each change, at the
// start, and when the configuration is read again, the ledger goes to the engine, which lets no agent log in who lacks
// something. The book keeps the versions of what is taught: a new version is noted at the start.
package staff
