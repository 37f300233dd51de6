// Package sqlite keeps the journal and the book in one file, ringevett.db.
//
// The journal is the one record of what happened: facts, appended and chained by hash, never changed. The book is what
// the dialling needs to know now: clients, campaigns, agents, leads, reservations. Both change in the same transaction,
// and a call that returns without error is on the disk (WAL, synchronous=FULL).
//
// # One writer
//
// All changes go through one queue to one connection. All jobs that wait when a commit ends go into the next one; there
// is no timer. A second process that wants to write is refused; reading is always possible.
//
// A change that cannot be written although the disk is well fails alone: it does not fail other jobs of its
// transaction. If it is a batch of the engine's, it is set aside, with its numbers masked, in set-aside.jsonl in the
// data folder (at most 2 MB with the file before it). The journal lacks it: status shows an alarm until a person has
// moved the file away.
//
// # Files
//
// The first word of a file's name is its shelf: store (the file on the disk and its writer), key (the master key,
// number keys, keyed hashes), journal (entries, chain, proof, counters), book (clients, campaigns, agents, people),
// attempt, lead (leads and lists), register, recording, inquiry, erase. daemon/README.md tells what each holds.
//
// # Numbers
//
// The file never holds a telephone number in clear. Each number has a random key of its own; facts and leads hold
// the number sealed under that key, and find it by a keyed hash. To forget a number is to destroy its key: the chain
// is over the sealed form and stays whole. Reservations outlive that, under a seal of their own, until they are
// withdrawn.
//
// # Registers
//
// A reservation register is its newest delivered base, and above it the newest entry of the change log for each member.
// A base is three packed parts, sealed whole; a line of the log is sealed on its own and found by a keyed hash. Lines
// are only added to the log. A new base decides for what it holds, and for all removals before it; later lines and
// other additions stay above it.
//
// # The master key, and its backup
//
// master.key is 32 random bytes, made at set-up with mode 0600. It seals the numbers' keys, the hashes, the agents'
// PINs and the end of the chain. Without it the numbers cannot be read, nothing can be dialed, and the journal cannot
// be verified: Open refuses, and never makes a new key beside an existing journal.
//
// Back it up once, on paper or on a medium apart from the backups of ringevett.db: anyone with both has the numbers,
// and restoring an old ringevett.db together with the key brings erased numbers back. So keep backups of ringevett.db
// no longer than the limits for call records, and take them with Backup ("ringevett journal backup"). Do not copy the
// file under a running daemon, nor use SQLite's ".backup", which begins again at each write.
//
// # Beside the chain
//
// The tables by which the gate decides who may be rung are under a seal of their own in the head
// (journal_deciding.go), compared whole at each opening and by Verify. The ledgers of abandoned calls are kept as
// sealed checkpoints (journal_checkpoint.go): a start counts only the entries after the newest one. See
// daemon/decisions/0017-a-start-goes-on-from-a-checkpoint.md.
//
// # Limits of the proof
//
// The chain shows every change made without the master key, and names the entry. It cannot show that the whole file was
// replaced by an older state: note the head that Verify gives, elsewhere, from time to time. If the end is broken, Open
// refuses, because writing on would bury the evidence. Keep the folder as it is, and start with a new one.
//
// # Erasure, and what it leaves on the medium
//
// When Forget returns, a destroyed key is overwritten in the file and gone from the write-ahead log; if a reader holds
// old pages, at the first commit after it has ended. Where SQLite has split or joined pages, a copy can stay in the
// unused part of a page: at night, Scrub overwrites those parts and all free pages, in steps of some milliseconds. A
// program cannot control what a file system or a solid-state disk keeps of overwritten blocks: encrypt the disk.
package sqlite
