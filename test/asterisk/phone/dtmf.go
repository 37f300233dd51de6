package phone

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/pion/rtp"
)

// keypad in the order of RFC 4733's event codes.
const keypad = "0123456789*#ABCD"

// A key lasts five packets (100 ms), its end is told three times, then 80 ms pause, as phones do.
const (
	keyPackets = 5
	keyEnds    = 3
	keyPause   = 4
)

// event sends the current key's next packet; false when the pause after it goes on and sound may be sent.
func (s *sender) event() bool {
	step := s.step
	s.step++
	if step >= keyPackets+keyEnds {
		if step >= keyPackets+keyEnds+keyPause {
			close(s.key.sent)
			s.key = nil
		}
		return false
	}
	end := byte(0)
	if step >= keyPackets {
		end = 0x80
	}
	length := uint16(min(step+1, keyPackets) * frame)
	payload := []byte{byte(strings.IndexByte(keypad, s.key.key)), end | 10, byte(length >> 8), byte(length)}
	if step == keyPackets {
		close(s.key.told)
	}
	s.write(rtp.Header{PayloadType: payloadEvents, Marker: step == 0, Timestamp: s.from}, payload)
	return true
}

// press queues keys and waits until they have been sent.
func (m *media) press(ctx context.Context, digits string) error {
	if err := checkDigits(digits); err != nil {
		return err
	}
	for i := range len(digits) {
		k := keyPress{key: digits[i], told: make(chan struct{}), sent: make(chan struct{})}
		select {
		case m.keys <- k:
		case <-ctx.Done():
			return ctx.Err()
		}
		select {
		case <-k.sent:
		case <-m.done.Done():
			if !k.wasTold() {
				return errors.New("the call ended before the digit was sent")
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// wasTold reports whether the key's end was sent: the other side may hang up on it at once.
func (k keyPress) wasTold() bool {
	select {
	case <-k.told:
		return true
	default:
		return false
	}
}

func checkDigits(digits string) error {
	if i := strings.IndexFunc(digits, func(r rune) bool { return !strings.ContainsRune(keypad, r) }); i >= 0 {
		return fmt.Errorf("digits %q: %q is no key; keys are %s", digits, digits[i], keypad)
	}
	return nil
}

// eventKey reads a telephone-event packet: the key and the timestamp that tells one press from the next.
func eventKey(p *rtp.Packet) (key byte, press uint32, ok bool) {
	if p.PayloadType != payloadEvents || len(p.Payload) < 4 || int(p.Payload[0]) >= len(keypad) {
		return 0, 0, false
	}
	return keypad[p.Payload[0]], p.Timestamp, true
}

// infoKey reads the body of a SIP INFO (application/dtmf-relay, or the key alone).
func infoKey(body []byte) (byte, bool) {
	for line := range strings.Lines(string(body)) {
		value := strings.TrimSpace(line)
		if name, v, ok := strings.Cut(value, "="); ok {
			if !strings.EqualFold(strings.TrimSpace(name), "Signal") {
				continue
			}
			value = strings.TrimSpace(v)
		}
		if len(value) == 1 && strings.Contains(keypad, value) {
			return value[0], true
		}
	}
	return 0, false
}
