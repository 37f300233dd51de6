package cli

import "github.com/spf13/cobra"

const pageHelp = `The page of the floor for a browser on this machine: who is on the line, what is dialed and if
nothing is then why, each campaign's day, start and pause. It is off until page.listen in the
configuration names an address.`

// page is the group of verbs about the page; each is made from its declaration.
func (t *tool) page() *cobra.Command {
	return &cobra.Command{Use: "page", Short: "The page of the floor, for a browser", Long: pageHelp}
}
