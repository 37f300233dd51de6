package dialplan_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/dialplan/agi"
)

var (
	guardVars = []string{dialplan.VarMarketing, dialplan.VarCampaign, "RINGEVETT_NUMBER"}
	deskVars  = []string{"RINGEVETT_DESK_CAME", "RINGEVETT_DESK_LANG", "RINGEVETT_DIALED"}
)

// pbxSays is an Asterisk with one channel, 7.5.
type pbxSays struct {
	name, context string
	vars          map[string]string
	err           error
}

func (p pbxSays) Channel(_ context.Context, id string, vars ...string) (dialplan.Channel, error) {
	if p.err != nil {
		return dialplan.Channel{}, p.err
	}
	if id != "7.5" {
		return dialplan.Channel{}, dialplan.ErrNoChannel
	}
	ch := dialplan.Channel{Name: p.name, Context: p.context, Vars: map[string]string{}}
	for _, v := range vars {
		ch.Vars[v] = p.vars[v]
	}
	return ch, nil
}

// asSent is the Asterisk that sent these arguments: the last variable has the commas that split it in the header.
func asSent(context string, vars, args []string) pbxSays {
	p := pbxSays{name: "PJSIP/101-00000001", context: context, vars: map[string]string{}}
	for i, v := range vars {
		switch {
		case i >= len(args):
		case i == len(vars)-1:
			p.vars[v] = strings.Join(args[i:], ",")
		default:
			p.vars[v] = args[i]
		}
	}
	return p
}

// What the PBX says of the channel holds; where a header says otherwise, the answer is no, and nothing is asked of
// the house.
func TestAHeaderThatThePBXDoesNotBearOutIsRefused(t *testing.T) {
	args := []string{"fjell/salg", "", "22000009"}
	refused := []string{
		`VERBOSE "ringevett guard: block: the PBX knows otherwise" "3"`, `SET VARIABLE "RINGEVETT_VERDICT" "block"`,
	}
	with := func(change func(*pbxSays)) pbxSays {
		p := asSent("ringevett-guard-ask", guardVars, args)
		change(&p)
		return p
	}
	tests := []struct {
		name string
		pbx  pbxSays
		said []string // nil: what the guard allows
	}{
		{"borne out", with(func(*pbxSays) {}), nil},
		{"another number", with(func(p *pbxSays) { p.vars["RINGEVETT_NUMBER"] = "90000002" }), refused},
		{"a context that sells", with(func(p *pbxSays) { p.vars[dialplan.VarMarketing] = "fjell/other" }), refused},
		{"another phone", with(func(p *pbxSays) { p.name = "PJSIP/102-00000007" }), refused},
		{"a channel in another place", with(func(p *pbxSays) { p.context = "ringevett-desk-ask" }), refused},
		{"no such channel", with(func(p *pbxSays) { p.err = dialplan.ErrNoChannel }), refused},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := &guard{answer: dialplan.Answer{Allowed: true}}
			said := serve(t, g, tt.pbx, "guard", args, 100)
			if tt.said == nil {
				if len(g.asked) != 1 || strings.Contains(strings.Join(said, " "), "block") {
					t.Errorf("asked %q, said %q", g.asked, said)
				}
				return
			}
			if diff := cmp.Diff(tt.said, said); diff != "" || len(g.asked) > 0 {
				t.Errorf("asked %q, said (-want +got):\n%s", g.asked, diff)
			}
		})
	}
}

// Where the PBX does not tell, the guard is asked whether it refuses, and knows that nothing is proven.
func TestTheGuardKnowsWhatThePBXDidNotTell(t *testing.T) {
	g := &guard{answer: dialplan.Answer{Sound: "/s", Why: "BLOCK_OWN"}}
	said := serve(t, g, pbxSays{err: errors.New("ARI does not answer")}, "guard", []string{"", "", "90000002"}, 100)
	if len(g.asked) != 1 || !strings.Contains(g.asked[0], "Unproven:true") ||
		!strings.Contains(strings.Join(said, "\n"), `"block"`) {
		t.Errorf("asked %q, said %q", g.asked, said)
	}
}

func TestTheEndOfACallIsTakenFromThePBXAlone(t *testing.T) {
	text := "17*ANSWER*4*4321*16*1764000000"
	over := []string{"RINGEVETT_OVER"}
	for name, pbx := range map[string]pbxSays{
		"another call":      asSent("ringevett-guard-tell", over, []string{"18*ANSWER*4*4321*16*1764000000"}),
		"from a phone":      asSent("agents", over, []string{text}),
		"no channel":        {err: dialplan.ErrNoChannel},
		"the PBX is silent": {err: errors.New("ARI does not answer")},
	} {
		t.Run(name, func(t *testing.T) {
			g := &guard{}
			if said := serve(t, g, pbx, "over", []string{text}, 100); len(said) > 0 || len(g.asked) > 0 {
				t.Errorf("said %q, asked %q", said, g.asked)
			}
		})
	}
}

func TestTheDeskIsNotOpenedOnAHeadersWord(t *testing.T) {
	s := story{}
	for name, change := range map[string]func(*pbxSays){
		"another number was rung": func(p *pbxSays) { p.vars["RINGEVETT_DIALED"] = "22000005" },
		"not at the desk":         func(p *pbxSays) { p.context = "from-trunk" },
		"another's channel":       func(p *pbxSays) { p.name = "PJSIP/trunk-00000009" },
		"no such channel":         func(p *pbxSays) { p.err = dialplan.ErrNoChannel },
		"the PBX is silent":       func(p *pbxSays) { p.err = errors.New("ARI does not answer") },
	} {
		t.Run(name, func(t *testing.T) {
			pbx, h := s.pbx(), &house{lang: "nb"}
			change(&pbx)
			p, logged := ring(t, h, pbx, s.head())
			if len(h.told) > 0 || p.end() != "away" || !strings.Contains(logged, "desk: refused") {
				t.Errorf("told %q, ends %q, logged %q", h.told, p.end(), logged)
			}
		})
	}
}

// shower is an Asterisk that shows a key when it is asked for it.
func shower(t *testing.T, shows string) func(prove func(context.Context, *agi.Session) error) error {
	return func(prove func(context.Context, *agi.Session) error) (err error) {
		near, far := net.Pipe()
		defer near.Close()
		go func() {
			io.WriteString(near, "agi_request: agi://h/guard\n\n")
			bufio.NewReader(near).ReadString('\n')
			io.WriteString(near, shows)
			io.Copy(io.Discard, near)
		}()
		served := agi.HandlerFunc(func(context.Context, *agi.Session) error { return nil })
		(&agi.Server{Handler: served, Prove: func(ctx context.Context, s *agi.Session) error {
			err = prove(ctx, s)
			return err
		}}).ServeConn(t.Context(), far)
		return err
	}
}

func TestAPeerMustShowTheKey(t *testing.T) {
	for _, tt := range []struct {
		name, key, shows string
		want             error
	}{
		{"the key", "secret", "200 result=1 (secret)\n", nil},
		{"another", "secret", "200 result=1 (guess)\n", dialplan.ErrWrongKey},
		{"its beginning", "secret", "200 result=1 (secre)\n", dialplan.ErrWrongKey},
		{"more than it", "secret", "200 result=1 (secrets)\n", dialplan.ErrWrongKey},
		{"none", "secret", "200 result=0\n", dialplan.ErrNoKey},
		{"none where we have none", "", "200 result=0\n", dialplan.ErrNoKey},
		{"one where we have none", "", "200 result=1 (x)\n", dialplan.ErrWrongKey},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := shower(t, tt.shows)(dialplan.Prove(tt.key)); !errors.Is(err, tt.want) ||
				(err == nil) != (tt.want == nil) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}
