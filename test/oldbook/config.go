package oldbook

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/ringevett/ringevett/configs"
)

// Config is the configuration's path in a book's folder.
func Config(dir string) string { return filepath.Join(dir, "ringevett.yaml") }

// configure writes a configuration with which ringevett runs on dir/data: nothing listens beyond it, and no PBX is
// there.
func configure(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "data")); err == nil {
		return fmt.Errorf("%s has a book already", dir)
	}
	return Configure(dir, "")
}

// Configure writes the configuration of the book that lies in dir/data. It is called again for a copy of a book; more
// is YAML of the caller's, read last.
func Configure(dir, more string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "ringevett.yaml.d"), 0o700); err != nil {
		return err
	}
	reference, err := configs.Text(configs.Reference)
	if err != nil {
		return err
	}
	example, err := configs.Text(configs.ExampleConfig)
	if err != nil {
		return err
	}
	agi, err := freePort()
	if err != nil {
		return err
	}
	for name, text := range map[string]string{
		"ringevett.yaml":                  reference,
		"ringevett.yaml.d/10-local.yaml":  example,
		"ringevett.yaml.d/20-folder.yaml": strings.NewReplacer("{dir}", dir, "{agi}", agi).Replace(folder),
		"ringevett.yaml.d/30-more.yaml":   more,
		"asterisk.password":               "secret\n",
	} {
		if name == "ringevett.yaml.d/30-more.yaml" && more == "" {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// freePort is one that was free a moment ago: the configuration takes no port 0.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// Nothing listens on port 1: the daemon says that it has no PBX, and goes on.
const folder = `asterisk: {url: "http://127.0.0.1:1/ari", password_file: "{dir}/asterisk.password"}
data: {dir: "{dir}/data", master_key_file: "{dir}/data/master.key"}
api: {socket: "{dir}/s"}
agi: {listen: "{agi}"}
sounds: {dir: "{dir}/sounds"}
`
