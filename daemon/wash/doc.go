// Package wash holds long lists of numbers against the registers: a file in, the same file with a verdict in each row
// out.
//
// A wash is advice: a reservation made a minute later is not in it, so the gate asks again at each dial (4.2 a, 4.4.4).
//
// It is an engine of its own beside the one that dials: no clock, no book, no network; bytes, the number plan and
// sets that do not change. It goes over a list in blocks of 256 kB, and over each block in passes: read the numbers
// of all rows, ask the bitmap for all, ask the small registers for all, write all. One pass over many rows lets the
// processor wait for many cache misses at once; row by row it would wait for each. No row is lost, none changes its
// place, and memory does not grow with the list. What cannot be read as CSV ends the wash with the line: half a list
// is never delivered.
package wash
