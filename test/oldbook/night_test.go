//go:build night

package oldbook_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/ringevett/ringevett/test/child"
	"github.com/ringevett/ringevett/test/oldbook"
)

// TestNightWhatAnOldBookCosts measures the daemon beside books of ten thousand to a million attempts, and prints one
// table: the start, what it keeps in memory, and the figures asked of it. It judges nothing but that each answer
// comes. RINGEVETT_OLDBOOKS names a folder with books made before (10k, 100k, 1m); what is not there is made, a
// million in some minutes. RINGEVETT_OLDBOOK_BIN names another binary to measure, such as an older one.
//
// RINGEVETT_OLDBOOK_SIZES names the sizes to measure; empty: all.
func TestNightWhatAnOldBookCosts(t *testing.T) {
	bin := os.Getenv("RINGEVETT_OLDBOOK_BIN")
	if bin == "" {
		bin = filepath.Join(t.TempDir(), "ringevett")
		if err := child.Build(t.Context(), bin); err != nil {
			t.Fatal(err)
		}
	}
	var table bytes.Buffer
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "attempts\tfirst start s\tCPU s\tstart s\tCPU s\tresident MB\t"+
		"day CPU s\tmonth CPU s\tkept MB\tshow --last 20 s\t")
	for _, size := range []struct {
		name     string
		attempts int
	}{{"10k", 10_000}, {"100k", 100_000}, {"1m", 1_000_000}} {
		if only := os.Getenv("RINGEVETT_OLDBOOK_SIZES"); only != "" && !strings.Contains(only, size.name) {
			continue
		}
		b := newBook(t, bin, size.name, size.attempts)
		first := b.start()
		b.stop()
		again := b.start()
		resident := b.resident()
		b.idle() // the night's work runs at the start
		day := b.asks("figures", "--from", "2026-11-26")
		month := b.asks("figures", "--from", "2026-10-28", "--to", "2026-11-27")
		began := time.Now()
		b.run("journal", "show", "--last", "20")
		show := time.Since(began)
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%d\t%.2f\t%.2f\t%d\t%.2f\t\n", size.name,
			first.wall.Seconds(), first.cpu.Seconds(), again.wall.Seconds(), again.cpu.Seconds(), resident,
			day.Seconds(), month.Seconds(), b.resident(), show.Seconds())
		b.stop()
		if err := os.RemoveAll(b.dir); err != nil {
			t.Error(err)
		}
		w.Flush()
		t.Logf("so far:\n%s", table.String())
	}
	t.Logf("\n%s", table.String())
}

// book is one book with a daemon on it, a process of its own.
type book struct {
	t        *testing.T
	bin, dir string
	cmd      *exec.Cmd
	said     bytes.Buffer
}

func newBook(t *testing.T, bin, name string, attempts int) *book {
	t.Helper()
	b := &book{t: t, bin: bin, dir: filepath.Join(t.TempDir(), name)}
	made := filepath.Join(os.Getenv("RINGEVETT_OLDBOOKS"), name, "data")
	if _, err := os.Stat(made); os.Getenv("RINGEVETT_OLDBOOKS") == "" || err != nil {
		o := oldbook.Options{Attempts: attempts, Seed: 1, Last: time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)}
		if err := oldbook.Make(t.Context(), b.dir, o); err != nil {
			t.Fatal(err)
		}
		return b
	}
	if err := os.CopyFS(filepath.Join(b.dir, "data"), os.DirFS(made)); err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]os.FileMode{"": 0o700, "master.key": 0o600, "ringevett.db": 0o600} {
		if err := os.Chmod(filepath.Join(b.dir, "data", name), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := oldbook.Configure(b.dir, ""); err != nil {
		t.Fatal(err)
	}
	return b
}

// cost is what something took of the clock and of the processors.
type cost struct{ wall, cpu time.Duration }

// start runs the daemon until it says that it is ready.
func (b *book) start() cost {
	b.t.Helper()
	path := filepath.Join(b.dir, "notify")
	os.Remove(path)
	l, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		b.t.Fatal(err)
	}
	defer l.Close()
	b.said.Reset()
	b.cmd = exec.Command(b.bin, "--config", oldbook.Config(b.dir), "serve")
	b.cmd.Env = append(os.Environ(), "NOTIFY_SOCKET="+path)
	b.cmd.Stderr = &b.said
	began := time.Now()
	if err := b.cmd.Start(); err != nil {
		b.t.Fatal(err)
	}
	l.SetReadDeadline(began.Add(20 * time.Minute))
	for buf := make([]byte, 4096); ; {
		n, err := l.Read(buf)
		if err != nil {
			b.t.Fatalf("the daemon is not ready: %v\n%s", err, b.said.String())
		}
		if strings.Contains(string(buf[:n]), "READY=1") {
			return cost{time.Since(began), b.cpu()}
		}
	}
}

func (b *book) stop() {
	b.t.Helper()
	if err := b.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		b.t.Fatal(err)
	}
	if err := b.cmd.Wait(); err != nil {
		b.t.Errorf("the daemon: %v\n%s", err, b.said.String())
	}
}

// cpu is what the daemon has used of the processors since it began.
func (b *book) cpu() time.Duration {
	text := b.proc("stat")
	fields := strings.Fields(text[strings.LastIndex(text, ")")+1:])
	var ticks int
	for _, f := range fields[11:13] { // user and system, in hundredths of a second
		n, err := strconv.Atoi(f)
		if err != nil {
			b.t.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// resident is the daemon's memory in MB, a moment after what it has done.
func (b *book) resident() int {
	time.Sleep(3 * time.Second)
	return b.memory("VmRSS")
}

func (b *book) proc(name string) string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", b.cmd.Process.Pid, name))
	if err != nil {
		b.t.Fatal(err)
	}
	return string(text)
}

// idle waits until the daemon does nothing but prove its older entries, ten minutes at most.
func (b *book) idle() {
	const look = 3 * time.Second
	for range 200 {
		before := b.cpu()
		time.Sleep(look)
		if b.cpu()-before < look/20 {
			return
		}
	}
	b.t.Error("the daemon is never idle")
}

// asks gives what the daemon used of the processors to answer one command line.
func (b *book) asks(args ...string) time.Duration {
	b.t.Helper()
	before := b.cpu()
	b.run(args...)
	return b.cpu() - before
}

func (b *book) run(args ...string) []byte {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 10*time.Minute)
	defer cancel()
	args = append([]string{"--config", oldbook.Config(b.dir)}, args...)
	out, err := exec.CommandContext(ctx, b.bin, args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) { // 1: a rate in the figures is over the limit
		b.t.Errorf("ringevett %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}
