package debian

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// ErrUnavailable says that this machine cannot give the program: no apt, no mirror, or no suite that carries it.
var ErrUnavailable = errors.New("not to be had on this machine")

// Need names, in one error, every program of names that is not in the PATH.
func Need(names ...string) error {
	var missing []string
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("%w: missing in PATH: %s (on Debian: apt-get install %s)",
		ErrUnavailable, strings.Join(missing, ", "), strings.Join(packagesOf(missing), " "))
}

// packagesOf gives the Debian packages that hold the commands.
func packagesOf(commands []string) []string {
	special := map[string]string{"apt-get": "apt", "apt-cache": "apt", "dpkg-deb": "dpkg", "sipp": "sip-tester",
		"redis-cli": "redis-tools", "baresip": "baresip-core", "linphonec": "linphone-cli"}
	var out []string
	for _, c := range commands {
		if p, ok := special[c]; ok {
			c = p
		}
		out = append(out, c)
	}
	return out
}
