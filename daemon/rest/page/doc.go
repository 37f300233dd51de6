// Package page is what people without a shell see of the floor and do with it: HTML over HTTP on an address of this
// machine. Every view and every act works without a script. What a person may see or do is decided by the verbs'
// declarations, as on the socket.
package page
