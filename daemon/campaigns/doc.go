// Package campaigns is the room for clients, agents, campaigns and their lists of leads, from the book to the floor.
//
// The verbs that change the book (client, agent, campaign, leads, list) end here, from the API or from a command that
// works without a daemon. A lead's way begins here: ImportLeads reads a list row by row, puts the good rows into the
// book and tells the floor. SetRunning starts a campaign after MayStart has found nothing against it, and putOnFloor
// gives the floor its newest form. From there the engine takes leads, and asks the gate about each one.
//
// The book decides: a change is on the disk before the floor hears of it, except a pause, which the floor hears first.
// Without a daemon there is no floor, and the book alone changes. A campaign that runs is never assumed to be fit to
// dial: code that changes what it depends on calls Refresh, which pauses it where it no longer is.
package campaigns
