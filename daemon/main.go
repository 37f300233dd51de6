// Command ringevett is the daemon and its command line.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"syscall"

	"github.com/ringevett/ringevett/daemon/cli"
)

func main() {
	if slices.Contains(os.Args[1:], "serve") {
		signal.Ignore(syscall.SIGHUP) // reload is not there yet; without this it would end the daemon
	}
	ctx, cut := stopSignals()
	streams := cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
	os.Exit(cli.Execute(ctx, os.Args[1:], version(), streams, cli.Stops{Cut: cut}))
}

// stopSignals ends the context at the first TERM or INT, and closes cut at the second.
func stopSignals() (context.Context, <-chan struct{}) {
	ctx, cancel := context.WithCancel(context.Background())
	cut := make(chan struct{})
	heard := make(chan os.Signal, 2)
	signal.Notify(heard, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		<-heard
		cancel()
		<-heard
		close(cut)
	}()
	return ctx, cut
}

// version is what the build knows of itself: a tag, or the commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "unknown"
	}
	return info.Main.Version
}
