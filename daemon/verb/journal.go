package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func journal() []Declared {
	return []Declared{
		VerifyJournal, ListHeads, ListFacts, ForgetNumber, NoteCopy,
		AcceptJournal, RekeyJournal, MoveKeys, Dispose,
	}
}

// JournalReport is what a whole journal looks like. A broken one is an answer, not an error.
type JournalReport struct {
	Whole   bool   `json:"whole"`
	Entries int    `json:"entries"`
	Head    string `json:"head,omitempty" doc:"the last hash: note it elsewhere from time to time"`
	Erased  int    `json:"erased" doc:"facts whose number was erased"`

	Keys  []KeyRow `json:"keys,omitempty" doc:"rows of day keys, the oldest first"`
	Noted bool     `json:"keys_noted,omitempty" doc:"each row begins with a key that was given as noted outside"`

	Stamps StampReport `json:"stamps,omitzero"`

	Entry int64  `json:"broken_entry,omitempty" doc:"the first entry that shows the fault"`
	Why   string `json:"why,omitempty"`
}

// StampReport is of the time stamps that a journal holds.
type StampReport struct {
	Count   int       `json:"count"`
	Head    string    `json:"head" doc:"that the last one is of"`
	At      time.Time `json:"at" doc:"when the authority saw it"`
	Checked bool      `json:"checked" doc:"against the certificate of evidence.stamps.authority_file"`
}

// Noted is what was kept outside of the journal.
type Noted struct {
	Heads     []string `query:"noted,explode" flag:"noted" doc:"a head noted elsewhere, SEQ:HASH; repeatable"`
	FirstKeys []string `query:"first_key,explode" flag:"first-key" doc:"a first key noted elsewhere; repeatable"`
}

// KeyRow is an unbroken row of day keys, each signed by the one before it.
type KeyRow struct {
	First  string `json:"first" doc:"the first public key: note it outside"`
	From   string `json:"from" doc:"its day"`
	Begins int64  `json:"begins" doc:"the entry that holds it"`
	Why    string `json:"why"`
	Closed int    `json:"closed" doc:"days that their keys have signed"`
	Last   string `json:"last,omitempty" doc:"the last of them"`
	Proven int64  `json:"proven,omitempty" doc:"the last entry that a destroyed key has signed"`
}

// Forgotten is what the erasure of a number did.
type Forgotten struct {
	Facts int `json:"facts" doc:"facts that lost the number"`
}

// DayHead is where the journal's chain stood at the end of an Oslo day.
type DayHead struct {
	Day  string    `json:"day"`
	At   time.Time `json:"at" doc:"of the entry"`
	Head string    `json:"head" doc:"the entry's number, a colon and its hash: note it outside, for verify"`

	Key   string `json:"key,omitempty" doc:"the public key in use then"`
	First string `json:"first_key,omitempty" doc:"the first key of its row: note it outside, for verify"`
}

// FactsQuery picks facts; zero fields pick all.
type FactsQuery struct {
	Campaign string    `query:"campaign" flag:"campaign" is:"campaign" doc:"of one campaign"`
	Attempt  int64     `query:"attempt" flag:"attempt" doc:"of one attempt"`
	From     time.Time `query:"from"`
	To       time.Time `query:"to"`
	Limit    int       `query:"limit" flag:"last" doc:"only the last so many; 0: all"`
}

// Fact is one line of the journal, its number masked.
type Fact struct {
	At          time.Time `json:"at"`
	Kind        string    `json:"kind"`
	Campaign    string    `json:"campaign,omitempty"`
	Client      string    `json:"client,omitempty"`
	Attempt     int64     `json:"attempt,omitempty"`
	Lead        int64     `json:"lead,omitempty"`
	Agent       string    `json:"agent,omitempty"`
	Number      string    `json:"number,omitempty"`
	Visible     string    `json:"visible,omitempty"`
	Reserved    bool      `json:"reserved,omitempty"`
	TMillis     int64     `json:"t_ms,omitempty"`
	Outcome     string    `json:"outcome,omitempty"`
	Disposition string    `json:"disposition,omitempty"`
	Party       string    `json:"party,omitempty"`
	Cause       int       `json:"cause,omitempty"`
	TechCause   int       `json:"tech_cause,omitempty"`
	Code        string    `json:"code,omitempty"`
	Detail      string    `json:"detail,omitempty"`
	By          string    `json:"by,omitempty"`
	Recording   string    `json:"recording,omitempty"`
	Prompt      string    `json:"prompt,omitempty" doc:"what was heard, and the hash of its words"`
}

// VerifyJournal proves the journal, and that it bears out what was noted outside.
var VerifyJournal = Verb[Noted, JournalReport]{
	Name: "journal verify", Method: Get, Path: "/journal/verify", Summary: "Verify the journal",
	Short: "Prove that the journal is whole",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Privacy, dialer.Auditor),
	Help: `Prove the journal: every entry against the one before it, the last one against
the mark of the end, each day's signature, every number's key, every table against
its seal, and the tables that follow from the entries against what the entries say.
It names the first entry, or the table, that shows a fault. It works beside a
running daemon.

What "whole" proves:
  without master.key, nothing in ringevett.db was changed, taken away or put in;
  ringevett.db alone was not put back from an older copy (by ringevett.last).
What it does not prove:
  who has master.key can write the whole chain again, its signatures with keys of
  his own, and it says "whole";
  who puts the whole folder back from an older copy has an older, whole journal;
  that what was written is true: a daemon writes what the PBX and people tell it.
The first two show only against what was kept elsewhere, on another machine:
  --first-key KEY   one line, kept once. Each day has a key pair; the key of today
                    signs that of tomorrow, signs the journal when the day is over,
                    and is then destroyed. So a thief of the folder can rewrite the
                    day of the theft and what follows, and no day before it: he has
                    none of their keys. An older copy still verifies; it ends early.
  --noted SEQ:HASH  one line a day: the journal must still hold that entry. It
                    shows an older copy too.
"ringevett journal heads" prints both. The daemon tells them once a day to its own
log, to the system's, by mail to the responsible person, and has an authority stamp
their time, each where the configuration says so (evidence). A stamp proves that the
journal up to its head was there at that time, against the authority's certificate.

A row of keys begins again where a private key was lost, as after a restore. Verify
names it: where you know why, give its first key too. Days on which no daemon ran
have no key; the last day before them is signed at the next start. Entries after
the last signed one are as good as anyone who has master.key and today's key.

Exit codes: 0 whole; 2 broken, or not what was noted.

Examples:
  ringevett journal verify
  ringevett journal verify --first-key 9f31… --noted 1042:6f0c…`,
}

// HeadsQuery is of how many days heads are asked for.
type HeadsQuery struct {
	Days int `query:"days" minimum:"1" maximum:"3660" flag:"last,default=30" doc:"of so many days, 1 to 3660"`
}

// ListHeads gives the heads of the last days, the newest first.
var ListHeads = Verb[HeadsQuery, []DayHead]{
	Name: "journal heads", Method: Get, Path: "/journal/heads",
	Summary: "The journal's head at the end of each day", Short: "Show what to note of the journal, by the day",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Privacy, dialer.Auditor),
	Help: `Show where the journal stood at the end of each Oslo day, the newest first; today's
is as of now. Below them stands the first key of each row of day keys. Keep both on
another machine: see "ringevett journal verify --help".`,
}

// ListFacts gives facts of the journal, in the order in which they were written.
var ListFacts = Verb[FactsQuery, []Fact]{
	Name: "journal show", Method: Get, Path: "/journal/facts",
	Summary: "Facts of the journal, numbers masked", Short: "Show facts",
	Roles: roles(dialer.Operator, dialer.Supervisor, dialer.Privacy, dialer.Auditor),
	Help: `Show facts in the order in which they were written, numbers masked.

Examples:
  ringevett journal show --last 20
  ringevett journal show --attempt 42
  ringevett journal show --campaign fjellvann-service --day 2026-11-24`,
}

// NumberReason names a number, as written, and why something is done about it.
type NumberReason struct {
	Number string `json:"number" arg:"NUMBER"`
	Why    string `json:"why" flag:"why,needed" doc:"on whose wish; kept, so do not write the number or a name"`
}

// ForgetNumber erases a number.
var ForgetNumber = Verb[NumberReason, Forgotten]{
	Name: "journal forget", Method: Post, Path: "/journal/forget", Summary: "Erase a number",
	Says:  "the number is erased; {Facts} facts lost it, and the journal is whole",
	Roles: roles(dialer.Supervisor, dialer.Privacy), Writes: facts(dialer.FactErased),
	Help: `Erase a number: its key is destroyed, so that it can be read nowhere any more,
and its leads are never dialed. The journal stays whole, the figures stay the
same. Reservations stay: those who reserved must not be rung. No later list brings
the number in again, unless ringevett subject readmit lets it.

It cannot be undone. While a call to the number is open it is refused.

Example:
  ringevett journal forget "900 00 001" --why "the person asked for it in writing"`,
}

// NoteCopy says that the journal is copied out; the server notes who does it.
var NoteCopy = Verb[Nothing, Done]{
	Name: "journal backup", Method: Post, Path: "/journal/copied",
	Summary: "Note that the journal and the book are backed up",
	Short:   "Copy the journal and the book",
	Roles:   roles(dialer.Operator, dialer.Privacy, dialer.Auditor), Notes: dialer.FactExported,
	Help: `Copy the journal and the book to a new file, mode 0600, beside a running daemon and
without holding it up. The copy is of one instant. SQLite's own ".backup" begins
again at each write and does not end beside a busy daemon.

The master key is not in the copy: back it up apart from the copies, again after each
"journal rekey". To restore a copy, put it in data.dir as ringevett.db while no daemon
runs, and then: ringevett journal accept.

What was erased since a copy was made is still in the copy. The list of erasures,
beside data.dir (data.erased_file), has it erased again before a restored copy is read.
The list names no person. Copy it elsewhere with each backup, and put its newest copy
back first; without it, those numbers can be read again. A copy that someone else opens
with the master key knows no list: keep copies no longer than the limits for call
records.

To archive a journal: stop the daemon, note the head that "journal verify" prints,
copy the journal, and prove the copy in a folder of its own with "journal verify":
the head must be the same. The journal in use goes on from there; it is not cut.

Example:
  ringevett journal backup /var/backups/ringevett-2026-11-28.db`,
}

// AcceptJournal takes a restored journal.
var AcceptJournal = Verb[Nothing, Done]{
	Name: "journal accept", Short: "Take a restored journal on purpose",
	Roles: roles(dialer.Operator), Writes: facts(dialer.FactRestored), Humans: true,
	Help: `Take the journal in the data folder on purpose, though it is not the one that was
open here last: after a restore from a backup. Until then the daemon refuses it.

What was erased since the copy was made is erased in it again, by the list of erasures,
before anything is read. Whatever was reserved, flagged or called after the copy was made is not in it. Put
what you know of it back first thing ("ringevett register add"); registers in a
shared Redis give their part back by themselves.

Exit codes: 0 taken, and the journal says so; 1 it is the last one, nothing to do;
2 refused.

Example:
  ringevett journal accept --why "restored from the backup of Friday, the disk died"`,
}

// RekeyJournal rotates the master key.
var RekeyJournal = Verb[Nothing, Done]{
	Name: "journal rekey", Short: "Rotate the master key",
	Roles: roles(dialer.Operator), Writes: changed(), Humans: true,
	Help: `Make a new master key, and seal by it all that the old one sealed: each number's key,
the registers, the inquiries, the seals on the journal and its tables. Stop the daemon
first. The journal is proven whole before; a broken one is refused.

A crash at any point leaves a journal that opens: the next start finds out which of the
two keys does. The next start after counts the ledgers from the whole journal.

The old key stays beside the new one, as master.key.until-DATE: backups that were made
before open with it and with nothing else. Remove it when those backups are gone, or at
once where they must never be read again. Back the new key up.

What it does not do: a number's own key stays the same, because the chain covers what it
seals. Who has the old master key and an old copy reads that copy, and what was written
about the same numbers later in a newer one. Numbers that came later stay shut to them.

Where systemd hands the master key over, give --new-key, and load that file from then on.

Exit codes: 0 rotated, and the journal says so; 2 refused.

Example:
  ringevett journal rekey --why "a disk with a copy was lost"`,
}

// MoveKeys moves the keys out of the data folder.
var MoveKeys = Verb[Nothing, Done]{
	Name: "keys move", Short: "Move the keys out of the data folder",
	Roles: roles(dialer.Operator), Writes: changed(), Humans: true,
	Help: `Move master.key, recordings.key and agi.key out of the data folder, where earlier
versions kept them: anyone who copies that folder with its keys can read every number.

Stop the daemon first, and run it as root. Each key is on the disk in its new place,
and the configuration reads it there, before the old file is removed; a crash at any
point leaves a journal that opens. Where the configuration names the old files, the
drop-in 99-keys.yaml names the new ones.

Copies of the data folder that were made before still hold the keys: destroy them, or
make the keys useless to them with "ringevett journal rekey" and "ringevett recordings
rotate".

Exit codes: 0 moved; 1 no key lies in the data folder, nothing to do; 2 refused.

Example:
  systemctl stop ringevett; ringevett keys move; systemctl start ringevett`,
}

// AttemptWord tells who was on the line in an attempt.
type AttemptWord struct {
	Attempt int64  `path:"id" json:"-" arg:"ATTEMPT" doc:"the attempt's number, as in: ringevett journal show"`
	Word    string `json:"disposition" arg:"WORD"`
}

// Dispose tells who was on the line.
var Dispose = Verb[AttemptWord, Done]{
	Name: "dispose", Method: Post, Path: "/attempts/{id}/disposition", Summary: "Enter who was on the line",
	Says:  "attempt {Attempt}: {Word}",
	Roles: roles(dialer.Supervisor, dialer.Quality, dialer.Privacy), Writes: facts(dialer.FactDisposed),
	Help: `Tell who was on the line in a conversation: person, machine, wrong_number,
call_later or sale. A sale needs every item of its script ticked in the call, and is
refused by name otherwise ("sale --help"). Agents tell it with *0 and a digit; this is for their word by other
means, and for corrections. The last word holds, and figures follow it.

Example:
  ringevett dispose 42 machine`,
}
