// Package check says what is wrong with the house before it dials: the configuration and its files, keys and folders,
// the journal and the book, the registers, the guard, and the PBX. The command "ringevett check" runs it beside a
// daemon or without one, and the log of each start has what it says of the files.
//
// A probe (package probe) looks at one thing and changes nothing. Check gathers a scene once: it reads the
// configuration, asks the daemon, opens the book for reading and asks the PBX, whose probes are in package telephony.
// Each probe then judges the scene. What cannot be looked at is a finding, never a silent pass.
//
// It is the one room that reads the whole configuration, because that is what it checks.
package check
