// Package inquiries keeps what people ask of the call centre until a person has answered it (4.4.3), and gives out or
// erases what is held on a number.
//
// An inquiry comes from the desk for returned calls, from an agent's key, or in writing. Its clock of 24 hours begins
// with AddInquiry or NoteInquiry. Runs writes the alarms when their time comes, fetches and seals spoken messages from
// Asterisk's store, and makes inquiries of messages that Asterisk holds and that no visit reported. AnswerInquiry
// closes an inquiry. DialogueRuns deletes dialogues whose time is over.
//
// Subjects gives everything that is held on a number, and erases it. Where a dialogue must still be kept (4.4.3 b), or
// a hold keeps a recording, an erasure waits for a person's decision.
//
// The wall clock may jump; a breach is judged by the time that passed. A voice that cannot be fetched is not lost: it
// is fetched again until Asterisk says that it has no such file.
package inquiries
