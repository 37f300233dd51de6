package render

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// recording is the source of a sound that a person spoke and whose original is elsewhere; "studio:" and a hash is
// that of one whose original lies beside it.
const (
	recording = "recording"
	studio    = "studio:"
)

// Espeak is the source of a sound that espeak-ng spoke; with a colon and a hash behind it, another program did.
const Espeak = "voice"

// record is what is known of a sound: the hash of the text that it says, its own hash, and where it came from.
type record struct{ text, sound, source string }

// byHand says that a person spoke it.
func (r record) byHand() bool { return r.source == recording || strings.HasPrefix(r.source, studio) }

// Record writes down that the sound file says the text, made by a machine's voice.
func Record(path, text string) error { return writeRecord(path, text, Espeak) }

func writeRecord(path, text, source string) error {
	b, err := os.ReadFile(path)
	if err == nil {
		err = writeAside(sidecar(path), []byte(hash(text)+" "+hashOf(b)+" "+source+"\n"))
	}
	if err != nil {
		return fmt.Errorf("record the text of %s: %w", path, err)
	}
	return nil
}

// readRecord gives a zero record where there is none. Those of the first versions hold the text's hash only.
func readRecord(path string) (record, error) {
	b, err := os.ReadFile(sidecar(path))
	if errors.Is(err, fs.ErrNotExist) {
		return record{}, nil
	}
	if err != nil {
		return record{}, fmt.Errorf("compare %s with its text: %w", path, err)
	}
	f := append(strings.Fields(string(b)), "", "", "")
	return record{f[0], f[1], f[2]}, nil
}

// Stale says whether the sound file is missing or was made for another text.
func Stale(path, text string) (bool, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	r, err := readRecord(path)
	return r.text != hash(text), err
}

// ByHand says whether a person spoke the sound: no machine's voice is ever written over it.
func ByHand(path string) (bool, error) {
	r, err := readRecord(path)
	return r.byHand(), err
}

// Wording changes by a word, not by a line break: blanks count as one and are nothing at the ends.
func hash(text string) string { return hashOf([]byte(strings.Join(strings.Fields(text), " "))) }

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// sidecar of abandoned.wav is abandoned.txt.sha256.
func sidecar(path string) string { return beside(path, ".txt.sha256") }

// beside is the file of the same name with another ending. Only .wav is taken off: names hold dots.
func beside(path, ending string) string { return strings.TrimSuffix(path, ".wav") + ending }

// writeAside leaves at path either the old file or the whole new one, readable for Asterisk's user.
func writeAside(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename there is nothing left of it
	_, err = f.Write(b)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
