package registers_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/configs"
	api "github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/test/child"
	"github.com/ringevett/ringevett/test/redistest"
)

// What BenchmarkImport takes from the environment: how many rows a file has, in thousands, and another ringevett, such
// as an older one, which is measured in the same run.
const (
	rowsEnv   = "RINGEVETT_BENCH_ROWS_K"
	beforeEnv = "RINGEVETT_BENCH_BEFORE"
)

// BenchmarkImport delivers registers through a daemon as an office does: ringevett register import, with
// ringevett serve and a Redis. Each round delivers a file and then another that differs by a few rows. cpu-s is the
// client's and the daemon's together, MB their peaks; locked-s is how long the lock in Redis stood. Goals for five
// million rows: numbers 10 s and 300 MB; persons with two keys 20 cpu-s, each further key 2 cpu-s more, 500 MB.
func BenchmarkImport(b *testing.B) {
	rows := 5000
	if n, err := strconv.Atoi(os.Getenv(rowsEnv)); err == nil {
		rows = n
	}
	bins := map[string]string{"now": buildDaemon(b)}
	if old := os.Getenv(beforeEnv); old != "" {
		bins["before"] = old
	}
	for _, of := range []struct {
		name  string
		write func(w *bufio.Writer, i int)
		head  string
	}{
		{"numbers", func(w *bufio.Writer, i int) { fmt.Fprintf(w, "%d\n", 40_000_000+i*11) }, "number\n"},
		{"persons-2-keys", personRow(2), "navn;fødselsdato\n"},
		{"persons-4-keys", personRow(3), "navn;fødselsdato\n"},
	} {
		files := [2]string{}
		for i := range files {
			files[i] = filepath.Join(b.TempDir(), fmt.Sprint(of.name, i, ".csv"))
			writeRows(b, files[i], of.head, rows*1000-i*7, of.write)
		}
		for name, bin := range bins {
			b.Run(of.name+"/"+name, func(b *testing.B) { importThrough(b, bin, files, rows*1000) })
		}
		for _, f := range files {
			os.Remove(f)
		}
	}
}

// personRow writes a person with a name of so many words, each person another.
func personRow(words int) func(w *bufio.Writer, i int) {
	given := [...]string{"Kari", "Ola", "Åse", "Bjørn", "Ida", "Per", "Siri", "Nils", "Marte", "Jon"}
	return func(w *bufio.Writer, i int) {
		w.WriteString(given[i%len(given)])
		for range words - 2 {
			w.WriteString(" Marie")
		}
		family := ""
		for n := i / len(given); n > 0 || family == ""; n /= 20 {
			family += string("bdfghjklmnprstvaeiou"[n%20])
		}
		fmt.Fprintf(w, " %ssen;%04d-%02d-%02d\n", family, 1930+i%75, 1+i%12, 1+i%28)
	}
}

func writeRows(b *testing.B, name, head string, rows int, write func(w *bufio.Writer, i int)) {
	b.Helper()
	f := must[*os.File](b)(os.Create(name))
	w := bufio.NewWriterSize(f, 1<<20)
	w.WriteString(head)
	for i := range rows {
		write(w, i)
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		b.Fatal(err)
	}
}

func buildDaemon(b *testing.B) string {
	b.Helper()
	bin := filepath.Join(b.TempDir(), "ringevett")
	if out, err := exec.Command("go", "build", "-o", bin,
		"github.com/ringevett/ringevett/daemon").CombinedOutput(); err != nil {
		b.Fatalf("build the daemon: %v\n%s", err, out)
	}
	return bin
}

// importThrough delivers the files in turn, and reports what a delivery over an earlier one took.
func importThrough(b *testing.B, bin string, files [2]string, rows int) {
	r := redistest.Start(b)
	h := newImporting(b, bin, r)
	h.deliver(files[0], rows, 0)
	var cpu, locked, redisCPU float64
	for i := 1; b.Loop(); i++ {
		before, redisBefore := h.daemonCPU(), redisSeconds(b, r)
		client, held := h.deliver(files[i%2], rows, i%2*7)
		cpu += client.UserTime().Seconds() + client.SystemTime().Seconds() + h.daemonCPU() - before
		redisCPU += redisSeconds(b, r) - redisBefore
		locked += held.Seconds()
		peak := client.SysUsage().(*syscall.Rusage).Maxrss
		b.ReportMetric(float64(peak)/1e3, "client-MB")
	}
	n := float64(b.N)
	b.ReportMetric(b.Elapsed().Seconds()/n, "wall-s")
	b.ReportMetric(cpu/n, "cpu-s")
	b.ReportMetric(redisCPU/n, "redis-cpu-s")
	b.ReportMetric(locked/n, "locked-s")
	b.ReportMetric(h.memory("VmHWM"), "daemon-peak-MB")
	b.ReportMetric(h.memory("VmRSS"), "daemon-after-MB")
	b.ReportMetric(redisBytes(b, r)/1e6, "redis-MB")
}

// importing is a daemon that is delivered to.
type importing struct {
	b      testing.TB
	bin    string
	config string
	redis  *redistest.Server
	daemon *child.Process
}

func newImporting(b testing.TB, bin string, r *redistest.Server) *importing {
	b.Helper()
	dir := b.TempDir()
	h := &importing{b: b, bin: bin, config: filepath.Join(dir, "ringevett.yaml"), redis: r}
	put := func(name, text string) {
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755),
			os.WriteFile(name, []byte(text), 0o600)); err != nil {
			b.Fatal(err)
		}
	}
	put(h.config, must[string](b)(configs.Text(configs.ExampleConfig)))
	put(h.config+".d/20.yaml",
		strings.NewReplacer("{dir}", dir, "{redis}", r.Addr(), "{agi}", must[string](b)(child.FreeAddress())).Replace(`
asterisk: {url: "http://127.0.0.1:1/ari", password_file: "{dir}/secret"}
data: {dir: "{dir}/data", master_key_file: "{dir}/data/master.key"}
api: {socket: "{dir}/s"}
agi: {listen: "{agi}", key_file: "{dir}/secret"}
sounds: {dir: "{dir}/sounds"}
registers: {backend: redis}
redis: {addresses: ["{redis}"], no_password: true, timeout_ms: 1000}
`))
	put(filepath.Join(dir, "secret"), "secret of the test alone\n")
	if err := os.MkdirAll(filepath.Join(dir, "sounds"), 0o755); err != nil {
		b.Fatal(err)
	}
	if out, err := h.command(context.Background(), "init").CombinedOutput(); err != nil {
		b.Fatalf("init: %v\n%s", err, out)
	}
	cmd := h.command(context.Background(), "serve")
	cmd.Stderr = must[*os.File](b)(os.Create(filepath.Join(dir, "log")))
	h.daemon = must[*child.Process](b)(child.Start(cmd))
	b.Cleanup(h.daemon.Kill)
	redistest.Eventually(b, "the daemon answers", func() error {
		floor, err := api.Dial(b.Context(), filepath.Join(dir, "s"))
		if err != nil {
			return errors.Join(err, errors.New(string(must[[]byte](b)(os.ReadFile(filepath.Join(dir, "log"))))))
		}
		return floor.Close()
	})
	return h
}

func (h *importing) command(ctx context.Context, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, h.bin, append([]string{"--config", h.config}, args...)...)
}

// deliver imports one file, which lacks so many of rows, and tells how long the lock stood.
func (h *importing) deliver(file string, rows, lacks int) (client *os.ProcessState, held time.Duration) {
	h.b.Helper()
	watch, stop := context.WithCancel(h.b.Context())
	told := make(chan time.Duration)
	go func() { told <- h.watchLock(watch) }()
	cmd := h.command(h.b.Context(), "register", "import", "national", file, "--expect", strconv.Itoa(rows-lacks),
		"--because", "measured")
	out, err := cmd.CombinedOutput()
	stop()
	held = <-told
	if err != nil {
		h.b.Fatalf("import: %v\n%s", err, out)
	}
	return cmd.ProcessState, held
}

// watchLock looks at the lock each five milliseconds until ctx ends.
func (h *importing) watchLock(ctx context.Context) (held time.Duration) {
	last := time.Now()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return held
		case now := <-tick.C:
			if n, err := h.redis.Exists(ctx, "ringevett:{national}:lock").Result(); err == nil && n > 0 {
				held += now.Sub(last)
			}
			last = now
		}
	}
}

// daemonCPU is the processor time of the daemon so far, in seconds.
func (h *importing) daemonCPU() float64 {
	h.b.Helper()
	text := string(must[[]byte](h.b)(os.ReadFile(fmt.Sprintf("/proc/%d/stat", h.daemon.Process.Pid))))
	f := strings.Fields(text[strings.LastIndexByte(text, ')')+2:])
	ticks := 0
	for _, t := range f[11:13] { // utime, stime
		n := must[int](h.b)(strconv.Atoi(t))
		ticks += n
	}
	return float64(ticks) / 100 // USER_HZ
}

// memory is a value of the daemon's status, in MB.
func (h *importing) memory(name string) float64 {
	h.b.Helper()
	for line := range strings.Lines(
		string(must[[]byte](h.b)(os.ReadFile(fmt.Sprintf("/proc/%d/status", h.daemon.Process.Pid)))),
	) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			return must[float64](h.b)(strconv.ParseFloat(strings.Fields(rest)[0], 64)) / 1e3
		}
	}
	h.b.Fatalf("the daemon's status has no %s", name)
	return 0
}

func redisSeconds(b *testing.B, r *redistest.Server) (s float64) {
	b.Helper()
	for line := range strings.Lines(must[string](b)(r.Info(b.Context(), "cpu").Result())) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		if name == "used_cpu_user" || name == "used_cpu_sys" {
			s += must[float64](b)(strconv.ParseFloat(value, 64))
		}
	}
	return s
}

// redisBytes are those of the newest version: an old one stands for some minutes more. Of its small sets some are
// measured for all.
func redisBytes(b *testing.B, r *redistest.Server) float64 {
	b.Helper()
	usage := func(key string) float64 { return float64(must[int64](b)(r.MemoryUsage(b.Context(), key).Result())) }
	version := must[string](b)(r.HGet(b.Context(), "ringevett:{national}:meta", "version").Result())
	flat, small, measured, all := 0.0, 0.0, 0.0, 0.0
	for it := r.Scan(b.Context(), 0, "ringevett:{national}:v"+version+":*", 10_000).Iterator(); it.Next(b.Context()); {
		if strings.HasSuffix(it.Val(), ":47") {
			flat = usage(it.Val())
			continue
		}
		if all++; int(all)%50 == 1 {
			small, measured = small+usage(it.Val()), measured+1
		}
	}
	return flat + small*all/max(measured, 1)
}
