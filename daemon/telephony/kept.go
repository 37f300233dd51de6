package telephony

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/call"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// What the PBX keeps of a call for us. A hangup handler of our dialplan, pushed on each consumer's channel when it is
// made, writes a global variable as the channel ends: the channel's id, its state, and when it was answered, joined
// and ended. We read it back where no event told the end, and drop it once the end is in the journal. Its name has
// the installation's mark and the last four digits of the attempt, so there are never more than ten thousand; one
// older than a day counts as none. It holds no number.
const (
	contextKept = "ringevett-kept"
	handlerPush = "CHANNEL(hangup_handler_push)"
	keptGlobal  = "RINGEVETT_KEPT_"
	// on the channel: when we asked to put it into an agent's bridge, Unix milliseconds of our clock
	joinedVar    = "RINGEVETT_JOINED"
	answeredFunc = "CDR(answer,u)"
	keepsFrom    = 5 // the first version of the dialplan with contextKept

	keptFor       = 24 * time.Hour
	dialplanHolds = 10 * time.Second // what we read of the dialplan's version
	lookAtTimes   = time.Second      // for the times of all answered calls at a resync
	keptAtOnce    = 8                // calls that are asked about at a time, then
	keptFields    = 8
	keptTries     = 4
	keptAgain     = 100 * time.Millisecond
)

// dialplanSeen is the version of our dialplan that the PBX had when it was last asked.
type dialplanSeen struct {
	mu      sync.Mutex
	version int
	at      time.Time
}

// dialplan asks for the version of our dialplan; 0: not loaded, or not known. fresh: not what was read before.
func (p *PBX) dialplan(ctx context.Context, fresh bool) (int, string, error) {
	d := &p.seen
	d.mu.Lock()
	if !fresh && time.Since(d.at) < dialplanHolds {
		defer d.mu.Unlock()
		return d.version, "", nil
	}
	d.mu.Unlock()
	text, err := p.client.GlobalVar(ctx, DialplanGlobal)
	v, bad := strconv.Atoi(text)
	if err == nil && bad != nil {
		v = 0
	}
	if err == nil || errors.Is(err, ari.ErrNotFound) {
		d.mu.Lock()
		d.version, d.at = v, time.Now()
		d.mu.Unlock()
	}
	return v, text, err
}

// keeps reports whether the PBX keeps the ends of our calls.
func (p *PBX) keeps(ctx context.Context) bool {
	v, _, err := p.dialplan(ctx, false)
	return err == nil && v >= keepsFrom
}

// keptName is the global variable of an attempt.
func (n names) keptName(id dialer.AttemptID) string {
	return fmt.Sprintf("%s%sa%04d", keptGlobal, n.prefix(), int64(id)%10_000)
}

// kept reads what the PBX kept of a call whose end no event told; nil: nothing, or not to be had.
func (p *PBX) kept(ctx context.Context, id dialer.AttemptID) *call.Kept {
	text, err := p.keptText(ctx, id)
	if err != nil {
		p.set.Log.WithError(err).WithField("attempt", id).Warn("what the PBX kept of a call could not be read")
	}
	if text == "" || err != nil {
		return nil
	}
	theirs, err := p.clock(ctx)
	if err != nil {
		p.set.Log.WithError(err).WithField("attempt",
			id).Warn("the PBX does not tell its time: what it kept of a call cannot be used")
		return nil
	}
	k, err := readKept(text, p.names.channel(id), theirs, time.Now())
	if err != nil {
		p.set.Log.WithError(err).WithField("attempt", id).Warn("what the PBX kept of a call is not used")
		return nil
	}
	return k
}

// keptText reads what was kept; "" is nothing. A channel is out of Asterisk's list a moment before its handler runs, so
// nothing is believed only the last time.
func (p *PBX) keptText(ctx context.Context, id dialer.AttemptID) (text string, err error) {
	for range keptTries {
		text, err = p.client.GlobalVar(ctx, p.names.keptName(id))
		if err = ignore(err, ari.ErrNotFound); text != "" || err != nil || !p.keeps(ctx) {
			return text, err
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(keptAgain):
		}
	}
	return "", nil
}

// dropKept drops it: the call's end is on the disk.
func (p *PBX) dropKept(ctx context.Context, id dialer.AttemptID) error {
	if !p.keeps(ctx) {
		return nil
	}
	return ignore(p.client.UnsetGlobalVar(ctx, p.names.keptName(id)), ari.ErrNotFound)
}

// clock is the time of the PBX.
func (p *PBX) clock(ctx context.Context) (time.Time, error) {
	pong, err := p.client.Ping(ctx)
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(pingTime, pong.Timestamp)
}

// readKept reads what the handler wrote of a channel. Its times are of the PBX's clock, of which theirs is now; only
// the joining is of ours.
func readKept(text, channel string, theirs, ours time.Time) (*call.Kept, error) {
	f := strings.Split(text, "|")
	if len(f) != keptFields {
		return nil, fmt.Errorf("%d fields, want %d", len(f), keptFields)
	}
	if f[0] != channel {
		return nil, errors.New("it is of another call")
	}
	k := &call.Kept{
		Ended: age(theirs, f[4]), Answered: age(theirs, f[2]), Joined: ageMilli(ours, f[3]),
		Up: f[1] == "Up", Rang: f[1] == "Ringing" || f[1] == "Up", ByConsumer: f[7] == "1",
	}
	k.Cause, _ = strconv.Atoi(f[5])
	if k.Tech, _ = strconv.Atoi(f[6]); k.Tech < 300 { // the last provisional answer, or the one to the answered call
		k.Tech = 0
	}
	switch {
	case k.Ended == 0:
		return nil, fmt.Errorf("the end %q is no time", f[4])
	case k.Ended > keptFor:
		return nil, fmt.Errorf("it is %v old", k.Ended.Round(time.Minute))
	}
	return k, nil
}

// age is how long ago a time in seconds was, at least a nanosecond; 0: it is none.
func age(now time.Time, seconds string) time.Duration {
	s, err := strconv.ParseFloat(seconds, 64)
	if err != nil || s <= 0 {
		return 0
	}
	return max(1, now.Sub(time.UnixMicro(int64(s*1e6))))
}

func ageMilli(now time.Time, milli string) time.Duration {
	ms, err := strconv.ParseInt(milli, 10, 64)
	if err != nil || ms <= 0 {
		return 0
	}
	return max(1, now.Sub(time.UnixMilli(ms)))
}

// since is how long ago a living channel was answered and joined; 0: not known. created: it was made to be dialed by
// us, not originated into the dialplan.
type since struct {
	answered, joined time.Duration
	created          bool
}

// times asks for those of all calls, as many as can be had in lookAtTimes.
func (p *PBX) times(snap ari.Snapshot) map[dialer.AttemptID]since {
	ids := p.attemptsIn(snap)
	if len(ids) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(p.ctx, lookAtTimes)
	defer cancel()
	theirs, err := p.clock(ctx)
	if err != nil {
		return nil
	}
	began := time.Now()
	return askEach(ids, keptAtOnce,
		func(id dialer.AttemptID) (since, bool) { return p.timesOf(ctx, id, theirs, began), true })
}

func (p *PBX) attemptsIn(snap ari.Snapshot) (ids []dialer.AttemptID) {
	for _, list := range [][]ari.Channel{snap.Channels, snap.Others} {
		for _, ch := range list {
			if id, ours := p.names.attempt(ch.ID); ours {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func (p *PBX) timesOf(ctx context.Context, id dialer.AttemptID, theirs, ours time.Time) (s since) {
	channel := p.names.channel(id)
	_, err := p.client.ChannelVar(ctx, channel, appVar)
	s.created = errors.Is(err, ari.ErrNotFound)
	if text, err := p.client.ChannelVar(ctx, channel, answeredFunc); err == nil {
		s.answered = age(theirs, text)
	}
	if text, err := p.client.ChannelVar(ctx, channel, joinedVar); err == nil {
		s.joined = ageMilli(ours, text)
	}
	return s
}
