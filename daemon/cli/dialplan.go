package cli

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/dialplan"
)

const dialplanHelp = `Print the file for Asterisk's dialplan, with the codes, the application and the sound
folder from the configuration, and the key that shows the daemon that Asterisk asks
(agi.key_file, made if there is none yet). Nothing is changed on the PBX: save the
file so that only Asterisk can read it, then run "dialplan reload". To remove it,
delete the file.

--ari prints the user's section for ari.conf, with the password of
asterisk.password_file; --http an example of http.conf.

Example:
  ringevett dialplan | sudo install -o asterisk -m 0640 /dev/stdin /etc/asterisk/ringevett.conf`

func (t *tool) dialplan() *cobra.Command {
	cmd := &cobra.Command{
		Use: "dialplan", Short: "Print what goes into Asterisk's dialplan", Long: dialplanHelp, Args: cobra.NoArgs,
	}
	ari := cmd.Flags().Bool("ari", false, "the section of the ARI user instead")
	http := cmd.Flags().Bool("http", false, "an example of the HTTP server instead")
	cmd.MarkFlagsMutuallyExclusive("ari", "http")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		switch {
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
		if *ari {
			return t.ariUser(c)
		}
		o := dialplan.Options{App: c.Asterisk.App, LoginCode: c.Agents.LoginCode, LogoutCode: c.Agents.LogoutCode,
			SoundsDir: c.Sounds.Dir,
			AGI:       c.AGI.Listen, Outside: c.Guard.Outside}
		if shipped {
			fmt.Fprintln(t.Err,
				"there is no configuration: what is printed has no key, and the daemon will not answer it")
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

// ariUser prints the section of ari.conf, with the real password: one that must be filled in by hand is forgotten.
func (t *tool) ariUser(c config.Config) error {
	password, err := c.Asterisk.Password()
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: make it first: openssl rand -hex 16 > %s (mode 0640)", err, c.Asterisk.PasswordFile)
	}
	if err != nil {
		return err
	}
	text, err := dialplan.ARI(c.Asterisk.User, password)
	if err == nil {
		_, err = fmt.Fprint(t.Out, text)
	}
	return err
}
