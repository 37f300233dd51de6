package asterisk

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
)

// VersionEnv names the series that Options without a Version get, so that a whole test run can be held against another.
const VersionEnv = "RINGEVETT_ASTERISK"

// Options says what PBX is wanted; the zero value is a good one.
type Options struct {
	Dir     string    // the instance's folder; empty: a temporary one, removed by Stop
	Version string    // Asterisk's series: "22" (default, see VersionEnv) or "16"
	Log     io.Writer // progress lines; nil: none

	TrunkAddr string // host:port of the callee double; empty: a free port is picked, see PBX.TrunkAddr
	Agents    int    // agent1…agentN with the passwords pw1…pwN; 0: eight

	// Dialplan is the text of the product's own dialplan file. It is included, and context [agents] includes its
	// context [ringevett-agents].
	Dialplan string
	// FromTrunk are contexts of Dialplan that incoming calls try first; else they enter Stasis(App,incoming,number).
	FromTrunk []string
	App       string            // the ARI application of incoming calls; empty: ringevett
	Globals   map[string]string // global dialplan variables
	Conf      map[string]string // text put at the end of a file of this name in the instance's etc
	SoundsNo  string            // folder of sounds in Norwegian, seen as languages no and nb; empty: none

	AMI        bool // the manager's interface, on loopback, and parking: see PBX.AMI
	Calls      int  // how many calls with sound at once; 0: 300
	RTPTimeout int  // seconds without RTP until a consumer's call is ended; 0: never

	AgentRTPTimeout int // the same, of the agents' phones
}

func (o Options) withDefaults() (Options, error) {
	if o.Version == "" {
		o.Version = cmp.Or(os.Getenv(VersionEnv), "22")
	}
	if !regexp.MustCompile(`^\d+(\.\d+)*$`).MatchString(o.Version) {
		return o, fmt.Errorf("version %q: want a series such as 22 or 16", o.Version)
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	if o.Agents == 0 {
		o.Agents = 8
	}
	if o.App == "" {
		o.App = "ringevett"
	}
	if o.Calls == 0 {
		o.Calls = 300
	}
	if o.SoundsNo != "" {
		abs, err := filepath.Abs(o.SoundsNo)
		if err != nil {
			return o, err
		}
		o.SoundsNo = abs
	}
	return o, nil
}

// makeDir gives the instance a folder; temporary says that Stop removes it.
func (o Options) makeDir() (dir string, temporary bool, err error) {
	if o.Dir == "" {
		dir, err = os.MkdirTemp("", "pbx-")
		return dir, true, err
	}
	dir, err = filepath.Abs(o.Dir)
	if err != nil {
		return "", false, err
	}
	return dir, false, os.MkdirAll(dir, 0o755)
}
