package dialplan_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/dialplan/agi"
)

// guard answers as it is told and writes down what it is asked.
type guard struct {
	answer dialplan.Answer
	err    error
	asked  []string
}

func (g *guard) Ask(_ context.Context, c dialplan.HandCall) (dialplan.Answer, error) {
	g.asked = append(g.asked, fmt.Sprintf("ask %+v", c))
	return g.answer, g.err
}

func (g *guard) Withdraw(_ context.Context, id int64, why string) {
	g.asked = append(g.asked, fmt.Sprintf("withdraw %d: %s", id, why))
}

func (g *guard) Over(_ context.Context, e dialplan.HandEnd) error {
	e.At = e.At.UTC()
	g.asked = append(g.asked, fmt.Sprintf("over %+v", e))
	return g.err
}

// serve plays the PBX: it sends a header and answers commands until there are no more, or the given number were
// answered.
func serve(
	t *testing.T, g dialplan.Guard, pbx dialplan.PBX, script string, args []string, answers int,
) (said []string) {
	t.Helper()
	near, far := net.Pipe()
	done := make(chan struct{})
	go func() { defer close(done); (&agi.Server{Handler: dialplan.Serve(g, pbx)}).ServeConn(t.Context(), far) }()
	head := "agi_network_script: " + script + "\nagi_request: agi://127.0.0.1/" + script +
		"\nagi_channel: PJSIP/101-00000001\nagi_uniqueid: 7.5\n"
	for i, a := range args {
		head += fmt.Sprintf("agi_arg_%d: %s\n", i+1, a)
	}
	io.WriteString(near, head+"\n")
	in := bufio.NewReader(near)
	for line, err := in.ReadString('\n'); err == nil; line, err = in.ReadString('\n') {
		if said = append(said, strings.TrimSpace(line)); len(said) > answers {
			break
		}
		io.WriteString(near, "200 result=1\n")
	}
	near.Close()
	<-done
	return said
}

func TestWhatTheGuardIsAskedAndSays(t *testing.T) {
	allow := dialplan.Answer{Allowed: true, Attempt: 17, Visible: "+4722000001", Why: "nothing against it"}
	block := dialplan.Answer{Sound: "/s/nb/guard-reserved", Why: "BLOCK_OWN"}
	const every = 100
	tests := []struct {
		name    string
		g       guard
		args    []string
		answers int
		asked   []string
		said    []string
	}{
		{"a marketing call that is allowed: the verdict comes last", guard{answer: allow},
			[]string{"fjell/salg", "", "90000001"}, every,
			[]string{
				"ask {Number:90000001 Client:fjell Campaign:salg Source: Marketing:true Phone:PJSIP/101 Channel:7.5 " +
					"From: Unproven:false}",
			},
			[]string{
				`VERBOSE "ringevett guard: allow: nothing against it" "3"`,
				`SET VARIABLE "RINGEVETT_VISIBLE" "+4722000001"`, `SET VARIABLE "RINGEVETT_ATTEMPT" "17"`,
				`SET VARIABLE "RINGEVETT_VERDICT" "allow"`,
			}},
		{"a service call that is blocked", guard{answer: block}, []string{"", "fjell/service", "+4790000001"}, every,
			[]string{
				"ask {Number:+4790000001 Client:fjell Campaign:service Source: Marketing:false Phone:PJSIP/101 " +
					"Channel:7.5 From: Unproven:false}",
			},
			[]string{
				`VERBOSE "ringevett guard: block: BLOCK_OWN" "3"`,
				`SET VARIABLE "RINGEVETT_SOUND" "/s/nb/guard-reserved"`, `SET VARIABLE "RINGEVETT_VERDICT" "block"`,
			}},
		{"a source of the context's own", guard{answer: block}, []string{"", "fjell/service/web", "90000001"}, every,
			[]string{
				"ask {Number:90000001 Client:fjell Campaign:service Source:web Marketing:false Phone:PJSIP/101 " +
					"Channel:7.5 From: Unproven:false}",
			},
			[]string{
				`VERBOSE "ringevett guard: block: BLOCK_OWN" "3"`,
				`SET VARIABLE "RINGEVETT_SOUND" "/s/nb/guard-reserved"`, `SET VARIABLE "RINGEVETT_VERDICT" "block"`,
			}},
		{"a call without a campaign", guard{answer: dialplan.Answer{Allowed: true}}, []string{"", "", "90000001"},
			every,
			[]string{
				"ask {Number:90000001 Client: Campaign: Source: Marketing:false Phone:PJSIP/101 Channel:7.5 From: " +
					"Unproven:false}",
			},
			[]string{`VERBOSE "ringevett guard: allow: " "3"`, `SET VARIABLE "RINGEVETT_VERDICT" "allow"`}},
		{"a number with commas takes no other argument's place", guard{err: errors.New("no")},
			[]string{"fjell/salg", "", "9", "other/campaign"}, every,
			[]string{
				"ask {Number:9,other/campaign Client:fjell Campaign:salg Source: Marketing:true Phone:PJSIP/101 " +
					"Channel:7.5 From: Unproven:false}",
			}, nil},
		{"the guard does not know: nothing is said", guard{err: errors.New("no register")},
			[]string{"fjell/salg", "", "90000001"}, every,
			[]string{
				"ask {Number:90000001 Client:fjell Campaign:salg Source: Marketing:true Phone:PJSIP/101 Channel:7.5 " +
					"From: Unproven:false}",
			}, nil},
		{"a variable that names no campaign", guard{answer: allow}, []string{"fjell", "", "90000001"}, every, nil, nil},
		{"the file of another version", guard{answer: allow}, []string{"90000001"}, every, nil, nil},
		{"the PBX does not hear the answer", guard{answer: allow}, []string{"fjell/salg", "", "90000001"}, 3,
			[]string{
				"ask {Number:90000001 Client:fjell Campaign:salg Source: Marketing:true Phone:PJSIP/101 Channel:7.5 " +
					"From: Unproven:false}",
				"withdraw 17: the PBX did not hear the answer",
			},
			[]string{
				`VERBOSE "ringevett guard: allow: nothing against it" "3"`,
				`SET VARIABLE "RINGEVETT_VISIBLE" "+4722000001"`, `SET VARIABLE "RINGEVETT_ATTEMPT" "17"`,
				`SET VARIABLE "RINGEVETT_VERDICT" "allow"`,
			}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			said := serve(t, &tt.g, asSent("ringevett-guard-ask", guardVars, tt.args), "guard", tt.args, tt.answers)
			if diff := cmp.Diff(tt.asked, tt.g.asked); diff != "" {
				t.Errorf("asked (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.said, said); diff != "" {
				t.Errorf("said (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHowACallEndedIsTold(t *testing.T) {
	at := time.Unix(1764000000, 0).UTC()
	told := []string{`SET VARIABLE "RINGEVETT_TOLD" "yes"`}
	tests := []struct {
		name, text string
		err        error
		asked      []string
		said       []string
	}{
		{"answered", "17*ANSWER*4*4321*16*1764000000", nil,
			[]string{
				fmt.Sprintf("over %+v", dialplan.HandEnd{
					Attempt: 17, Status: "ANSWER", Talked: 4321 * time.Millisecond, Cause: 16, At: at,
				}),
			}, told},
		{"answered, on a PBX without milliseconds", "17*ANSWER*4**16*1764000000", nil,
			[]string{
				fmt.Sprintf("over %+v", dialplan.HandEnd{
					Attempt: 17, Status: "ANSWER", Talked: 4 * time.Second, Cause: 16, At: at,
				}),
			}, told},
		{"never dialed", "17*****1764000000", nil,
			[]string{fmt.Sprintf("over %+v", dialplan.HandEnd{Attempt: 17, At: at})}, told},
		{"the journal cannot be written: told again", "17*BUSY***17*1764000000", errors.New("disk"),
			[]string{fmt.Sprintf("over %+v", dialplan.HandEnd{Attempt: 17, Status: "BUSY", Cause: 17, At: at})}, nil},
		{"garbage is not told again", "x*y", nil, nil, told},
		{"no attempt", "*ANSWER*4*4321*16*1764000000", nil, nil, told},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := &guard{err: tt.err}
			said := serve(t, g, asSent("ringevett-guard-tell", []string{"RINGEVETT_OVER"}, []string{tt.text}), "over",
				[]string{tt.text}, 100)
			if diff := cmp.Diff(tt.asked, g.asked); diff != "" {
				t.Errorf("asked (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.said, said); diff != "" {
				t.Errorf("said (-want +got):\n%s", diff)
			}
		})
	}
}

// What the dialplan says and what the program reads are one, written down twice.
func TestTheDialplanAsksAsTheGuardReads(t *testing.T) {
	conf := dialplan.Conf(dialplan.Options{})
	for _, want := range []string{
		"[" + dialplan.ContextGuard + "]",
		"/guard,${" + dialplan.VarMarketing + "},${" + dialplan.VarCampaign + "},${RINGEVETT_NUMBER})",
		"/over,${RINGEVETT_OVER})",
		"${RINGEVETT_VERDICT}\" = \"allow\"", "${RINGEVETT_VERDICT}\" = \"block\"", "${RINGEVETT_TOLD}\" = \"yes\"",
		"Playback(${RINGEVETT_SOUND})",
		"Set(CALLERID(num)=${RINGEVETT_VISIBLE})",
		"Local/${RINGEVETT_ENDED}*${DIALSTATUS}*${ANSWEREDTIME}*${ANSWEREDTIME_MS}*${HANGUPCAUSE}*${EPOCH}@",
	} {
		if !strings.Contains(conf, want) {
			t.Errorf("the file has no %s", want)
		}
	}
}
