package config

import (
	"errors"
	"net/netip"
)

// check keeps the listener off addresses that are not named in the file: a program that reaches it can ask whether a
// number is reserved.
func (a AGI) check(d *document) {
	at, err := netip.ParseAddrPort(a.Listen)
	if err != nil || at.Addr().IsUnspecified() || at.Port() == 0 {
		d.add("agi.listen", a.Listen, "an address and port that Asterisk can reach, such as 127.0.0.1:4573")
	}
	if a.KeyFile != "" {
		absolute(d, "agi.key_file", a.KeyFile)
	}
	if len(a.Peers) == 0 {
		d.add("agi.peers", "", "the addresses that Asterisk connects from")
	}
	for i, text := range a.Peers {
		if ip, err := netip.ParseAddr(text); err != nil || ip.IsUnspecified() {
			d.add(item("agi.peers", i), text, "an IP address")
		}
	}
}

// Addresses are the peers; of a Config with faults, the error names them.
func (a AGI) Addresses() ([]netip.Addr, error) {
	var ips []netip.Addr
	var errs []error
	for _, text := range a.Peers {
		ip, err := netip.ParseAddr(text)
		ips, errs = append(ips, ip), append(errs, err)
	}
	return ips, errors.Join(errs...)
}
