package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

const predictiveHelp = `Predictive dialing calls more persons than there are agents, within the limit of
abandoned calls (4.6). A campaign uses it with "mode: predictive" in its file, and
starts only while a person has acknowledged the consumer authority's view of it.
Wherever the limit leaves no room, an agent is held for each call.`

func (t *tool) predictive() *cobra.Command {
	cmd := &cobra.Command{
		Use: "predictive", Short: "What predictive dialing needs of a person (4.6)", Long: predictiveHelp,
	}
	cmd.AddCommand(t.predictiveText(), t.predictiveAck())
	return cmd
}

func (t *tool) predictiveText() *cobra.Command {
	return &cobra.Command{
		Use: "text", Short: "Show what is to be acknowledged (4.6.1)", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			text, err := configs.Text(configs.Predictive)
			if err == nil {
				fmt.Fprint(t.Out, text)
			}
			return err
		},
	}
}

const ackHelp = `Print the lines of the configuration by which a person acknowledges the text of
"ringevett predictive text" from today on, for a year. Read the text first, put
the lines into a drop-in, and restart the daemon: the journal keeps from when on
the configuration was another one.

Example:
  ringevett predictive ack --name "Kari Nordmann" > /etc/ringevett/ringevett.yaml.d/30-predictive.yaml`

func (t *tool) predictiveAck() *cobra.Command {
	cmd := &cobra.Command{
		Use: "ack", Short: "Acknowledge the text: print the lines for the configuration", Long: ackHelp,
		Args: cobra.NoArgs,
	}
	name := cmd.Flags().String("name", "", "the person who answers for it")
	cmd.MarkFlagRequired("name")
	cmd.RunE = func(*cobra.Command, []string) error {
		who := strings.TrimSpace(*name)
		if who == "" || strings.ContainsAny(who, "\"\\\n") {
			return dialer.Invalid{Field: "name", Value: *name, Why: "the person who answers for it, without quotes"}
		}
		fmt.Fprintf(t.Out, "predictive:\n  legal_ack:\n    name: \"%s\"\n    date: \"%s\"\n    text_sha256: %s\n",
			who, time.Now().In(hours.Oslo()).Format(time.DateOnly), configs.Fingerprint(configs.Predictive))
		return nil
	}
	return cmd
}
