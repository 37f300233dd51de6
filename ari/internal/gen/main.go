// Command gen writes ari/model_gen.go: Go types for the models and events that an Asterisk describes under
// /ari/api-docs.
//
//	go run ./internal/gen -from http://user:password@127.0.0.1:8088/ari/api-docs -o model_gen.go
//	go run ./internal/gen -from /usr/share/asterisk/rest-api -o model_gen.go
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"os"
)

func main() {
	from := flag.String("from", "", "folder or URL that holds resources.json and what it names")
	out := flag.String("o", "model_gen.go", "file to write")
	flag.Parse()
	if err := run(*from, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(from, out string) error {
	models, err := load(from)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b, models); err != nil {
		return err
	}
	src, err := format.Source(b.Bytes())
	if err != nil {
		return fmt.Errorf("format %s: %w", out, err)
	}
	return os.WriteFile(out, src, 0o644)
}
