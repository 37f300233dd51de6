package voice_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/ringevett/ringevett/sounds/render"
	"github.com/ringevett/ringevett/test/voice"
)

// One test renders and spoils its own; another's are as they were.
func TestAHousesSoundsAreItsOwn(t *testing.T) {
	mine, theirs := t.TempDir(), t.TempDir()
	for _, dir := range []string{mine, theirs} {
		if err := voice.Put(dir); err != nil {
			t.Fatal(err)
		}
	}
	const hello, abandoned, text = "nb/desk-hello.wav", "nb/abandoned.fjellvann.wav", "Du har ringt Eksempel " +
		"Kundesenter."
	if err := render.Convert(filepath.Join(mine, "nb/desk-busy.wav"), "Hei.", filepath.Join(mine, hello)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(mine, abandoned), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := render.Fault(filepath.Join(mine, hello), text, 0); err == nil {
		t.Error("the sound that says something else is not seen")
	}
	if err := render.Fault(filepath.Join(theirs, hello), text, 0); err != nil {
		t.Errorf("another house's greeting: %v", err)
	}
	if info, err := os.Stat(filepath.Join(theirs, abandoned)); err != nil || info.Size() == 0 {
		t.Errorf("another house's message: %v, %v", info, err)
	}
}
