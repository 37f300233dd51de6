package asterisk

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/ringevett/ringevett/test/child"
)

// startProcess starts Asterisk; its console goes to a file.
func startProcess(tree, dir string) (*child.Process, error) {
	console, err := os.OpenFile(filepath.Join(dir, "log", "console.log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open the console log: %w", err)
	}
	defer console.Close() // the program has its own
	cmd := exec.Command(filepath.Join(tree, "run"), "asterisk", "-f", "-C", filepath.Join(dir, "etc/asterisk.conf"))
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, console, console
	p, err := child.Start(cmd)
	if err != nil {
		return nil, fmt.Errorf("start asterisk: %w", err)
	}
	return p, nil
}
