package asterisk

import (
	"fmt"
	"math/rand/v2"
	"net"
)

// RTP ports lie below the kernel's ephemeral range (from 32768), or a test's own sockets would take them.
const (
	rtpFloor   = 10000
	rtpCeiling = 32000
)

// rtpBlock is a range of RTP ports of one instance. The first port stays bound as the claim on the whole block:
// the kernel gives it up when this process ends, however it ends.
type rtpBlock struct {
	start, end int
	claim      net.PacketConn
}

// claimRTP finds a block for calls at once (two ports a call: RTP and RTCP) that no other instance holds.
func claimRTP(calls int) (*rtpBlock, error) {
	size := 4 + 2*2*calls // a call through a bridge has two legs
	blocks := (rtpCeiling - rtpFloor) / size
	if blocks == 0 {
		return nil, fmt.Errorf("%d calls at once need more RTP ports than %d–%d", calls, rtpFloor, rtpCeiling)
	}
	first := rand.IntN(blocks)
	for i := range blocks {
		start := rtpFloor + (first+i)%blocks*size
		if claim, err := net.ListenPacket("udp4", fmt.Sprintf("127.0.0.1:%d", start)); err == nil {
			return &rtpBlock{start: start + 2, end: start + size - 1, claim: claim}, nil
		}
	}
	return nil, fmt.Errorf("all %d blocks of RTP ports are taken", blocks)
}

func (b *rtpBlock) release() { b.claim.Close() }

// freeTCP and freeUDP ask the kernel for a port and give it back for Asterisk to bind; boot retries on a collision.
func freeTCP() (int, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("ask for a free tcp port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func freeUDP() (int, error) {
	c, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("ask for a free udp port: %w", err)
	}
	defer c.Close()
	return c.LocalAddr().(*net.UDPAddr).Port, nil
}
