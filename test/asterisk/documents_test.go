package asterisk_test

import (
	"strings"
	"testing"

	"github.com/ringevett/ringevett/test/asterisk"
)

// TestTheShortDocumentationIsEnough: Asterisk warns of each entry that it looks for and does not find, and does not
// load a module whose options have none.
func TestTheShortDocumentationIsEnough(t *testing.T) {
	t.Parallel()
	p := asterisk.Start(t, asterisk.Options{})
	for line := range strings.Lines(p.LogTail(100)) {
		if strings.Contains(line, "documentation") || strings.Contains(line, "declined to load") {
			t.Error(strings.TrimSpace(line))
		}
	}
}
