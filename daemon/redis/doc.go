// Package redis answers for the registers from a Redis (7 or newer) that several daemons share. The truth of each daemon
// lies on its own disk, in daemon/sqlite; Redis is what makes an addition by one bind all of them at once.
//
// # What stands in Redis
//
// One hash tag a register, so that its keys lie in one slot:
//
//	ringevett:{own}:meta          epoch, state, run, settled, version, count, persons, …
//	ringevett:{own}:add, :rem     what was added and removed since the base; each has the member "!"
//	ringevett:{own}:v42:47        base: one bit for each number of +47 and eight digits, bit 0 always set
//	ringevett:{own}:v42:n:7       base: other numbers, in sets of some 256 whole numbers, each with the member 0
//	ringevett:{own}:v42:p:7       base: persons, likewise
//	ringevett:{own}:log           stream of changes
//	ringevett:{own}:lock          held by who rebuilds or replaces
//
// Numbers stand in clear there: whoever reads this Redis reads the registers. Give it a password, TLS and a host of its own.
// Neither keys nor members are ever logged.
//
// The other numbers are spread over small sets and not over bitmaps of 10^6: one number of another country would take up to
// 125 kB, and a bitmap that is missing could not be told from one that was never needed. Small sets of whole numbers stay
// compact (set-max-intset-entries is 512 by default), and all of them exist, so a missing one shows.
//
// # Why a missing key is never "free"
//
// SISMEMBER and GETBIT say 0 of a key that was evicted, flushed or lost in a failover. So one script asks for the epoch, the
// sentinels and the members together, and anything missing is an error. The script may write, as far as Redis knows, and is
// therefore refused by a replica and by a primary that has lost the replicas it must have.
//
// # Which server is believed
//
// A daemon believes a register once it has settled it: read the log to its end, sent what its own truth has and Redis lacks,
// and seen that server, epoch and base are whole. Each new connection asks for the server's run id. An unknown one (restart,
// failover) ends all belief; one daemon, under a lock, brings the register up again from its truth, and leaves the others a
// grace to send theirs before any check is answered.
package redis
