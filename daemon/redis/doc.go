// Package redis answers for the registers from a Redis (7 or newer) that several daemons share. Each daemon's truth is
// on its own disk, in daemon/sqlite; Redis makes an addition by one daemon bind all of them at once.
//
// Start with protocol.md: what a daemon does with a register, as two tables. state.go and decide.go are these tables as
// code; loop.go, settle.go and rebuild.go carry them out. check.go is what a call asks, change.go and replace.go are
// what changes a register, log.go and follow.go read what other daemons changed, and compare.go finds drift.
//
// # What binds
//
// What this daemon's own disk has reserved is reserved, whatever Redis says: each check asks both, Redis first. So a
// Redis that was rolled back, partly restored or edited by hand frees nothing that this daemon has read. A removal or a
// newer base by another daemon takes effect here once this disk has it, by the log; until then the stricter answer
// holds. If the two differ, or the count of changes goes back, the register is compared with the disk, and the drift is
// logged and mended. A key of a type other than ours is logged, removed and brought up again. An entry of the log that
// cannot be read may be an addition: its register is closed, and the error names the entry.
//
// # The keys in Redis
//
// Each register has one hash tag, so that its keys are in one slot ("ringevett:" is the default prefix):
//
//	ringevett:{own}:meta          epoch, state, history, settled, version, count, persons, …
//	ringevett:{own}:add, :rem     what was added and removed since the base; each has the member "!"
//	ringevett:{own}:v42:47        base: one bit for each number of +47 and eight digits, bit 0 always set
//	ringevett:{own}:v42:n:7       base: other numbers, in sets of some 256 whole numbers, each with the member 0
//	ringevett:{own}:v42:p:7       base: persons, likewise
//	ringevett:{own}:log           stream of changes
//	ringevett:{own}:lock          held by the daemon that rebuilds or replaces; what is written under it after it has
//	                              expired is refused
//	ringevett:{own}:sent          for each daemon, the settling to which it has sent what it knows
//	ringevett:daemons             for each daemon, a count that grows while it lives
//
// Numbers are in clear there: anyone who can read this Redis can read the registers. Give it a password, TLS and a host
// of its own. Neither keys nor members are ever logged.
//
// The other numbers are spread over small sets, not over bitmaps of 10^6: one number of another country would take up
// to 125 kB, and a missing bitmap could not be told from one that was never needed. Small sets of whole numbers stay
// compact (set-max-intset-entries is 512 by default), and all of them exist, so a missing one shows.
//
// # Why a missing key never means "free"
//
// SISMEMBER and GETBIT return 0 for a key that was evicted, flushed or lost in a failover. So one script asks for the
// epoch, the sentinels and the members together, and anything missing is an error. The script is declared as a write,
// so that a replica, and a primary that has lost its required replicas, refuse it.
//
// # Which server is trusted
//
// A daemon trusts a register after it has settled it: it has read the log to its end, sent what its own disk has and
// Redis lacks, and seen that epoch, base and history are whole. The history is the server's replication id
// (master_replid). It is new with every start and every change of primary. So a server that was restarted, promoted,
// demoted and promoted back, or put behind the same address by a proxy is not the one that the register was settled on.
// Every check and every addition asks for it, in the same script. When it changes, no register is trusted any longer:
// one daemon, under a lock, rebuilds each register from its disk, and waits for the others to send what they know
// before any check is answered. It waits for the daemons it knows until they have sent (at most ten seconds), and for
// those it may not know during Options.Grace.
//
// # What remains
//
//   - An addition is on the other daemons' disks some milliseconds after it was acknowledged. If Redis and the one
//     daemon that has it are lost within these, it is missing until that daemon is back.
//   - Anyone who can write to this Redis can log a removal or put up a base, and every daemon takes it: hence the
//     password. Such a removal is in no daemon's journal.
//   - If Redis is emptied while the only daemon that is up has an empty disk, the others' entries are missing until one
//     of them is back.
//   - Behind Sentinels, a primary without min-replicas-to-write is refused, and an addition that no replica has is not
//     acknowledged. With min-replicas-max-lag below the Sentinels' down-after, a primary that is cut off stops before
//     another takes over. Replicas behind a single address are not noticed: configure them the same way.
//   - Of a removal and an addition of one number by two daemons within their clocks' difference, the addition may win.
package redis
