//go:build night

package calls_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/test/asterisk/debian"
	"github.com/ringevett/ringevett/test/asterisk/phone"
	"github.com/ringevett/ringevett/test/child"
)

// program is a phone program of other makers, run as an agent's phone. What it prints is what its user sees.
type program struct {
	t    *testing.T
	dir  string
	does *child.Process

	mu  sync.Mutex
	out bytes.Buffer
}

func (p *program) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.out.Write(b)
}

// printed reports whether the program has printed a text.
func (p *program) printed(text string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Contains(p.out.String(), text)
}

// says waits until the program has printed a text.
func (p *program) says(text string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), time.Minute)
	defer cancel()
	for !p.printed(text) {
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			p.mu.Lock()
			defer p.mu.Unlock()
			p.t.Fatalf("the phone program never said %q; it said:\n%s", text, p.out.String())
		}
	}
}

// baresip is the phone program of that name.
type baresip struct {
	program
	console net.Conn
}

const baresipConf = `poll_method epoll
sip_listen 127.0.0.1:0
audio_player aufile,%[1]s/played.wav
audio_source aufile,%[1]s/says.wav
audio_alert aufile,%[1]s/alert.wav
module_path %[2]s
module cons.so
module g711.so
module aufile.so
module sndfile.so
snd_path %[1]s
module_tmp account.so
module_app menu.so
cons_listen %[3]s
`

// letGo is what a console sends when a key is released.
const letGo = "\x04"

// newBaresip starts the program of Debian's package as the phone of an agent, which sends a WAV file.
func newBaresip(t *testing.T, pbx string, agent int, wav []byte) *baresip {
	path, err := debian.Tool(t.Context(), "baresip", os.Stderr)
	must(t, err)
	modules := "/usr/lib/baresip/modules"
	if _, err := os.Stat(modules); err != nil {
		modules = filepath.Dir(path) + modules
	}
	dir := t.TempDir()
	free, err := net.ListenPacket("udp4", "127.0.0.1:0")
	must(t, err)
	console := free.LocalAddr().String()
	must(t, free.Close())
	for name, text := range map[string]string{
		"config":   fmt.Sprintf(baresipConf, dir, modules, console),
		"accounts": fmt.Sprintf("<sip:agent%[1]d@%[2]s>;auth_user=agent%[1]d;auth_pass=pw%[1]d;regint=600\n", agent, pbx),
		"contacts": "",
		"says.wav": string(wav),
	} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	b := &baresip{program: program{t: t, dir: dir}}
	cmd := exec.Command(path, "-4", "-f", dir)
	cmd.Stdout, cmd.Stderr = b, b
	b.does, err = child.Start(cmd)
	must(t, err)
	t.Cleanup(b.does.Kill)
	b.says("200 OK")
	b.console, err = net.Dial("udp4", console)
	must(t, err)
	printed := make(chan struct{})
	go func() { // what the program shows to its user goes to its consoles, and its log to the standard output
		defer close(printed)
		io.Copy(b, b.console)
	}()
	t.Cleanup(func() { b.console.Close(); <-printed })
	return b
}

// wavOf is a file of samples, 8 kHz, 16 bits, mono.
func wavOf(pcm []int16) []byte {
	size := uint32(2 * len(pcm))
	var b bytes.Buffer
	b.WriteString("RIFF")
	binary.Write(&b, binary.LittleEndian, 36+size)
	b.WriteString("WAVEfmt ")
	for _, v := range []any{uint32(16), uint16(1), uint16(1), uint32(phone.Rate), uint32(2 * phone.Rate), uint16(2),
		uint16(16)} {
		binary.Write(&b, binary.LittleEndian, v)
	}
	b.WriteString("data")
	binary.Write(&b, binary.LittleEndian, size)
	binary.Write(&b, binary.LittleEndian, pcm)
	return b.Bytes()
}

// keys types on the program's console.
func (b *baresip) keys(text string) {
	b.t.Helper()
	_, err := b.console.Write([]byte(text))
	must(b.t, err)
}

// press presses keys as a person does: held, let go, and a pause before the next.
func (b *baresip) press(keys string) {
	b.t.Helper()
	for _, key := range keys {
		b.keys(string(key))
		<-time.After(200 * time.Millisecond)
		b.keys(letGo)
		<-time.After(200 * time.Millisecond)
	}
}

// TestNightBaresipShowsTheCall: a phone program of other makers shows an agent the text of each call, with its letters.
func TestNightBaresipShowsTheCall(t *testing.T) {
	f := newFloor(t, options{})
	b := newBaresip(t, f.pbx.SIPAddr, 1, wavOf(make([]int16, 60*phone.Rate)))
	b.keys("d*50\n")
	b.says("Call established")
	b.press(pin(1) + "#")
	f.fact("agent 1 logged in", func(x dialer.Fact) bool { return x.Kind == dialer.FactLogin })
	b.says(shownNext)
	f.trunk.Plan(number(1).National(), phone.Plan{Ring: time.Second, Send: phone.Tone(400), Hold: 3 * time.Second})
	f.load([]dialer.Lead{{Campaign: "c1", Number: number(1), Source: "kunder", Name: hostileName}})
	b.says(shownCall)
	f.kind(1, dialer.FactBridged)
	f.kind(1, dialer.FactEnded)
}
