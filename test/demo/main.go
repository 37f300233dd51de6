// Demo is a small call centre on this machine: a real Asterisk, the real daemon as a process of its own, eight
// agents' phones and some forty consumers, each with a fate. It uses the program as an admin does, by files and the
// command line, shows what happens, ends by itself, and compares the daemon's figures with what the phones and
// Asterisk saw.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

const usage = `Usage: go run ./test/demo [--dir FOLDER]

A call centre on this machine, for some two minutes. Nothing listens beyond 127.0.0.1, and no real phone rings.
What it writes stays in the folder: configuration, journal, logs.

`

func main() {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	flags.Usage = func() { fmt.Fprint(flags.Output(), usage); flags.PrintDefaults() }
	dir := flags.String("dir", "", "an empty or new folder to work in (default: one in the system's temporary folder)")
	switch err := flags.Parse(os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil: // said already, with the usage
		os.Exit(2)
	case flags.NArg() > 0:
		flags.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(show(ctx, *dir, os.Stdout))
}

// show runs the demo and gives its exit code: 0 all agreed, 1 something did not, or could not be done.
func show(ctx context.Context, dir string, out io.Writer) int {
	d, err := newDemo(dir, out)
	if err == nil {
		err = d.run(ctx)
	}
	switch {
	case err == nil:
		return 0
	case ctx.Err() != nil:
		fmt.Fprintln(out, "\ndemo: interrupted; daemon, phones and Asterisk are stopped")
	default:
		fmt.Fprintln(out, "\ndemo:", err)
	}
	if d != nil {
		fmt.Fprintf(out,
			"What was written stays in %s; the daemon's own words are in daemon.log, Asterisk's in pbx/log.\n", d.dir)
	}
	return 1
}
