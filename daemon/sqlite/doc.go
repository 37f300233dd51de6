// Package sqlite keeps the journal and the book in one file, ringevett.db.
//
// The journal is the one record of what happened: facts, appended and chained by hash, never changed. The book is what
// the dialling needs to know now: clients, campaigns, agents, leads, reservations. Both change in the same transaction,
// and a call that returns without error is on the disk (WAL, synchronous=FULL).
//
// # One writer
//
// All changes go through one queue to one connection. Whatever waits when a commit ends goes into the next one
// together; there is no timer, the disk's own sync is the window. A second process that wants to write is refused;
// reading is always possible.
//
// What cannot be written as it is, on a disk that is well, fails alone: no job's fault fails another job of its
// transaction. A batch of the engine's that is refused like that is set aside, its numbers masked, in set-aside.jsonl
// in the data folder (at most 2 MB with the file before it). The journal lacks it: status shows an alarm until a
// person has moved the file away.
//
// # Files
//
// The first word of a file's name is its shelf: store (the file on the disk and its writer), key (the master key,
// number keys, keyed hashes), journal (entries, chain, proof, counters), book (clients, campaigns, agents, people),
// attempt, lead (leads and lists), register, recording, inquiry, erase. daemon/README.md tells what each holds.
//
// # Numbers
//
// A telephone number never stands in clear in the file. Each number has a random key of its own; facts and leads hold
// the number sealed under that key, and find it by a keyed hash. To forget a number is to destroy its key: the chain
// is over the sealed form and stays whole. Reservations outlive that, under a seal of their own, until they are
// withdrawn.
//
// # Registers
//
// A reservation register is its newest delivered base with the newest word of the change log on each member. A base is
// three packed parts, sealed whole; a line of the log is sealed on its own and found by a keyed hash. The log is only
// added to. A new base settles what it holds, and all removals until then; what was added above it stays.
//
// # The master key, and its backup
//
// master.key is 32 random bytes, made at set-up with mode 0600. It seals the numbers' keys, the hashes, the agents'
// PINs and the end of the chain. Without it the numbers cannot be read, nothing can be dialed, and the journal cannot
// be proved: Open refuses rather than make a new one beside an existing journal.
//
// Back it up once, on paper or on a medium apart from the backups of ringevett.db: who has both has the numbers, and
// who restores an old ringevett.db together with the key brings erased numbers back. So keep backups of ringevett.db
// no longer than the limits for call records, and take them with Backup ("ringevett journal backup"), not by copying
// the file under a running daemon and not with SQLite's ".backup", which begins again at each write.
//
// # What stands beside the chain
//
// The tables by which the gate decides who may be rung are under a seal of their own in the head
// (journal_deciding.go), compared whole at each opening and by Verify. The ledgers of abandoned calls are kept as
// sealed checkpoints (journal_checkpoint.go): a start counts only the entries after the newest one. See
// daemon/decisions/0017-a-start-goes-on-from-a-checkpoint.md.
//
// # Limits of the proof
//
// The chain shows every change made without the master key, and names the entry. It cannot show that the whole file
// was put back to an older state: note the head that Verify gives, elsewhere, from time to time. Where the end is
// broken, Open refuses: to write on would bury the evidence. Put the folder aside as it is, and start with a new one.
//
// # Erasure, and what it leaves to the medium
//
// A destroyed key is overwritten in the file and gone from the write-ahead log when Forget returns; if a reader holds
// old pages, at the first commit after it has ended. Where SQLite has split or joined pages, a copy can stay in the
// unused part of one: Scrub, at night, overwrites those parts and all free pages, in steps of some milliseconds. What a
// file system or a solid-state disk keeps of overwritten blocks is beyond a program: encrypt the disk.
package sqlite
