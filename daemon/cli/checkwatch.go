package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/mail"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
)

// The bounds of one watch.
const (
	watchWithin = 2 * time.Minute // the look
	mailWithin  = 30 * time.Second
	memorySize  = 1 << 20
)

// watching is what "check --watch" was asked for.
type watching struct{ memory, to, sendmail string }

func (w *watching) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&w.memory, "watch", "", "tell what is new since the last time; FILE remembers it")
	cmd.Flags().StringVar(&w.to, "mail", "", "with --watch: mail it to this address, and print nothing")
	cmd.Flags().StringVar(&w.sendmail, "sendmail", "/usr/sbin/sendmail", "the host's program that takes mail")
}

// watchFaults looks once and tells what is new. What was told is remembered only once it was told.
func (t *tool) watchFaults(ctx context.Context, w watching) error {
	var to *mail.Address
	if w.to != "" {
		var err error
		if to, err = mail.ParseAddress(w.to); err != nil {
			return dialer.Invalid{Field: "--mail", Value: w.to, Why: "an address, as per@example.com"}
		}
	}
	before, err := readMemory(w.memory)
	if err != nil {
		return err
	}
	c, _ := config.Load(t.configPath) // its faults are findings
	looking, cancel := context.WithTimeout(ctx, watchWithin)
	defer cancel()
	seen := app.Watched(looking, t.configPath, t.config, t.version, t.logger(c))
	news, next := before.Take(time.Now(), seen)
	if news.None() && to == nil && t.json {
		err = t.show(news, nil)
	}
	if !news.None() {
		if to == nil {
			err = t.show(news, func(out io.Writer) { printNews(out, news) })
		} else {
			err = w.send(ctx, to, news)
		}
	}
	if err != nil {
		return err
	}
	if err := writeMemory(w.memory, next); err != nil {
		return fmt.Errorf("remember what was told: %w", err)
	}
	if len(next.Told) > 0 {
		return errLook
	}
	return nil
}

// readMemory gives what was told before. A file that cannot be read as such has told nothing: all is told again.
func readMemory(path string) (m check.Memory, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, fmt.Errorf("what was told before: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, memorySize))
	if err == nil && json.Unmarshal(text, &m) != nil {
		m = check.Memory{}
	}
	return m, err
}

// writeMemory replaces the file as a whole: a run that is cut short leaves the old one.
func writeMemory(path string, m check.Memory) error {
	text, err := json.Marshal(m)
	if err == nil {
		err = os.WriteFile(path+".new", text, 0o600)
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	return err
}

func printNews(w io.Writer, n check.News) {
	for _, f := range n.Began {
		fmt.Fprintln(w, "began:", f.Text)
		if f.Do != "" {
			fmt.Fprintln(w, "  ->", f.Do)
		}
	}
	if n.More > 0 {
		fmt.Fprintf(w, "and %d more: ringevett check\n", n.More)
	}
	for _, f := range n.Ended {
		fmt.Fprintf(w, "ended: %s (since %s)\n", f.Text, oslo(f.Since))
	}
	if !n.Last.IsZero() {
		fmt.Fprintf(w, "This is the last for now, %d in a day: no more before %s.\n", check.MailsADay, oslo(n.Last))
	}
}

// send hands a mail to the host's sendmail. An error says that it was not taken.
func (w watching) send(ctx context.Context, to *mail.Address, n check.News) error {
	host, err := os.Hostname()
	if err != nil {
		host = "this host"
	}
	subject := fmt.Sprintf("ringevett on %s: %d faults began, %d ended", host, len(n.Began)+n.More, len(n.Ended))
	var text bytes.Buffer
	fmt.Fprintf(&text, "To: %s\nSubject: %s\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\n"+
		"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n", to,
		mime.QEncoding.Encode("utf-8", subject))
	printNews(&text, n)
	ctx, cancel := context.WithTimeout(ctx, mailWithin)
	defer cancel()
	cmd := exec.CommandContext(ctx, w.sendmail, "-i", "-t")
	cmd.Stdin = &text
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s does not take the mail: %w: %s", dialer.ErrRefused, w.sendmail, err,
			strings.TrimSpace(string(said[:min(len(said), 500)])))
	}
	return nil
}
