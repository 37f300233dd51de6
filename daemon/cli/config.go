package cli

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/verb"
)

func (t *tool) configs() *cobra.Command {
	cmd := &cobra.Command{Use: "config", Short: "What the files of the configuration say"}
	show := &cobra.Command{Use: "show", Short: verb.ShowConfig.Short, Args: cobra.NoArgs}
	set := show.Flags().Bool("set", false, "only the keys that a file or the environment has set")
	show.RunE = func(*cobra.Command, []string) error {
		all, err := config.Settings(t.configPath)
		if *set {
			all = slices.DeleteFunc(all, func(s config.Setting) bool { return s.From == config.FromDefault })
		}
		if shown := t.show(all, func(w io.Writer) {
			table(w, "key value set-by", verb.Each(all, func(s config.Setting) []string {
				return []string{s.Key, s.Value, s.From}
			}))
		}); shown != nil {
			return shown
		}
		if err != nil {
			return fmt.Errorf("configuration:\n%w", err)
		}
		return nil
	}
	cmd.AddCommand(show)
	return cmd
}
