package dialplan

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/dialplan/agi"
)

// PBX tells what Asterisk itself holds of a channel. FastAGI's header is only what somebody sent: a number with a
// line break can write into it, and so can any process that reaches our port.
type PBX interface {
	// Channel gives the channel with a unique id, and the variables and functions that are named; one that is unset
	// is "". ErrNoChannel: there is none. Any other error: the PBX did not tell. It may block, at most as long as
	// ctx.
	Channel(ctx context.Context, id string, vars ...string) (Channel, error)
}

// Channel is a channel as Asterisk holds it.
type Channel struct {
	Name    string // "PJSIP/101-0000002a"
	Context string // its place in the dialplan
	Vars    map[string]string
}

// Errors of a visit's proof.
var (
	ErrNoChannel = errors.New("the PBX has no such channel")
	ErrUntrue    = errors.New("the PBX knows otherwise")
)

// claim is what a header of one path must agree with: where the channel stands, and the variables that are the
// arguments of AGI().
type claim struct {
	context string
	args    []string
}

// The claims of the three paths, as the shipped file makes them.
func claimOfGuard() claim {
	return claim{"ringevett-guard-ask", []string{VarMarketing, VarCampaign, varNumber}}
}
func claimOfOver() claim { return claim{"ringevett-guard-tell", []string{varOver}} }
func claimOfDesk() claim {
	return claim{"ringevett-desk-ask", []string{varCame, varDeskLang, varDialed}}
}

// The variables in which the dialplan keeps what it asks about.
const (
	varNumber = "RINGEVETT_NUMBER"
	varFrom   = "RINGEVETT_FROM" // the context of the route
	varOver   = "RINGEVETT_OVER"
	varCame   = "RINGEVETT_DESK_CAME"
	varDialed = "RINGEVETT_DIALED"
)

// prove gives the channel that a request is about. ErrUntrue and ErrNoChannel say that the header lies; after any
// other error the PBX did not tell, and nothing may be allowed on the header's word. more are further variables that
// are wanted.
func prove(ctx context.Context, pbx PBX, q agi.Request, c claim, more ...string) (Channel, error) {
	ch, err := pbx.Channel(ctx, q.UniqueID, append(slices.Clone(c.args), more...)...)
	if err != nil {
		return Channel{}, fmt.Errorf("channel %.60q: %w", q.UniqueID, err)
	}
	var args []string
	for _, name := range c.args {
		args = append(args, ch.Vars[name])
	}
	switch {
	case ch.Context != c.context:
		return ch, fmt.Errorf("channel %s: %w: it is in %.60q, not in %s", q.UniqueID, ErrUntrue, ch.Context, c.context)
	case ch.Name != q.Channel:
		return ch, fmt.Errorf("channel %s: %w: it is %.60q, not %.60q", q.UniqueID, ErrUntrue, ch.Name, q.Channel)
	case strings.Join(args, ",") != strings.Join(q.Args, ","): // commas of a number have split it in the header
		return ch, fmt.Errorf("channel %s: %w: its %s are not what was sent", q.UniqueID, ErrUntrue,
			strings.Join(c.args, ", "))
	}
	return ch, nil
}

// lies reports whether a proof failed for what the PBX says, rather than because it said nothing.
func lies(err error) bool { return errors.Is(err, ErrUntrue) || errors.Is(err, ErrNoChannel) }

// varKey is the global by which Asterisk shows that it is the one that asks. It is asked for rather than sent along:
// what AGI() is given stands on the console, in logs and in call detail records.
const varKey = "RINGEVETT_AGI_KEY"

// Errors of a peer that does not show the key.
var (
	ErrNoKey = fmt.Errorf("it shows no %s: an older file is loaded, or it is not Asterisk. Paste what `ringevett "+
		"dialplan` prints", varKey)
	ErrWrongKey = fmt.Errorf("it shows another %s than agi.key_file holds: paste what `ringevett dialplan` prints",
		varKey)
)

// Prove tells whether a peer is the Asterisk that has our file: it must show the key. An empty key proves nothing.
func Prove(key string) func(ctx context.Context, s *agi.Session) error {
	return func(ctx context.Context, s *agi.Session) error {
		shown, _, err := s.Var(ctx, varKey)
		switch {
		case err != nil:
			return fmt.Errorf("the peer's key: %w", err)
		case shown == "":
			return ErrNoKey
		case key == "" || subtle.ConstantTimeCompare([]byte(shown), []byte(key)) != 1:
			return ErrWrongKey
		}
		return nil
	}
}
