package cli

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/dialplan"
)

const dialplanHelp = `Print what goes into Asterisk's dialplan, with the codes, the application and the
folder of sounds of the configuration, and the key by which the daemon knows
that Asterisk asks (agi.key_file, made where there is none yet). Nothing is
changed on the PBX: put it into a file of its own that Asterisk alone can read,
then run "dialplan reload". To remove it, delete it again.

--ari prints an example of the user in ari.conf, --http one of http.conf.

Example:
  ringevett dialplan | sudo install -o asterisk -m 0640 /dev/stdin /etc/asterisk/ringevett.conf`

func (t *tool) dialplan() *cobra.Command {
	cmd := &cobra.Command{Use: "dialplan", Short: "Print what goes into Asterisk's dialplan", Long: dialplanHelp, Args: cobra.NoArgs}
	ari := cmd.Flags().Bool("ari", false, "an example of the ARI user instead")
	http := cmd.Flags().Bool("http", false, "an example of the HTTP server instead")
	cmd.MarkFlagsMutuallyExclusive("ari", "http")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		switch {
		case *ari:
			fmt.Fprint(t.Out, dialplan.ARIExample)
			return nil
		case *http:
			fmt.Fprint(t.Out, dialplan.HTTPExample)
			return nil
		}
		c, err := t.config()
		shipped := errors.Is(err, os.ErrNotExist) && !cmd.Flags().Changed("config") // before the first set-up
		if shipped {
			c, err = config.Defaults(), nil
		}
		if err != nil {
			return err
		}
		o := dialplan.Options{App: c.Asterisk.App, LoginCode: c.Agents.LoginCode, LogoutCode: c.Agents.LogoutCode, SoundsDir: c.Sounds.Dir,
			AGI: c.AGI.Listen}
		if shipped {
			fmt.Fprintln(t.Err, "there is no configuration: what is printed has no key, and the daemon will not answer it")
		} else if o.Key, err = c.MakeAGIKey(); err != nil {
			return err
		}
		if err := o.Validate(); err != nil {
			return err
		}
		fmt.Fprint(t.Out, dialplan.Conf(o))
		return nil
	}
	return cmd
}
