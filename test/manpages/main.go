// Command manpages writes a manual page for each verb, and the completions of the shells, into a folder.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra/doc"

	"github.com/ringevett/ringevett/daemon/cli"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "manpages FOLDER VERSION DATE")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "manpages:", err)
		os.Exit(1)
	}
}

func write(folder, version, date string) error {
	day, err := time.Parse(time.RFC3339, date)
	man, shells := filepath.Join(folder, "man"), filepath.Join(folder, "completion")
	if err = errors.Join(err, os.MkdirAll(man, 0o755), os.MkdirAll(shells, 0o755)); err != nil {
		return err
	}
	root := cli.Root(version)
	root.DisableAutoGenTag = true
	return errors.Join(
		doc.GenManTree(root, &doc.GenManHeader{
			Title: "RINGEVETT", Section: "1", Date: &day, Source: "ringevett " + version, Manual: "Ringevett",
		}, man),
		root.GenBashCompletionFileV2(filepath.Join(shells, "ringevett.bash"), true),
		root.GenZshCompletionFile(filepath.Join(shells, "_ringevett")),
		root.GenFishCompletionFile(filepath.Join(shells, "ringevett.fish"), true),
	)
}
