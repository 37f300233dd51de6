// Package registers keeps who must not be rung: the national registers, the call centre's own, and each client's.
//
// People ask it and change it through the API and the command line: Reserve and Unreserve for one number or person,
// ImportRegister, RestoreRegister and ExportRegister for a whole register, WashSets for the wash of a list. Before each
// dial the engine, and the guard of calls dialed by hand, ask Unserved or Heard: Lookup puts the registers' answers and
// the number's history together, and the gate decides. HeedOthers hears what other daemons reserve, and has what rings
// to such a number stopped.
//
// A register that does not answer is no "clear": Lookup gives an error, and nothing is dialed. Where the sets lie, in
// Redis or in this process, the room does not know.
package registers
