package cli

import (
	_ "embed" // of the licences
	"io"

	"github.com/spf13/cobra"
)

// licences names what is linked into the program and holds the text of each licence. `make licences` writes it; a test
// holds it equal to what is linked.
//
//go:embed licences.txt
var licences string

const licencesHelp = `Print the licences of the program and of all linked libraries: each library by name
and version, then each text once.`

func (t *tool) licences() *cobra.Command {
	return &cobra.Command{
		Use: "licences", Short: "Print the licences of what is linked into the program", Long: licencesHelp,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return t.show(map[string]string{"licences": licences}, func(w io.Writer) { io.WriteString(w, licences) })
		},
	}
}
