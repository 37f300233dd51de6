// Package speech makes the sounds of the house and says which one is played where.
//
// A campaign's calls play a fixed set of sounds, and so do the desk's answers to those who ring its number back.
// Needed lists that set; Ready refuses a campaign of which one is missing, silent, too long, or says other words than
// the book and the configuration give it. Render makes what is missing or out of date: a person's recording goes
// before the shipped sound of the same words, and that before espeak-ng.
//
// App calls MakeFirst before the floor is up, runs MakeAll beside it, and calls Refresh after each change of the book
// or the configuration. Until MakeAll has come to a campaign, Pending reports its number and the desk does not speak
// of it. The rooms that play a sound ask Path, CuePath or AbandonedMessage for its place; no other package knows the
// layout of the folder.
//
// Nothing here is believed for having been made: Ready looks at the file each time.
package speech
