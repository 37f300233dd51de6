package app_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/upkeep"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/dialplan"
)

// The child of TestNoVoiceIsLostByAKill is this binary again, told by these what to do.
const (
	childDir   = "RINGEVETT_TEST_MESSAGES_UNTIL_KILLED"
	childHasty = "RINGEVETT_TEST_REMOVE_BEFORE_SEALING"
	atATime    = 12 // messages of one child
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		fmt.Fprintln(os.Stderr, speakUntilKilled(dir, os.Getenv(childHasty) != ""))
		os.Exit(1)
	}
	os.Setenv("RINGEVETT_DEMO_TOKEN", "word") // of the tests' PBX, before any of them runs
	os.Exit(m.Run())
}

// store is a PBX's folder of recordings, outside of the daemon that is killed. It tells each thing that it is asked
// for.
type store struct {
	dir   string
	hasty bool // removes what it gives out, and is killed before that is sealed: the fault that the test must see
}

func (s store) path(name string) string {
	return filepath.Join(s.dir, "pbx", strings.TrimPrefix(name, dialplan.RecordingFolder))
}

func (s store) VoiceFile(_ context.Context, name string, w io.Writer) error {
	fmt.Println("file", name)
	f, err := os.Open(s.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", name, dialer.ErrNotFound)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	if s.hasty {
		os.Remove(s.path(name))
		fmt.Println("done")
		select {}
	}
	_, err = io.Copy(w, f)
	return err
}

func (s store) RemoveVoice(_ context.Context, name string) error {
	fmt.Println("remove", name)
	if err := os.Remove(s.path(name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (s store) Voices(context.Context, string) (names []string, err error) {
	all, err := os.ReadDir(filepath.Join(s.dir, "pbx"))
	for _, e := range all {
		names = append(names, dialplan.RecordingFolder+e.Name())
	}
	return names, err
}

func (store) Speaking(context.Context, string) (bool, error) { return false, nil }

// words are what was spoken on a channel: longer than a piece of a sealed file.
func words(channel string) []byte {
	return []byte(strings.Repeat("RIFF this was said on "+channel+". ", 4000))
}

// speak puts a whole recording into the PBX's folder at once.
func (s store) speak(channel string) error {
	aside := filepath.Join(s.dir, "aside", channel)
	if err := os.WriteFile(aside, words(channel), 0o600); err != nil {
		return err
	}
	return os.Rename(aside, s.path(channel))
}

// killHouse opens a house whose PBX is a folder.
func killHouse(ctx context.Context, dir string, hasty bool) (*app.Rooms, app.Desk, error) {
	text, err := configs.Text(configs.ExampleConfig)
	if err != nil {
		return nil, app.Desk{}, err
	}
	c, err := config.Parse("example", []byte(text))
	if err != nil {
		return nil, app.Desk{}, err
	}
	c.Data = config.Data{Dir: filepath.Join(dir, "data"), MasterKeyFile: filepath.Join(dir, "data", "master.key")}
	if _, err := os.Stat(c.Data.Dir); err != nil {
		if _, err := upkeep.Init(ctx, c); err != nil {
			return nil, app.Desk{}, err
		}
	}
	h, err := app.Open(ctx, c, app.ToWrite, "test", quiet())
	if err != nil {
		return nil, app.Desk{}, err
	}
	h.At(tuesday(10, 0, 0))
	d := app.NewDesk(h, h, nil)
	h.SetDesk(store{dir, hasty}, d)
	return h, d, nil
}

// speakUntilKilled has callers leave messages, each told as soon as the PBX has it.
func speakUntilKilled(dir string, hasty bool) error {
	ctx := context.Background()
	h, d, err := killHouse(ctx, dir, hasty)
	if err != nil {
		return err
	}
	for n := range atATime {
		if h.Look(ctx); n%3 == 0 {
			h.PickUp(ctx)
		}
		channel := fmt.Sprintf("%d.%d", os.Getpid(), n)
		from := []string{caller, theOther, ""}[n%3]
		v, err := d.Open(ctx, dialplan.Caller{Visible: "22000001", Number: from, Channel: channel, Trunk: trunk})
		if err != nil {
			return err
		}
		if err := (store{dir: dir}).speak(channel); err != nil {
			return err
		}
		fmt.Println("spoken", channel)
		if err := v.Message(ctx, dialplan.Message{
			Recording: dialplan.RecordingFolder + channel, Seconds: 10,
		}); err != nil {
			return err
		}
		if err := v.Over(ctx, dialplan.VisitEnd{Whole: true}); err != nil {
			return err
		}
	}
	h.Look(ctx)
	fmt.Println("done")
	select {}
}

// killSpeaking kills a child after it has told so many lines and some time more, and gives the channels that were
// spoken on.
func killSpeaking(t *testing.T, dir, hasty string, after int) (spoken []string, midway bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childHasty+"="+hasty)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	noFault(t, err)
	noFault(t, cmd.Start())
	lines, n := bufio.NewScanner(out), 0
	for midway = true; lines.Scan(); {
		if channel, told := strings.CutPrefix(lines.Text(), "spoken "); told {
			spoken = append(spoken, channel)
		}
		midway = midway && lines.Text() != "done"
		if n++; n == after || !midway {
			time.Sleep(time.Duration(rand.IntN(3000)) * time.Microsecond) // into the middle of the next step
			cmd.Process.Kill()
		}
	}
	cmd.Wait()
	return spoken, midway
}

// voicesWrong looks at what has become of each message, once all is looked after.
func voicesWrong(t *testing.T, dir string, spoken []string) (faults []string) {
	t.Helper()
	h, _, err := killHouse(t.Context(), dir, false)
	noFault(t, err)
	defer h.Close()
	pickUp(t, h)
	h.Look(t.Context())
	all := allOf(t, h)
	heard := map[string]int{}
	for _, in := range all {
		s, err := h.InquiryVoice(t.Context(), verb.InquiryListen{ID: in.ID, Why: "to answer"}, "cli:per")
		if err != nil {
			faults = append(faults, fmt.Sprintf("inquiry %d: %v", in.ID, err))
			continue
		}
		heard[string(s.WAV)]++
	}
	for _, channel := range spoken {
		if n := heard[string(words(channel))]; n != 1 {
			faults = append(faults, fmt.Sprintf("what was said on %s is kept %d times", channel, n))
		}
	}
	for said, n := range heard {
		if n != 1 {
			faults = append(faults, fmt.Sprintf("%.40q is kept %d times", said, n))
		}
	}
	sealed, err := os.ReadDir(filepath.Join(dir, "data", "voices"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if len(sealed) != len(heard) {
		faults = append(faults, fmt.Sprintf("%d files for %d voices", len(sealed), len(heard)))
	}
	left, err := os.ReadDir(filepath.Join(dir, "pbx"))
	noFault(t, err)
	if clear := inTheClear(t, dir); len(clear)+len(left) > 0 {
		faults = append(faults, fmt.Sprintf("in the clear: %q, and with the PBX %d", clear, len(left)))
	}
	return faults
}

// inTheClear are the files of the house in which words can be read.
func inTheClear(t *testing.T, dir string) (paths []string) {
	t.Helper()
	noFault(t, filepath.WalkDir(filepath.Join(dir, "data"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if strings.Contains(string(b), "this was said on") {
			paths = append(paths, path)
		}
		return err
	}))
	return paths
}

// killable is a house with its book.
func killable(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	noFault(t, os.MkdirAll(filepath.Join(dir, "pbx"), 0o700))
	noFault(t, os.MkdirAll(filepath.Join(dir, "aside"), 0o700))
	h, _, err := killHouse(t.Context(), dir, false)
	noFault(t, err)
	defer h.Close()
	_, err1 := h.AddClients(t.Context(), []byte(example(t, configs.ExampleClient)), "test")
	_, err2 := h.AddAgents(t.Context(), []byte(example(t, configs.ExampleAgents)), "test")
	_, err3 := h.AddCampaign(t.Context(), []byte(example(t, configs.ExampleCampaign)), "test")
	noFault(t, errors.Join(err1, err2, err3))
	return dir
}

func TestNoVoiceIsLostByAKill(t *testing.T) {
	t.Parallel()
	t.Run("none lost, none twice, none in the clear", func(t *testing.T) {
		kills, midway, kept := 0, 0, 0
		for kills < 20 {
			dir := killable(t)
			var spoken []string
			for range 4 {
				more, inTheMiddle := killSpeaking(t, dir, "", 1+rand.IntN(3*atATime-4))
				spoken = append(spoken, more...)
				if kills++; inTheMiddle {
					midway++
				}
				if clear := inTheClear(t, dir); len(clear) > 0 {
					t.Fatalf("after kill %d in the clear: %q", kills, clear)
				}
			}
			if got := voicesWrong(t, dir, spoken); got != nil {
				t.Fatalf("after %d kills: %q", kills, got)
			}
			kept += len(spoken)
		}
		t.Logf("%d kills, %d of them midway; %d messages spoken, each kept once and readable, 0 wrong", kills, midway,
			kept)
		if midway < kills/2 {
			t.Errorf("only %d of %d kills came midway: this test sees little", midway, kills)
		}
	})
	t.Run("and the test would see it: a PBX that removes what is not sealed yet", func(t *testing.T) {
		dir := killable(t)
		spoken, _ := killSpeaking(t, dir, "1", 1<<20)
		faults := voicesWrong(t, dir, spoken)
		t.Logf("seen: %q", faults)
		if len(faults) == 0 {
			t.Error("nothing was seen")
		}
	})
}
