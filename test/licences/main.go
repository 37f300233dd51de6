// Licences writes the licences of everything that is linked into the daemon's program, as `ringevett licences` prints
// them: each module by name and version, each text once.
package main

import (
	"context"
	"fmt"
	"os"
)

const printed = "daemon/cli/licences.txt"

func main() {
	text, err := collect(context.Background(), ".")
	if err == nil {
		err = os.WriteFile(printed, []byte(text), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}
