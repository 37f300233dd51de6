// Package cli has the verbs, one file each. A verb asks the daemon where one runs, and works on the book and the
// journal itself where none does; it prints for people, or with --json for programs.
//
// Exit codes: 0 all is well, 1 something to look at or nothing to do, 2 refused.
package cli
