// Package rest is the local API: HTTP and JSON over a Unix socket that only the daemon's own user and root may open.
//
// Floor is what it needs of the house; Remote is the same over the socket, so that a command works alike with a daemon
// and without one. Every change is kept with who made it (4.1): the kernel says which user is at the other end.
package rest
