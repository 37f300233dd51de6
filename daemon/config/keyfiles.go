package config

import (
	"os"
	"path/filepath"
)

// EnvCredentials names the folder in which systemd hands files to a service (LoadCredential=, systemd.exec(5)). A file
// of a secret that lies there under its usual name is read in place of the one that the configuration names.
const EnvCredentials = "CREDENTIALS_DIRECTORY"

// The usual names of the files of keys: in their own folder, among the credentials, and in the data folder, where
// earlier versions kept them.
const (
	masterKey     = "master.key"
	recordingsKey = "recordings.key"
	agiKey        = "agi.key"
)

// KeyFile is a file of keys.
type KeyFile struct {
	Setting string // the key of the configuration that names it
	Named   string // the file that the configuration means
	Path    string // the file that is read; where there is none yet, Named
	Given   bool   // Path is a credential
}

// MasterKey is the file that opens the journal's numbers.
func (c Config) MasterKey() KeyFile {
	return c.keyFile("data.master_key_file", c.Data.MasterKeyFile, masterKey)
}

// DayKeys is the folder of the private keys that sign the journal by the day: the master key's. Where that one is a
// credential, which cannot be written, it is the folder that the configuration names.
func (c Config) DayKeys() string {
	k := c.MasterKey()
	if k.Given {
		return filepath.Dir(k.Named)
	}
	return filepath.Dir(k.Path)
}

// RecordingsKey is the file that opens sealed recordings.
func (c Config) RecordingsKey() KeyFile {
	return c.keyFile("recording.key_file", c.Recording.KeyFile, recordingsKey)
}

// AGIKeyFile is the file of the key by which the daemon knows that Asterisk asks.
func (c Config) AGIKeyFile() KeyFile {
	named := c.AGI.KeyFile
	if named == "" {
		named = filepath.Join(filepath.Dir(c.Data.MasterKeyFile), agiKey)
	}
	return c.keyFile("agi.key_file", named, agiKey)
}

// KeyFiles are all files of keys that the daemon makes.
func (c Config) KeyFiles() []KeyFile {
	return []KeyFile{c.MasterKey(), c.RecordingsKey(), c.AGIKeyFile()}
}

// keyFile finds the file: the credential, the one that is named, or the one in the data folder.
func (c Config) keyFile(setting, named, usual string) KeyFile {
	f := KeyFile{Setting: setting, Named: named, Path: named}
	old := filepath.Join(c.Data.Dir, usual)
	switch given, is := credential(usual); {
	case is:
		f.Path, f.Given = given, true
	case !there(named) && there(old):
		f.Path = old
	}
	return f
}

// credential is the file of that name which the service manager handed over.
func credential(name string) (path string, is bool) {
	dir := os.Getenv(EnvCredentials)
	path = filepath.Join(dir, name)
	return path, dir != "" && there(path)
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
