// Package upkeep does the journal's own work, beside the calls and at night: it counts the ledgers of abandoned calls
// at the start and keeps their checkpoints, proves the older entries and the tables in the background, signs each day,
// tells witnesses outside where the journal stands, makes old numbers unreadable in time, and watches the room on the
// disk. What is not as it was written stops dialing.
//
// app starts each method as a part of the background work. MoveKeys, Rekey and AcceptJournal work on files while no
// daemon runs.
package upkeep
