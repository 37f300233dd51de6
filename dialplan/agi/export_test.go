package agi

import (
	"bufio"
	"bytes"
)

// ReadHeader reads a header as a connection's first bytes.
func ReadHeader(text []byte) (Request, error) {
	return readRequest(bufio.NewReaderSize(bytes.NewReader(text), maxLine))
}
