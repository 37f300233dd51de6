package telephony

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
)

const (
	countersAtOnce = 4           // requests for counts under way: other requests go before most of a look
	countPatience  = time.Second // for all of a look
)

// Received counts the packets that Asterisk has received on agents' legs. A leg whose count does not come in time is
// left out, and so is one that is gone.
func (p *PBX) Received(ctx context.Context, ids []dialer.SessionID) (map[dialer.SessionID]engine.Count, error) {
	ctx, cancel := context.WithTimeout(ctx, countPatience)
	defer cancel()
	ask := func(id dialer.SessionID) (engine.Count, bool) { return p.received(ctx, id) }
	return askEach(ids, countersAtOnce, ask), nil
}

func (p *PBX) received(ctx context.Context, id dialer.SessionID) (c engine.Count, known bool) {
	st, err := p.client.RTPStatistics(ctx, string(id))
	if err == nil {
		return engine.Count{Packets: st.Rxcount}, true
	}
	why := uncounted(err)
	return engine.Count{None: why}, why != ""
}

// uncounted tells why Asterisk will never count a channel's packets; "" where it may: it did not answer, or the
// channel is gone. It refuses a Local channel with 403, and an external media channel with a 404 that says that there
// is no RTP.
func uncounted(err error) string {
	var refused *ari.Error
	switch {
	case !errors.As(err, &refused):
		return ""
	case errors.Is(err, ari.ErrForbidden), errors.Is(err, ari.ErrNotFound) && strings.Contains(refused.Message, "RTP"):
		return strings.TrimSpace(refused.Message)
	}
	return ""
}

// held tells that an agent's phone has put its leg on hold, or taken it back.
func (p *PBX) held(channel string, is bool) {
	if !p.names.ours(channel) {
		p.tell(engine.SeatHeld{Session: dialer.SessionID(channel), Is: is})
	}
}
