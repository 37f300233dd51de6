package config

import (
	"fmt"
	"io"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// capped reads at most so many bytes; a file with more ends in an error.
type capped struct {
	from io.Reader
	most int
}

func (c *capped) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	if c.most -= n; c.most < 0 {
		return 0, dialer.Invalid{
			Field: "leads", Value: "more than allowed", Why: fmt.Sprintf("at most %d MB in a file", maxLeadFile>>20),
		}
	}
	return n, err
}
