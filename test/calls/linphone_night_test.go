//go:build night

package calls_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/asterisk/debian"
	"github.com/ringevett/ringevett/test/child"
)

// linphone is the phone program linphonec.
type linphone struct {
	program
	console io.Writer
	pbx     string
}

const linphoneConf = `[sip]
sip_port=-1
default_proxy=0
[rtp]
audio_rtp_port=-1
audio_adaptive_jitt_comp_enabled=0
audio_jitt_comp=100
[net]
firewall_policy=none
[auth_info_0]
username=agent%[1]d
passwd=pw%[1]d
realm="asterisk"
[proxy_0]
reg_proxy=<sip:%[2]s;transport=udp>
reg_identity=sip:agent%[1]d@%[2]s
reg_expires=600
reg_sendregister=1
`

// newLinphone starts the program of Debian's package linphone-cli as the phone of an agent, which sends a WAV file.
func newLinphone(t *testing.T, pbx string, agent int, wav []byte) *linphone {
	path, err := debian.Tool(t.Context(), "linphonec", os.Stderr)
	must(t, err)
	if _, err := os.Stat("/usr/share/belr/grammars"); err != nil { // its library looks there alone
		t.Fatal("linphonec cannot run unpacked: apt-get install linphone-cli")
	}
	l := &linphone{program: program{t: t, dir: t.TempDir()}, pbx: pbx}
	conf := filepath.Join(l.dir, "linphonerc")
	must(t, os.WriteFile(conf, fmt.Appendf(nil, linphoneConf, agent, pbx), 0o600))
	must(t, os.WriteFile(filepath.Join(l.dir, "says.wav"), wav, 0o600))
	must(t, os.MkdirAll(filepath.Join(l.dir, ".local/share/linphone"), 0o700))
	cmd := exec.Command("stdbuf", "-oL", path, "-c", conf)
	cmd.Env = append(os.Environ(), "HOME="+l.dir)
	cmd.Stdout, cmd.Stderr = l, l
	l.console, err = cmd.StdinPipe()
	must(t, err)
	l.does, err = child.Start(cmd)
	must(t, err)
	t.Cleanup(l.does.Kill)
	for !l.printed("registered, identity") {
		l.types("status register")
		wait(t.Context(), time.Second)
	}
	l.types("soundcard use files")
	l.types("play " + filepath.Join(l.dir, "says.wav"))
	l.types("record " + filepath.Join(l.dir, "heard-dec.wav"))
	return l
}

// dials dials an extension of the PBX.
func (l *linphone) dials(extension string) { l.types("call sip:" + extension + "@" + l.pbx) }

// types types a command.
func (l *linphone) types(command string) {
	l.t.Helper()
	_, err := io.WriteString(l.console, command+"\n")
	must(l.t, err)
}

// press presses keys, which the program takes one by one.
func (l *linphone) press(keys string) {
	l.t.Helper()
	for _, key := range keys {
		l.types(string(key))
		<-time.After(400 * time.Millisecond)
	}
}
