package config

import "net/netip"

// check keeps the listener on this machine: all who reach it may read.
func (m Metrics) check(d *document) { ownAddress(d, "metrics.listen", m.Listen, "127.0.0.1:9567") }

// check keeps the listener on this machine: sign-ins and what is shown are not encrypted.
func (p Page) check(d *document) {
	ownAddress(d, "page.listen", p.Listen, "127.0.0.1:8745")
	if p.Language != "nb" && p.Language != "en" {
		d.add("page.language", p.Language, "nb or en")
	}
}

// ownAddress adds a fault unless text is empty, or an address of this machine alone.
func ownAddress(d *document, key, text, example string) {
	if text == "" {
		return
	}
	at, err := netip.ParseAddrPort(text)
	if err != nil || !at.Addr().IsLoopback() || at.Port() == 0 {
		d.add(key, text, "an address of this machine alone with a port, such as "+example+`, or ""`)
	}
}
