// Package metrics tells Prometheus how the daemon does.
//
// A scrape reads the floor once, as "status" does. What happened since the start is counted where it is certain: facts
// as they reach the disk, requests to the PBX as they are answered. Campaigns, states and rules are labels; no person
// is. Table is every name with its meaning.
package metrics
