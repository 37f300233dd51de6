// Package verb declares what people can ask of the program, each verb once: its route, what goes in and comes out, its
// help, who may ask, and what the journal keeps of it.
//
// The server (daemon/rest), its client (rest.Call) and the command line (daemon/cli) read these declarations, so that
// the OpenAPI description, the table of roles, help and completion follow from them. daemon/app binds each verb to the
// function that does its work. A new verb is its declaration here, and its work with a line in its room's verbs.go.
//
// The package holds values only: it may not read a clock, do IO, or import more than the ground and the calendar.
package verb
