package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
)

// longestMessage is the limit of norm 4.8: who answered is not held longer.
const longestMessage = 15 * time.Second

const wav = ".wav"

// abandonedPath is the one place that knows where a client's abandoned-call message lies, without its ending as Asterisk
// wants it: <dir>/nb/abandoned.fjellvann.
func abandonedPath(dir, lang string, client dialer.ClientID) string {
	return filepath.Join(dir, filepath.FromSlash(sounds.Abandoned.File(lang))) + "." + string(client)
}

// onBehalf are the words that a prompt drops where the call centre rings for itself.
var onBehalf = strings.NewReplacer(" på vegne av {client}", "", " på vegner av {client}", "", " on behalf of {client}", "")

// abandonedText is what the message says for this client.
func abandonedText(c config.Config, lang string, client dialer.Client) (string, error) {
	w, err := sounds.Text(lang, sounds.Abandoned)
	if err != nil {
		return "", err
	}
	if client.Internal {
		w.Text = onBehalf.Replace(w.Text)
	}
	return w.Fill(map[string]string{"callcenter": c.CallCenter.Spoken, "client": client.Spoken, "phone": client.Phone})
}

// messageReady tells why a campaign's abandoned-call message cannot be played as it must be (4.6, norm 4.8).
func (h *House) messageReady(c dialer.Campaign) error {
	return messageFault(h.cfg, c.Language, c.Client)
}

func messageFault(c config.Config, lang string, client dialer.Client) error {
	path := abandonedPath(c.Sounds.Dir, lang, client.ID) + wav
	fault := func(err error) error { return fmt.Errorf("abandoned-call message %s: %w", path, err) }
	said, err := abandonedText(c, lang, client)
	if err != nil {
		return fault(err)
	}
	if _, err := os.Stat(path); err != nil {
		return fault(fmt.Errorf("%w: make it with: ringevett sounds", err))
	}
	stale, err := render.Stale(path, said)
	if err != nil {
		return fault(err)
	}
	if stale {
		return fault(fmt.Errorf("%w: it was made for another text: make it anew with: ringevett sounds", dialer.ErrRefused))
	}
	long, err := render.Duration(path)
	if err == nil && long > longestMessage {
		err = fmt.Errorf("%w: it lasts %v, at most %v (norm 4.8): shorten the spoken names", dialer.ErrRefused, long.Round(time.Second/10), longestMessage)
	}
	if err != nil {
		return fault(err)
	}
	return nil
}

// cuePath is the sound of an agent's cue, without its ending; "" where the effect says nothing.
func cuePath(dir string, ef engine.SeatEffect) string {
	prompts := map[engine.SeatEffect]sounds.Prompt{
		engine.SeatAskPin: sounds.AgentPin, engine.SeatWelcome: sounds.AgentLogin, engine.SeatWrong: sounds.AgentWrongPin,
		engine.SeatRefused: sounds.AgentRefused, engine.SeatBye: sounds.AgentLogout,
	}
	p, says := prompts[ef]
	if !says {
		return ""
	}
	return filepath.Join(dir, filepath.FromSlash(p.File("nb")))
}
