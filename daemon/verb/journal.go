package verb

import (
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
)

func journal() []Declared {
	return []Declared{
		VerifyJournal, ListHeads, ListFacts, ForgetNumber, NoteCopy,
		AcceptJournal, RestoreJournal, RekeyJournal, MoveKeys, Dispose,
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
	Named       string    `json:"disposition_name,omitempty" doc:"the campaign's own word for the disposition"`
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
	Help: `Verify the journal: every entry against the one before it, the last one against
the mark of the end, each day's signature, every number's key, every table against
its seal, and the tables that follow from the entries against what the entries say.
It names the first entry, or the table, that shows a fault. It works beside a
running daemon.

What "whole" proves:
  no one without master.key changed, removed or added anything in ringevett.db;
  ringevett.db alone was not restored from an older copy (by ringevett.last).
What it does not prove:
  anyone with master.key can write the whole chain again, signed with new keys, and
  it verifies as "whole";
  a whole folder restored from an older copy has an older, whole journal;
  that the entries are true: a daemon writes what the PBX and people tell it.
The first two show only against a line that was kept on another machine:
  --first-key KEY   one line, kept once. Each day has a key pair; the key of today
                    signs that of tomorrow, signs the journal when the day is over,
                    and is then destroyed. So a thief of the folder can rewrite the
                    day of the theft and later days, but no earlier day: their keys
                    no longer exist. An older copy still verifies; it ends early.
  --noted SEQ:HASH  one line a day: the journal must still hold that entry. It
                    shows an older copy too.
"ringevett journal heads" prints both. Once a day the daemon writes them to its own
log. If the configuration says so (evidence), it also writes them to the system's
log, mails them to the responsible person, and has an authority stamp their time. A stamp proves that the
journal up to its head was there at that time, against the authority's certificate.

A new row of keys begins when a private key was lost, as after a restore. Verify
names it; if you know the reason, give its first key too. Days on which no daemon
ran have no key; the last day before them is signed at the next start. Entries after
the last signed one can be changed by anyone with master.key and today's key.

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
	Help: `Show the journal's head at the end of each Oslo day, the newest first; today's is as
of now. Below them is the first key of each row of day keys. Keep both on another
machine: see "ringevett journal verify --help".`,
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
	Help: `Erase a number: its key is destroyed, so that it can no longer be read anywhere, and
its leads are never dialed. The journal stays whole, and the figures stay the same.
Reservations stay, because a reserved person must not be called. No later list
brings the number back, until ringevett subject readmit allows it.

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
	Help: `Copy the journal and the book to a new file, mode 0600. It works beside a running
daemon and does not delay it. The copy shows one instant. SQLite's own ".backup"
restarts at each write and never ends beside a busy daemon.

The master key is not in the copy: back it up separately, and again after each
"journal rekey". To restore a copy: ringevett journal restore.

Numbers erased after a copy was made are still in the copy. The list of erasures, beside
data.dir (data.erased_file), erases them again before a restored copy is read. The list
names no person. Copy it elsewhere with each backup, and restore its newest copy first;
without it, those numbers can be read again. The list does not protect a copy that
someone else opens with the master key: keep copies no longer than the limits for call
records.

To archive a journal: stop the daemon, note the head that "journal verify" prints,
copy the journal, and run "journal verify" on the copy in a folder of its own: the head
must be the same. The journal in use continues and is not cut.

Example:
  ringevett journal backup /var/backups/ringevett-2026-11-28.db`,
}

// AcceptJournal takes a restored journal.
var AcceptJournal = Verb[Nothing, Done]{
	Name: "journal accept", Short: "Take a restored journal on purpose",
	Roles: roles(dialer.Operator), Writes: facts(dialer.FactRestored), Humans: true,
	Help: `Accept the journal in the data folder although it is not the one that was open here
last, as after a restore from a backup. Until then the daemon refuses it.

The list of erasures first erases again what was erased since the copy was made.
Reservations, flags and calls from after the copy are not in it. Before anything else,
enter the ones you know of ("ringevett register add"). A shared Redis restores its part
of the registers without help.

Exit codes: 0 accepted, and the journal says so; 1 it is the last one, nothing to
do; 2 refused.

Example:
  ringevett journal accept --why "restored from the backup of Friday, the disk died"`,
}

// RestoreJournal puts a backup in the place of the journal.
var RestoreJournal = Verb[Nothing, Done]{
	Name: "journal restore", Short: "Put a backup back, with what was reserved and erased since",
	Roles: roles(dialer.Operator), Writes: facts(dialer.FactRestored), Humans: true,
	Help: `Put a file that "journal backup" wrote into data.dir, while no daemon runs. The copy is
proven whole before it takes its place, and what lay there is kept in a folder
replaced-…: remove it when you no longer need it. An error leaves everything as it was.

What came after the copy:
  erasures     the list of erasures (data.erased_file) erases them again. Where the list
               was lost, it is made from the later journal.
  reservations those in the entries of the later journal are entered again, of numbers
               and of persons. Each entry must follow from the copy's last one. A
               reservation with a client that the copy lacks goes into the own register.
               What was lifted after the copy stays reserved: lift it again.
The later journal is the one in data.dir, or the one in the folder --since: the data
folder as it was found, on another disk or machine. It may be damaged: it is read up to
the first entry that does not prove itself.

It refuses if something cannot be known, and says what: entries that no later journal
has, or erasures without a list. With --unproven it goes on, and the journal keeps what
was unknown. Not carried over are calls, flags of abandoned ones, outcomes, recordings
and inquiries; registers that were imported must be imported again.

Besides the backup it needs the master key, which is never in it. Never put back:
keys of days (they were destroyed on purpose), recordings, ringevett.last.

Exit codes: 0 restored, and the journal says so; 2 refused.

Examples:
  ringevett journal restore /var/backups/ringevett.db --why "the disk died"
  ringevett journal restore /var/backups/ringevett.db --since /mnt/old/data --why "moved"`,
}

// RekeyJournal rotates the master key.
var RekeyJournal = Verb[Nothing, Done]{
	Name: "journal rekey", Short: "Rotate the master key",
	Roles: roles(dialer.Operator), Writes: changed(), Humans: true,
	Help: `Make a new master key, and seal with it all that the old one sealed: each number's key,
the registers, the inquiries, the seals on the journal and its tables. Stop the daemon
first. The journal is verified before; a broken one is refused.

A crash at any point leaves a journal that opens: the next start finds out which of the
two keys opens it. The next start also counts the ledgers from the whole journal.

The old key stays beside the new one, as master.key.until-DATE: earlier backups open with
it and with nothing else. Remove it when those backups are gone, or at once if they must
never be read again. Back up the new key.

What it does not do: a number's own key stays the same, because the chain covers what it
seals. Anyone with the old master key and an old copy can read that copy, and what was
written about the same numbers later in a newer one, but no number that came later.

If systemd provides the master key, give --new-key, and load that file from then on.

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

Stop the daemon first, and run this as root. Each old file is removed only when its key
is on disk in the new place and the configuration reads it there; a crash at any point
leaves a journal that opens. If the configuration names the old files, the drop-in
99-keys.yaml names the new ones.

Earlier copies of the data folder still contain the keys: destroy them, or make the keys
useless to them with "ringevett journal rekey" and "ringevett recordings
rotate".

Exit codes: 0 moved; 1 no key is in the data folder, nothing to do; 2 refused.

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
	Help: `Enter who was on the line in a conversation: person, machine, wrong_number,
call_later, not_interested, completed, away or sale, as far as the kind of campaign has
it. A sale needs every item of its script ticked in the call; otherwise it is refused,
and the missing items are named ("sale --help"). Agents key the outcome with *0 and a
digit. Use this for an outcome that was reported otherwise, and for corrections. The
last outcome counts, and the figures follow it.

Example:
  ringevett dispose 42 machine`,
}
