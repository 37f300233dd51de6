// Package reservation tells who is reserved against a call, what lifts a reservation, and whether a list was washed.
//
// Three registers are asked, and each is lifted by something else (norm 2.7):
//
//	                        national    the client's    the call centre's own
//	sales, fundraising      asked       asked           asked
//	survey, service, info   -           asked           asked
//	existing customer       lifts       -               -
//	express request         lifts       lifts, if later -
//
// A register of numbers is not enough: most people who reserved gave a name and an address and no number. So a lead
// of a marketing campaign also needs a dated record that its person was looked up, this month and not long ago (mfl.
// § 13 a).
package reservation
