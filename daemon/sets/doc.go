// Package sets holds reservation registers as sets: what both backends, the durable truth and the wash share.
//
// A register is a base, one immutable version, with what was added and removed since. Reserved is who was added, or
// is in the base and was not removed. Numbers are the digits of E.164, 4790000001. Persons are keyed hashes.
//
// The eight digits after +47 are one bitmap of 10^8 bits (12.5 MB, some 10 ns a look-up) once there are many of them;
// few numbers, and those of other countries, are a map or a roaring bitmap.
package sets
