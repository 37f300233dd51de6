package child

import (
	"context"
	"fmt"
	"os"
	"os/exec"
)

// DaemonEnv names the daemon's program where a run of all tests has built it once for all of them.
const DaemonEnv = "RINGEVETT_TEST_DAEMON"

// Build puts the daemon's program at path, from the source that the tests stand in.
func Build(ctx context.Context, path string) error {
	if built := os.Getenv(DaemonEnv); built != "" {
		return os.Symlink(built, path)
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-o", path, "github.com/ringevett/ringevett/daemon")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build the daemon: %w\n%s", err, out)
	}
	return nil
}
