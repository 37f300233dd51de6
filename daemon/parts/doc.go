// Package parts runs the daemon's background work: it starts each part again after a panic, knows which parts do not
// work and whether dialing must wait for them, and stops everything in the reverse order of its start, each within
// StopWithin.
package parts
