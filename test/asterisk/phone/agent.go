package phone

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/emiago/sipgo"
	"github.com/emiago/sipgo/sip"
)

// AgentOptions are the settings of an agent's phone.
type AgentOptions struct {
	User, Password string
	PBX            string // SIP address of the PBX, host:port
	Plan           Plan   // for calls to this phone; the zero value answers at once
	Keep           Keep
	NoTexts        bool // answers a SIP MESSAGE with 405, and does not name it in Allow
}

// Agent is an agent's phone.
type Agent struct {
	*line
	options AgentOptions
	mu      sync.Mutex // guards plan
	plan    Plan
	regMu   sync.Mutex // one registration at a time
}

// NewAgent opens a phone; it does not register yet.
func NewAgent(o AgentOptions) (*Agent, error) {
	a := &Agent{options: o, plan: o.Plan}
	l, err := openLine("", o.User, o.Keep, a.planOf)
	if err != nil {
		return nil, err
	}
	l.noTexts.Store(o.NoTexts)
	a.line = l
	return a, nil
}

// SetPlan sets what calls to this phone meet from now on.
func (a *Agent) SetPlan(p Plan) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.plan = p
}

func (a *Agent) planOf(string) Plan {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.plan
}

// Register registers the phone for ten minutes, with digest authentication.
func (a *Agent) Register(ctx context.Context) error { return a.register(ctx, 600) }

// Unregister takes the registration back.
func (a *Agent) Unregister(ctx context.Context) error { return a.register(ctx, 0) }

func (a *Agent) register(ctx context.Context, expires int) error {
	a.regMu.Lock()
	defer a.regMu.Unlock()
	req := sip.NewRequest(sip.REGISTER, a.uri("", a.options.PBX))
	aor := a.uri(a.options.User, a.options.PBX)
	from := sip.FromHeader{Address: aor}
	from.Params.Add("tag", sip.GenerateTagN(16))
	req.AppendHeader(&from)
	req.AppendHeader(&sip.ToHeader{Address: aor})
	req.AppendHeader(sip.HeaderClone(&a.dialog.ContactHDR))
	req.AppendHeader(sip.NewHeader("Expires", fmt.Sprint(expires)))
	res, err := a.client.Do(ctx, req)
	if err == nil && res.StatusCode == 401 {
		res, err = a.client.DoDigestAuth(ctx, req, res,
			sipgo.DigestAuth{Username: a.options.User, Password: a.options.Password})
	}
	if err == nil && res.StatusCode != 200 {
		err = errors.New(strings.TrimSpace(res.StartLine()))
	}
	if err != nil {
		return fmt.Errorf("phone %s: register: %w", a.options.User, err)
	}
	return nil
}

// Dial calls an extension of the PBX, such as a feature code; p tells what the phone sends when answered.
func (a *Agent) Dial(ctx context.Context, extension string, p Plan) (*Call, error) {
	return a.dial(ctx, outgoing{to: extension, server: a.options.PBX, from: a.options.User,
		username: a.options.User, password: a.options.Password, plan: p})
}
