package config

import "net/netip"

// check keeps the listener on this machine: all who reach it may read.
func (m Metrics) check(d *document) {
	if m.Listen == "" {
		return
	}
	at, err := netip.ParseAddrPort(m.Listen)
	if err != nil || !at.Addr().IsLoopback() || at.Port() == 0 {
		d.add("metrics.listen", m.Listen, `an address of this machine alone with a port, such as 127.0.0.1:9567, or ""`)
	}
}
