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

// baresip is the phone program of that name, as an agent's phone.
type baresip struct {
	t       *testing.T
	console net.Conn

	mu  sync.Mutex
	out bytes.Buffer
}

func (b *baresip) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.out.Write(p)
}

const baresipConf = `poll_method epoll
sip_listen 127.0.0.1:0
audio_player aufile,%[1]s/heard.wav
audio_source aufile,%[1]s/silence.wav
audio_alert aufile,%[1]s/alert.wav
module_path %[2]s
module cons.so
module g711.so
module aufile.so
module_tmp account.so
module_app menu.so
cons_listen %[3]s
`

// letGo is what a console sends when a key is released.
const letGo = "\x04"

// newBaresip starts the program of Debian's package as the phone of agent 1.
func newBaresip(t *testing.T, f *floor) *baresip {
	program, err := debian.Tool(t.Context(), "baresip", os.Stderr)
	must(t, err)
	modules := "/usr/lib/baresip/modules"
	if _, err := os.Stat(modules); err != nil {
		modules = filepath.Dir(program) + modules
	}
	dir := t.TempDir()
	free, err := net.ListenPacket("udp4", "127.0.0.1:0")
	must(t, err)
	console := free.LocalAddr().String()
	must(t, free.Close())
	for name, text := range map[string]string{
		"config":      fmt.Sprintf(baresipConf, dir, modules, console),
		"accounts":    fmt.Sprintf("<sip:agent1@%s>;auth_user=agent1;auth_pass=pw1;regint=600\n", f.pbx.SIPAddr),
		"contacts":    "",
		"silence.wav": string(silentWAV(time.Minute)),
	} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	b := &baresip{t: t}
	cmd := exec.Command(program, "-4", "-f", dir)
	cmd.Stdout, cmd.Stderr = b, b
	p, err := child.Start(cmd)
	must(t, err)
	t.Cleanup(p.Kill)
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

// silentWAV is a file of silence, 8 kHz, 16 bits, mono.
func silentWAV(long time.Duration) []byte {
	size := uint32(2 * phone.Rate * int(long/time.Second))
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
	return append(b.Bytes(), make([]byte, size)...)
}

// keys types on the program's console.
func (b *baresip) keys(text string) {
	b.t.Helper()
	_, err := b.console.Write([]byte(text))
	must(b.t, err)
}

// says waits until the program has printed a text.
func (b *baresip) says(text string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	for {
		b.mu.Lock()
		printed := b.out.String()
		b.mu.Unlock()
		if strings.Contains(printed, text) {
			return
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			b.t.Fatalf("baresip never said %q; it said:\n%s", text, printed)
		}
	}
}

// TestNightBaresipShowsTheCall: a phone program of other makers shows an agent the text of each call, with its letters.
func TestNightBaresipShowsTheCall(t *testing.T) {
	f := newFloor(t, options{})
	b := newBaresip(t, f)
	b.keys("d*50\n")
	b.says("Call established")
	for _, key := range pin(1) + "#" { // pressed as a person does: held, let go, and a pause before the next
		b.keys(string(key))
		<-time.After(200 * time.Millisecond)
		b.keys(letGo)
		<-time.After(200 * time.Millisecond)
	}
	f.fact("agent 1 logged in", func(x dialer.Fact) bool { return x.Kind == dialer.FactLogin })
	b.says(shownNext)
	f.trunk.Plan(number(1).National(), phone.Plan{Ring: time.Second, Send: phone.Tone(400), Hold: 3 * time.Second})
	f.load([]dialer.Lead{{Campaign: "c1", Number: number(1), Source: "kunder", Name: hostileName}})
	b.says(shownCall)
	f.kind(1, dialer.FactBridged)
	f.kind(1, dialer.FactEnded)
}
