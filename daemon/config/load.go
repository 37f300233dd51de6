package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Environment variables that name the files of secrets, as a service manager's credentials need them.
// A secret itself is never taken from the environment: children and crash reports would carry it.
const (
	EnvPasswordFile  = "RINGEVETT_ASTERISK_PASSWORD_FILE"
	EnvMasterKeyFile = "RINGEVETT_MASTER_KEY_FILE"
)

// Load reads defaults, the file, the drop-ins <path>.d/*.yaml by name, and the environment's names of secret files,
// each over the one before. The error joins all faults; a Config that comes with one must not be used to dial.
// Loading reads no secret; see Secret.
func Load(path string) (Config, error) {
	return load(path, func(string, Config, Config) {})
}

// load is Load; told hears what each file and each environment variable made of the configuration before it.
func load(path string, told func(origin string, before, after Config)) (Config, error) {
	c := Defaults()
	files, err := filesOf(path)
	if err != nil {
		return c, err
	}
	d := newDocument()
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return c, fmt.Errorf("read configuration: %w", err)
		}
		before := c
		d.read(name, text, &c)
		told(name, before, c)
	}
	for _, of := range []struct {
		variable string
		key      *string
	}{{EnvPasswordFile, &c.Asterisk.PasswordFile}, {EnvMasterKeyFile, &c.Data.MasterKeyFile}} {
		if name, set := os.LookupEnv(of.variable); set {
			before := c
			*of.key = name
			told(of.variable, before, c)
		}
	}
	c.check(d)
	return c, d.err()
}

// Parse reads one file's text over the defaults: for tools and tests that have no file.
func Parse(name string, text []byte) (Config, error) {
	c, d := Defaults(), newDocument()
	d.read(name, text, &c)
	c.check(d)
	return c, d.err()
}

func filesOf(path string) ([]string, error) {
	files := []string{path}
	entries, err := os.ReadDir(path + ".d")
	if errors.Is(err, fs.ErrNotExist) {
		return files, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read drop-ins: %w", err)
	}
	for _, e := range entries { // ReadDir sorts by name
		if !e.IsDir() && filepath.Ext(e.Name()) == ".yaml" {
			files = append(files, filepath.Join(path+".d", e.Name()))
		}
	}
	return files, nil
}
