package phone

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

const (
	payloadULaw   = 0
	payloadALaw   = 8
	payloadEvents = 101 // telephone-event, RFC 4733
)

// offer describes our one audio stream; it serves as an answer too, A-law being what everyone here speaks.
func offer(port int) []byte {
	return fmt.Appendf(nil, "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"+
		"m=audio %d RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n"+
		"a=ptime:20\r\na=sendrecv\r\n", port)
}

// audioOf reads where the other side wants its sound.
func audioOf(sdp []byte) (*net.UDPAddr, error) {
	host, port := "", 0
	for line := range strings.Lines(string(sdp)) {
		line = strings.TrimSpace(line)
		if h, ok := strings.CutPrefix(line, "c=IN IP4 "); ok {
			host = h
		}
		if m, ok := strings.CutPrefix(line, "m=audio "); ok {
			number, _, _ := strings.Cut(m, " ")
			port, _ = strconv.Atoi(number)
		}
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || port == 0 {
		return nil, errors.New("session description names no audio address")
	}
	if !addr.IsLoopback() {
		return nil, fmt.Errorf("session description names %s: sound goes nowhere but loopback", addr)
	}
	return net.UDPAddrFromAddrPort(netip.AddrPortFrom(addr, uint16(port))), nil
}
