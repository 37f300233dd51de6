// Package recordings keeps the files of recordings: fetched from the PBX and sealed, or left there; deleted on time,
// and seen to be gone. What may be recorded is consent's to say, how long it stays is retention's, and the index is
// the journal's.
//
// # The key, and its backup
//
// recordings.key is a file of mode 0600 with one line of 64 hex digits for each key, the newest first. Each recording
// has a key of its own, which is kept in the journal's file under the newest of these. Losing recordings.key loses
// every recording; nothing else. That is a small loss, since they last some days: back it up apart from the
// recordings, or not at all, and never longer than they last. Rotate makes a new key, puts every recording's key
// under it, and only then takes the old one out of the file: a crash between leaves both, and the next rotation
// tidies up.
//
// # Deletion
//
// A recording whose time is over loses its key first, in the same transaction that decides it, so that no copy of its
// file can be read again. Then its files are removed, here and on the PBX, looked for, and only when they are gone
// does the journal say so. Each run looks at every file that there is: one that the index calls gone, or does not
// know, came back from a backup or was never allowed; it is removed, and told. So backups of this folder bring
// nothing back: do not make any.
//
// What is left with the PBX is not sealed, and deletion there is the file's removal alone.
package recordings
