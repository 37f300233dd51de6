// Package page has stories of a person at the page, told in a real Chromium against the real daemon. The PBX is the one
// in memory; the truth is what the daemon's socket answers.
package page
