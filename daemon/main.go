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
	var reload <-chan struct{}
	if slices.Contains(os.Args[1:], "serve") { // other verbs end with the terminal that they were started from
		reload = reloadSignals()
	}
	ctx, cut := stopSignals()
	streams := cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
	os.Exit(cli.Execute(ctx, os.Args[1:], version(), streams, cli.Stops{Cut: cut, Reload: reload}))
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

// reloadSignals gives a value for each HUP; those that come while one waits are the same wish.
func reloadSignals() <-chan struct{} {
	heard, wish := make(chan os.Signal, 1), make(chan struct{}, 1)
	signal.Notify(heard, syscall.SIGHUP)
	go func() {
		for range heard {
			select {
			case wish <- struct{}{}:
			default:
			}
		}
	}()
	return wish
}

// tagged is the version of a package; empty in any other build. The linker sets it.
var tagged string

// version is what the build knows of itself: a tag, or the commit.
func version() string {
	if tagged != "" {
		return tagged
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "unknown"
	}
	return info.Main.Version
}
