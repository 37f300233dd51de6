// Package oldbook makes the data folder of a call centre that has been ringing for months: clients, campaigns, agents,
// leads, reservations and a journal of as many attempts as are asked for, all written by the product's own store.
//
// It is for measuring what grows with a book's age: the start, the figures, the night's work. The same seed gives the
// same facts. Numbers are made up and reach no one in a test: nothing here dials.
//
//	go run ./test/oldbook/make -attempts 100000 -dir /somewhere/empty
package oldbook
