// Package app wires the house: it alone sees every floor. Rooms is what can be asked of it, with a daemon and without;
// Run is the daemon.
package app
