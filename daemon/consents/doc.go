// Package consents carries out what a consumer's consent decides during a call, and keeps recordings until their time
// is over.
//
// The engine calls Recordings during a call. Terms gives the conditions under which the consumer is asked, and Do plays
// the question and begins, ends or deletes the recordings of the two voices. The journal must hold the yes before the
// PBX is asked to record. Renews lets Asterisk go on recording while the engine answers; without it a recording ends by
// itself, because a no would not be heard.
//
// When a recording has ended, Runs fetches it from the PBX and seals it, and deletes each recording when its time is
// over. People list, export, hold, release and delete recordings. Deleting destroys the recording's key first, so that
// a file that stays behind cannot be read. Without a daemon there is no PBX: what it holds waits for the next run.
package consents
