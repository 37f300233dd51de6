// Package console is the room for answers that people ask of the program.
//
// Reports answers from the journal: the daily figures and the facts, and it takes the word on a conversation that is
// over. Persons keeps the people of the book and their requests: an act that needs a second person (people.Act) waits
// here until somebody else confirms or refuses it. Planner asks the gate about every lead that waits, and simulates
// the campaign with what its own journal tells of the people it rings.
//
// The API calls it for the verbs figures, facts, dispose, person and request; the command line calls it for plan.
// Nothing is counted ahead of a question: every figure is derived from the journal at the time of asking. Without a
// daemon everything but the word on a call that is still open works on the book and the journal.
package console
