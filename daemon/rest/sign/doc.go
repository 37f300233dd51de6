// Package sign says which person of the book a browser's request comes from: one-time links, sessions, limits. It keeps
// them in memory: a restart of the daemon signs everyone out.
package sign
