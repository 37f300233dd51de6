// Package agi answers Asterisk's FastAGI: the dialplan's AGI(agi://host:port/path,argument,…) opens a connection,
// tells in a header which channel and why, and then takes commands until we close it. It knows nothing of calls and
// their rules.
//
// What Asterisk does, as seen on 16.28 and 22.10:
//
//   - HANGUP comes as a line of its own, unasked, also between a command and its answer.
//   - A command line over 8191 bytes is read as two commands, which is a way to smuggle one in. We refuse over 8000.
//   - Wrong usage is answered in several lines, "520-…" to "520 End of proper usage."
//   - After a hang-up most commands answer 511; GET VARIABLE and SET VARIABLE go on working.
//   - A server that hangs still gets connections, and Asterisk waits without end: the dialplan needs TIMEOUT(absolute),
//     AGIEXITONHANGUP=yes and an extension T around AGI(). One without the other does not help.
package agi
