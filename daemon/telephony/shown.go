package telephony

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/ari"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/shown"
)

const (
	attemptVar = "RINGEVETT_ATTEMPT"        // inherited by every channel that a route dials for the call
	fromFunc   = "CHANNEL(pjsip,local_uri)" // the From that a PJSIP channel sent, also of one that is not ours
	techSIP    = "PJSIP/"
	techLocal  = "Local/"
)

// Waits between looks: the leg is there some milliseconds after the dialing, or when the route has come so far.
const (
	lookSoon  = 20 * time.Millisecond
	lookLater = 250 * time.Millisecond
	soonLooks = 25
)

// fromUser is the user part of a SIP address.
var fromUser = regexp.MustCompile(`sips?:([^@;>]+)@`)

// Shown looks at the leg by which an attempt leaves the PBX until its From can be read, the call is over, or ctx ends.
// A From is taken when two looks in a row agree: before the INVITE is out the channel has another.
func (p *PBX) Shown(ctx context.Context, id dialer.AttemptID) (shown.Look, error) {
	var last shown.Look
	for n := 0; ; n++ {
		l, err := p.leaving(ctx, id)
		switch {
		case ctx.Err() != nil:
			return p.handed(id, last), nil
		case err != nil:
			return shown.Look{}, err
		case l.Gone:
			last.Gone = !last.Read
			return last, nil
		case l.Read && l == last:
			return l, nil
		}
		last = l
		wait := lookSoon
		if n >= soonLooks {
			wait = lookLater
		}
		select {
		case <-ctx.Done():
			return p.handed(id, last), nil
		case <-time.After(wait):
		}
	}
}

// leaving looks once.
func (p *PBX) leaving(ctx context.Context, id dialer.AttemptID) (shown.Look, error) {
	own, err := p.client.Channel(ctx, p.names.channel(id))
	switch {
	case errors.Is(err, ari.ErrNotFound):
		return shown.Look{Gone: true}, nil
	case err != nil:
		return shown.Look{}, err
	case !strings.HasPrefix(own.Name, techLocal):
		return p.fromOf(ctx, own), nil
	}
	all, err := p.client.Channels(ctx)
	if err != nil {
		return shown.Look{}, err
	}
	none := shown.Look{Why: "no leg of the call was found behind " + p.names.channel(id)}
	for _, ch := range all {
		if p.names.ours(ch.ID) || strings.HasPrefix(ch.Name, techLocal) ||
			ch.Creationtime.Before(own.Creationtime.Time) {
			continue
		}
		of, err := p.client.ChannelVar(ctx, ch.ID, attemptVar)
		if err != nil || of != strconv.FormatInt(int64(id), 10) {
			continue
		}
		l := p.fromOf(ctx, ch)
		if l.Read {
			return l, nil
		}
		none = l
	}
	return none, nil
}

// fromOf reads the From that a channel sent.
func (p *PBX) fromOf(ctx context.Context, ch ari.Channel) shown.Look {
	l := shown.Look{Leg: ch.Name}
	if !strings.HasPrefix(ch.Name, techSIP) {
		tech, _, _ := strings.Cut(ch.Name, "/")
		l.Why = tech + " does not tell which number it sends (" + ch.Name + ")"
		return l
	}
	uri, err := p.client.ChannelVar(ctx, ch.ID, fromFunc)
	if err != nil {
		l.Why = "the From of " + ch.Name + " cannot be read: " + err.Error()
		return l
	}
	l.Read = strings.Contains(uri, "sip")
	if m := fromUser.FindStringSubmatch(uri); m != nil {
		l.From = m[1]
	}
	return l
}

// handed adds the caller id that the route had in the end: where no From can be read it may still show that the number
// was replaced. ctx has ended, so this has a short one of its own.
func (p *PBX) handed(id dialer.AttemptID, l shown.Look) shown.Look {
	if l.Read {
		return l
	}
	ctx, cancel := context.WithTimeout(p.ctx, time.Second)
	defer cancel()
	if v, err := p.client.ChannelVar(ctx, p.names.other(id), "CALLERID(num)"); err == nil {
		l.Handed = v
	}
	return l
}
