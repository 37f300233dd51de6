package dialplan_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/dialplan"
)

func TestTheShippedFileIsWhatIsPrintedWithoutOptions(t *testing.T) {
	want, err := os.ReadFile("ringevett.conf")
	if err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]dialplan.Options{"empty": {}, "defaults": dialplan.Defaults()} {
		if diff := cmp.Diff(string(want), dialplan.Conf(o)); diff != "" {
			t.Errorf("%s options (-file +printed):\n%s", name, diff)
		}
	}
	tag := fmt.Sprintf("; ringevett dialplan %d\n", dialplan.Version)
	if !strings.HasPrefix(string(want), tag) {
		t.Errorf("the file does not begin with %q", tag)
	}
}

func TestOptionsReachEveryLine(t *testing.T) {
	got := dialplan.Conf(dialplan.Options{
		App: "rv2", LoginCode: "*7001", LogoutCode: "*7002", SoundsDir: "/srv/rv/sounds/", AGI: "192.0.2.7:4999",
	})
	for _, want := range []string{
		"\nRINGEVETT_LOGIN = *7001\n", "\nRINGEVETT_LOGOUT = *7002\n",
		",Stasis(rv2,login)\n", ",Stasis(rv2,logout)\n", ",Stasis(rv2,returned)\n",
		"\nRINGEVETT_SOUNDS = /srv/rv/sounds\n",
		"\nRINGEVETT_ABANDONED = /srv/rv/sounds/nb/abandoned\n",
		"\nRINGEVETT_NO_ANSWER = /srv/rv/sounds/nb/guard-no-answer\n",
		"\nRINGEVETT_AGI = 192.0.2.7:4999\n",
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("%q stands %d times in the printed file, want once", want, strings.Count(got, want))
		}
	}
	for _, stale := range []string{"Stasis(ringevett", "*50", "*51", "/var/lib/ringevett", "4573"} {
		if strings.Contains(got, stale) {
			t.Errorf("the shipped value %q is still in the printed file", stale)
		}
	}
	if diff := cmp.Diff([]string(nil), faults(got)); diff != "" {
		t.Errorf("faults in the printed file (-want +got):\n%s", diff)
	}
}

func TestOptionsThatAsteriskWouldMisreadAreRefused(t *testing.T) {
	tests := []struct {
		name string
		o    dialplan.Options
		want []string // pieces of the error; none means accepted
	}{
		{"nothing given means the shipped values", dialplan.Options{}, nil},
		{"six keys are the longest code", dialplan.Options{LoginCode: "*12345"}, nil},
		{"a code of one key is too short", dialplan.Options{LoginCode: "5"}, []string{`agents.login_code: "5"`}},
		{"a code of seven keys is too long", dialplan.Options{
			LogoutCode: "*123456",
		}, []string{`agents.logout_code: "*123456"`}},
		{"a pattern is no code", dialplan.Options{LoginCode: "_X."}, []string{`agents.login_code: "_X."`}},
		{"hash sends the number on many phones", dialplan.Options{
			LoginCode: "#50",
		}, []string{`agents.login_code: "#50"`}},
		{"a line break cannot smuggle a line in", dialplan.Options{
			App: "x\nexten",
		}, []string{`asterisk.app: "x\nexten"`}},
		{"the codes differ", dialplan.Options{LogoutCode: "*50"}, []string{`agents.logout_code: "*50"`}},
		{"no code is the start of the other", dialplan.Options{LogoutCode: "*501"}, []string{"start of the other"}},
		{"a relative folder is not found by Asterisk", dialplan.Options{
			SoundsDir: "sounds",
		}, []string{`sounds.dir: "sounds"`}},
		{"an ampersand would split the path", dialplan.Options{SoundsDir: "/a&b"}, []string{`sounds.dir: "/a&b"`}},
		{"a host's name would be looked up on each call", dialplan.Options{
			AGI: "localhost:4573",
		}, []string{`agi.listen: "localhost:4573"`}},
		{"every address is none to connect to", dialplan.Options{
			AGI: "0.0.0.0:4573",
		}, []string{`agi.listen: "0.0.0.0:4573"`}},
		{"all faults come at once", dialplan.Options{
			App: "a b", LoginCode: "x", SoundsDir: "y",
		}, []string{"asterisk.app:", "agents.login_code:", "sounds.dir:"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.o.Validate()
			if (got == nil) != (len(tt.want) == 0) {
				t.Fatalf("got %v, want faults %q", got, tt.want)
			}
			for _, want := range tt.want {
				if !strings.Contains(got.Error(), want) {
					t.Errorf("got %q, want it to name %q", got, want)
				}
			}
		})
	}
}

func TestTheCheckOfTheFileSeesFaults(t *testing.T) {
	tests := []struct{ name, conf, want string }{
		{"a foreign context", "[from-internal]\nexten => 1,1,Hangup()\n", "[from-internal] is not ours"},
		{"a foreign global", "[globals]\nTRUNK = x\n", "global TRUNK is not ours"},
		{"an extension before any context", "exten => s,1,Hangup()\n", "outside a context"},
		{"a pattern would catch others' numbers", "[ringevett-a]\nexten => _X.,1,Hangup()\n",
			"extension _X. is not ours"},
		{"an end of the call is missing", "[ringevett-a]\nexten => s,1,Answer()\n", "does not end in Hangup()"},
		{"a jump is an end, a maybe is none", "[ringevett-a]\nexten => s,1,GotoIf($[1]?ringevett-a,s,1)\n",
			"does not end in Hangup()"},
		{"a bracket is open", "[ringevett-a]\nexten => s,1,Playback(${X)\n same => n,Hangup()\n", "unbalanced"},
		{"a jump out of our contexts", "[ringevett-a]\nexten => s,1,Goto(default,s,1)\n same => n,Hangup()\n",
			"no such context: default"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(faults(tt.conf), "; "); !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want it to name %q", got, tt.want)
			}
		})
	}
}

func TestTheShippedFileIsSound(t *testing.T) {
	if diff := cmp.Diff([]string(nil), faults(dialplan.Conf(dialplan.Options{}))); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	for _, want := range []string{"[" + dialplan.ContextAbandoned + "]", "Playback(${" + dialplan.VarAbandoned + "})",
		"Stasis(ringevett," + dialplan.ArgLogin + ")", "Stasis(ringevett," + dialplan.ArgLogout + ")"} {
		if !strings.Contains(dialplan.Conf(dialplan.Options{}), want) {
			t.Errorf("the file has no %s", want)
		}
	}
}

func TestTheExamplesStayOnThisMachine(t *testing.T) {
	if !strings.Contains(dialplan.HTTPExample, "\nbindaddr = 127.0.0.1\n") {
		t.Error("http.example.conf does not bind to loopback")
	}
	text, err := os.ReadFile("ari.example.conf")
	if err != nil || !strings.Contains(string(text), "\npassword = CHANGE-ME\n") {
		t.Error("ari.example.conf must not ship a password that works")
	}
}

// A second [general] takes the place of the first at Asterisk's next start, and ARI away from every application.
func TestTheARIUserIsItsOwnSectionAlone(t *testing.T) {
	got, err := dialplan.ARI("dialer", "pw;1")
	if err != nil || strings.Count(got, "\n[") != 1 || !strings.Contains(got, "\n[dialer]\n") ||
		!strings.Contains(got, "\npassword = pw\\;1\n") {
		t.Errorf("got %v:\n%s", err, got)
	}
	for _, bad := range [][2]string{{"general", "pw"}, {"a]\n[general", "pw"}, {"a", ""}, {"a", "x\ny"}, {"a", " x"}} {
		if got, err := dialplan.ARI(bad[0], bad[1]); err == nil {
			t.Errorf("%q is taken:\n%s", bad, got)
		}
	}
}

var (
	section  = regexp.MustCompile(`^\[([^\]]*)\]$`)
	ourExten = regexp.MustCompile(`^(s|T|\$\{RINGEVETT_[A-Z]+\})$`)
	anEnd    = regexp.MustCompile(`,(Hangup\(\)|Return\(\)|Goto\([^?]*\))$`)
	away     = regexp.MustCompile(`(?:Goto\(|\?)([a-z][a-z-]*),s,1\)`)
)

// called says of a context that no phone's context includes it: its patterns catch only what is sent there by name.
func called(context string) bool {
	return strings.HasPrefix(context, dialplan.ContextGuard) || context == dialplan.ContextDesk
}

// faults reads a dialplan as Asterisk would, and says what is wrong in it.
func faults(conf string) (out []string) {
	bad := func(format string, a ...any) { out = append(out, fmt.Sprintf(format, a...)) }
	in, last, jumps := "", "", []string(nil)
	end := func() {
		if last != "" && !anEnd.MatchString(last) {
			bad("%q in [%s] does not end in Hangup(), Return() or Goto()", last, in)
		}
		last = ""
	}
	for line := range strings.Lines(conf) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, ";"):
		case section.MatchString(line):
			end()
			if in = section.FindStringSubmatch(line)[1]; in != "globals" && !strings.HasPrefix(in, "ringevett-") {
				bad("[%s] is not ours", in)
			}
		case in == "":
			bad("%q stands outside a context", line)
		case in == "globals":
			if name, _, _ := strings.Cut(line, " ="); !strings.HasPrefix(name, "RINGEVETT_") {
				bad("global %s is not ours", name)
			}
		default:
			if rest, ok := strings.CutPrefix(line, "exten => "); ok {
				end()
				if name, _, _ := strings.Cut(rest, ","); !ourExten.MatchString(name) && !called(in) {
					bad("extension %s is not ours", name)
				}
			} else if !strings.HasPrefix(line, "same => n") {
				bad("%q is neither exten nor same", line)
			}
			for _, pair := range []string{"()", "{}", "[]"} {
				if strings.Count(line, pair[:1]) != strings.Count(line, pair[1:]) {
					bad("%q is unbalanced in %s", line, pair)
				}
			}
			for _, m := range away.FindAllStringSubmatch(line, -1) {
				jumps = append(jumps, m[1])
			}
			last = line
		}
	}
	end()
	for _, to := range jumps {
		if !strings.Contains(conf, "\n["+to+"]\n") {
			bad("no such context: %s", to)
		}
	}
	return out
}
