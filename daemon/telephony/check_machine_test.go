package telephony

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What Asterisk's user may read is asked of the file system, for a user who is not root.
func TestSoundsThatAsteriskCannotRead(t *testing.T) {
	asterisk := reader{name: "asterisk", uid: 4_000_000, groups: []uint32{4_000_000}}
	dir := filepath.Join(t.TempDir(), "sounds")
	wav := filepath.Join(dir, "nb", "hello.wav")
	put := func(dirMode, fileMode os.FileMode) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(wav), 0o755); err != nil {
			t.Fatal(err)
		}
		for up := dir; up != "/"; up = filepath.Dir(up) { // the tests' own folders are closed to others
			if info, err := os.Stat(up); err != nil || info.Mode().Perm()&0o001 == 0 {
				os.Chmod(up, 0o755)
			}
		}
		if err := os.WriteFile(wav, []byte("RIFF"), fileMode); err != nil {
			t.Fatal(err)
		}
		os.Chmod(wav, fileMode)
		os.Chmod(filepath.Dir(wav), dirMode)
	}
	for _, c := range []struct {
		dir, file os.FileMode
		want      string
	}{
		{0o755, 0o644, ""}, {0o755, 0o600, "may not read"}, {0o750, 0o644, "may not enter"},
		{0o744, 0o644, "may not enter"},
	} {
		put(c.dir, c.file)
		if got := asterisk.cannotRead(dir); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("folder %04o, file %04o: got %q, want %q", c.dir, c.file, got, c.want)
		}
	}
	if got := asterisk.cannotRead(filepath.Join(dir, "nowhere")); !strings.Contains(got, "is not there") {
		t.Errorf("a folder that is missing: %q", got)
	}
}

func TestWhoListensAtAPort(t *testing.T) {
	const line = "   0: 0100007F:1F98 00000000:0000 0A 00000000:00000000 00:00000000 00000000   117        0 4711 1 " +
		"0000000000000000 100 0 0 10 0"
	if uid, is := listens(line, 8088); !is || uid != 117 {
		t.Errorf("got %d, %v; want 117", uid, is)
	}
	if _, is := listens(line, 8089); is {
		t.Error("another port is taken for it")
	}
}

// TestWhatOthersReachIsSeen: a folder is open where others may list or enter it, and no folder above it is closed.
func TestWhatOthersReachIsSeen(t *testing.T) {
	spool := filepath.Join(t.TempDir(), "spool")
	dir := filepath.Join(spool, "recording")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for up := spool; up != "/"; up = filepath.Dir(up) { // the tests' own folders are closed to others
		if info, err := os.Stat(up); err != nil || info.Mode().Perm()&0o001 == 0 {
			os.Chmod(up, 0o755)
		}
	}
	for _, c := range []struct {
		spool, dir os.FileMode
		open       bool
	}{{0o755, 0o755, true}, {0o755, 0o751, true}, {0o755, 0o750, false}, {0o750, 0o755, false}} {
		os.Chmod(spool, c.spool)
		os.Chmod(dir, c.dir)
		if got := openTo(dir); (got != "") != c.open {
			t.Errorf("spool %04o, recording %04o: got %q, want it open: %v", c.spool, c.dir, got, c.open)
		}
	}
}
