// Package redis answers for the registers from a Redis (7 or newer) that several daemons share. The truth of each
// daemon lies on its own disk, in daemon/sqlite; Redis is what makes an addition by one bind all of them at once.
//
// # What binds
//
// What this daemon's own disk knows as reserved is reserved, whatever Redis says: each check asks both, Redis first.
// So a Redis that was rolled back, partly restored or changed by hand frees nothing that this daemon has read. What
// another daemon has lifted, or a newer base of its, holds here once it is on this disk, by the log; until then the
// stricter answer holds. Where the two differ, or the count of changes goes back, the register is compared with the
// disk, the drift is named in the log and mended. A key of another type is taken away, named, and brought up again.
// An entry of the log that cannot be read may be an addition: its register is closed, and the error names the entry.
//
// # What stands in Redis
//
// One hash tag a register, so that its keys lie in one slot ("ringevett:" is the default prefix):
//
//	ringevett:{own}:meta          epoch, state, history, settled, version, count, persons, …
//	ringevett:{own}:add, :rem     what was added and removed since the base; each has the member "!"
//	ringevett:{own}:v42:47        base: one bit for each number of +47 and eight digits, bit 0 always set
//	ringevett:{own}:v42:n:7       base: other numbers, in sets of some 256 whole numbers, each with the member 0
//	ringevett:{own}:v42:p:7       base: persons, likewise
//	ringevett:{own}:log           stream of changes
//	ringevett:{own}:lock          held by who rebuilds or replaces; what is written under it is refused once it has ended
//	ringevett:{own}:sent          of each daemon, the settling to which it has sent what it knows
//	ringevett:daemons             of each daemon, a count that grows while it lives
//
// Numbers stand in clear there: whoever reads this Redis reads the registers. Give it a password, TLS and a host of
// its own. Neither keys nor members are ever logged.
//
// The other numbers are spread over small sets and not over bitmaps of 10^6: one number of another country would take
// up to 125 kB, and a bitmap that is missing could not be told from one that was never needed. Small sets of whole
// numbers stay compact (set-max-intset-entries is 512 by default), and all of them exist, so a missing one shows.
//
// # Why a missing key is never "free"
//
// SISMEMBER and GETBIT say 0 of a key that was evicted, flushed or lost in a failover. So one script asks for the
// epoch, the sentinels and the members together, and anything missing is an error. The script may write, as far as
// Redis knows, and is therefore refused by a replica and by a primary that has lost the replicas it must have.
//
// # Which server is believed
//
// A daemon believes a register once it has settled it: read the log to its end, sent what its own truth has and Redis
// lacks, and seen that epoch, base and history are whole. The history is the server's replication id (master_replid):
// it is new with every start and every change of primary, so a server that was restarted, promoted, demoted and
// promoted back, or that a proxy has put in another's place is not the one on which the register was settled. Every
// check and every addition asks for it, in the same script. Where it is another, all belief ends; one daemon, under a
// lock, brings the register up again from its truth, and waits for the others to send theirs before any check is
// answered: for those it knows until they have (at most ten seconds), for those it may not know the grace.
//
// # What remains
//
//   - An addition is on the other daemons' disks some milliseconds after it was acknowledged. Redis and the one daemon that
//     has it lost within these, and it is missing until that daemon is back.
//   - Anyone who may write to this Redis can tell of a lift in the log, or put up a base, and every daemon takes it: hence the
//     password. The journal of no daemon has such a lift.
//   - Redis emptied while the only daemon that is up has an empty disk: what the others have is missing until one is back.
//   - Behind Sentinels a primary without min-replicas-to-write is refused, and an addition that no replica has is not
//     acknowledged. With min-replicas-max-lag below the Sentinels' down-after, a primary that is cut off stops before another
//     takes its place. A single address in front of replicas is taken as it is: set the same there.
//   - Removals and additions of one number by two daemons within their clocks' difference: the addition may stay.
package redis
