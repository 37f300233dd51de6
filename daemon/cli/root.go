package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/config"
)

// The exit codes.
const (
	exitOK     = 0
	exitLook   = 1
	exitRefuse = 2
)

// errLook ends a verb that has said everything, with exit code 1.
var errLook = errors.New("something to look at")

// errRefuse ends a verb that has said everything, with exit code 2.
var errRefuse = errors.New("refused")

// errFailed marks a fault that trying again may mend: the service manager restarts the daemon after exit code 1 only.
var errFailed = errors.New("failed")

// Streams are the ways in and out.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Stops are the signals of a person or the service manager: ctx ends at the first, Cut is closed at the second.
type Stops struct {
	Cut    <-chan struct{}
	Reload <-chan struct{} // gives one value for each SIGHUP
}

// tool is what all verbs share.
type tool struct {
	Streams
	raw        io.Writer // standard output for what goes into a file or another program: JSON, CSV
	stops      Stops
	version    string
	configPath string
	json       bool
}

// Execute runs one command line and gives its exit code.
func Execute(ctx context.Context, args []string, version string, streams Streams, stops Stops) int {
	t := &tool{Streams: streams, raw: streams.Out, stops: stops, version: version}
	t.Out = plain(streams.Out)
	root := t.root()
	root.SetArgs(args)
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errLook):
		return exitLook
	case errors.Is(err, errRefuse):
		return exitRefuse
	}
	exit := exitRefuse
	if errors.Is(err, errFailed) {
		exit = exitLook
	}
	t.printError(plain(streams.Err), args, err, exit)
	return exit
}

// Root is the tree of commands, for those who write about it: manual pages and completions.
func Root(version string) *cobra.Command { return (&tool{version: version}).root() }

const rootHelp = `Ringevett dials for a call centre through your own Asterisk, and keeps the Norwegian
code for call centres as it does so.

A first day:

  ringevett init                        make the data folder, the key, the journal; you are its first person
  ringevett person add ID ...           who else uses it
  ringevett client add client.yaml      who you call for
  ringevett agent add agents.yaml       who takes the calls
  ringevett campaign add campaign.yaml  what for, from which number
  ringevett sounds                      speak the abandoned-call message
  ringevett lead import leads.csv --campaign ID
  ringevett check                       is anything missing?
  systemctl start ringevett             or: ringevett serve
  ringevett campaign start ID

If a daemon runs, every verb asks it over its Unix socket. You must then be root, the
daemon's user or a person who is entered ("person --help"). If none runs, the verb
works on the data folder, by the same roles.

Exit codes: 0 all is well; 1 something to look at, or nothing to do; 2 refused,
with the reason on standard error.`

func (t *tool) root() *cobra.Command {
	root := &cobra.Command{
		Use: "ringevett", Short: "Lawful outbound dialling with Asterisk", Long: rootHelp,
		SilenceUsage: true, SilenceErrors: true,
	}
	root.PersistentFlags().StringVar(&t.configPath, "config", config.DefaultPath,
		"the configuration; drop-ins lie beside it in FILE.d")
	root.PersistentFlags().BoolVar(&t.json, "json", false, "print JSON, errors included: those on standard error")
	root.AddCommand(t.serve(), t.reload(), t.configs(), t.check(), t.init(), t.people(), t.second(), t.training(),
		t.clients(),
		t.agents(), t.campaigns(), t.predictive(), t.shown(), t.leads(), t.lists(), t.callBacks(), t.registers(), t.wash(),
		t.figures(), t.journal(), t.keys(), t.recordings(), t.inquiries(), t.sales(), t.webhook(), t.subject(),
		t.status(), t.page(), t.metrics(), t.why(), t.trace(), t.dialplan(), t.sounds(), t.simulate(), t.plan(),
		t.licences(), t.notices(), t.monitors(), t.try(), t.setup(), t.versionVerb())
	t.addDeclared(root)
	return root
}

func (t *tool) config() (config.Config, error) {
	c, err := config.Load(t.configPath)
	if err != nil {
		return c, fmt.Errorf("configuration:\n%w", err)
	}
	return c, nil
}
