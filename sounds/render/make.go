package render

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// A person's recording of a sound lies beside it: abandoned.studio.wav. It is never written over, and goes before any
// voice.
const (
	studioEnding = ".studio.wav"
	wordsEnding  = ".txt" // the words to be said, for the person who reads them into a microphone
)

// ErrOldRecording is a person's recording that says other words than those wanted. It stands until the person has
// recorded again.
var ErrOldRecording = errors.New("a person's recording is older than its words")

// Make brings the sound file to the text: from a person's recording where one lies there, else spoken by the voice,
// and only where something changed. Beside it come the words, their hash and the A-law. made is false where all was
// there.
func Make(ctx context.Context, v Voice, lang, text, path string) (made bool, err error) {
	if err := adopt(path); err != nil {
		return false, err
	}
	if err := writeWords(path, text); err != nil {
		return false, fmt.Errorf("write the words of %s: %w", path, err)
	}
	if made, err = makeWav(ctx, v, lang, text, path); err != nil {
		return false, err
	}
	wrote, err := withALaw(path)
	return made || wrote, err
}

func makeWav(ctx context.Context, v Voice, lang, text, path string) (bool, error) {
	r, err := readRecord(path)
	if err != nil {
		return false, err
	}
	original, err := os.ReadFile(beside(path, studioEnding))
	switch {
	case err == nil:
		return fromStudio(path, text, r, studio+hashOf(original))
	case !errors.Is(err, fs.ErrNotExist):
		return false, err
	}
	stale, err := Stale(path, text)
	if want := sourceOf(v, lang); want != "" && !r.byHand() && r.source != want {
		stale = true
	}
	switch {
	case err != nil || !stale:
		return false, err
	case r.byHand() && exists(path):
		return false, fmt.Errorf("%s: %w: record it again as %s, or remove it", path, ErrOldRecording,
			beside(path, studioEnding))
	}
	return true, Render(ctx, v, lang, text, path)
}

// fromStudio converts a recording that is new, or newer than changed words.
func fromStudio(path, text string, r record, source string) (bool, error) {
	original := beside(path, studioEnding)
	if r.source == source && r.text == hash(text) { // known to say them, whatever the files' times
		if exists(path) {
			return false, nil
		}
		return true, convert(original, text, source, path)
	}
	if !newerThanWords(original, path) {
		return false, fmt.Errorf("%s: %w in %s: record it again, or touch it when it says them", original,
			ErrOldRecording, beside(path, wordsEnding))
	}
	return true, convert(original, text, source, path)
}

// adopt keeps a file that a person put in the sound's own place: it becomes the recording beside it.
func adopt(path string) error {
	r, err := readRecord(path)
	if err != nil || r.sound == "" || !exists(path) {
		return err
	}
	b, err := os.ReadFile(path)
	switch {
	case err != nil || !isAlien(b, r):
		return err
	case exists(beside(path, studioEnding)):
		return fmt.Errorf("%s: %w: there is also %s; keep one of them", path, ErrAlien, beside(path, studioEnding))
	case !newerThanWords(path, path):
		return fmt.Errorf("%s: %w, and older than its words: remove it, or touch it when it says them", path, ErrAlien)
	}
	return os.Rename(path, beside(path, studioEnding))
}

// writeWords leaves the time of the file alone where the words are the same: recordings are held against it.
func writeWords(path, text string) error {
	have, err := os.ReadFile(beside(path, wordsEnding))
	if err == nil && strings.TrimSpace(string(have)) == strings.TrimSpace(text) {
		return nil
	}
	return writeAside(beside(path, wordsEnding), []byte(text+"\n"))
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
