// Package debian unpacks programs from the Debian mirror this machine's apt is configured with, into a folder of the
// user's cache: without root, without a chroot and without touching the packages of the machine itself.
//
// A tree holds the program with its whole library closure and runs on its own ld.so, so Asterisk of a newer suite runs
// on an older machine. A tree in the cache is complete or absent: it is unpacked aside and renamed.
package debian
