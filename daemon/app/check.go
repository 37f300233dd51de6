package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/telephony"
)

// Finding is one thing that Check looked at.
type Finding = telephony.Finding

// Worst is the worst level among findings: "ok", "warn" or "fail".
func Worst(all []Finding) telephony.Level {
	worst := telephony.OK
	for _, f := range all {
		if f.Level == telephony.Fail || worst == telephony.OK {
			worst = f.Level
		}
	}
	return worst
}

// Space on the journal's disk, in bytes: where the check warns, where it fails, and where the floor dials nothing more, so
// that there is room for the ends of the calls under way. A call takes some 3 kB.
const (
	spaceWarns = 1 << 30
	spaceFails = 100 << 20
	spaceStops = 16 << 20
)

// Check looks at everything that dialing needs, and changes nothing. It works beside a daemon and without one.
func Check(ctx context.Context, c config.Config, log *logrus.Entry) []Finding {
	var found inspection
	found.judge("configuration", telephony.Fail, c.Blanks(), "complete; responsible: "+c.Responsible.Name)
	found.inForce(ctx, c)
	found.data(ctx, c, log)
	found.hours(c, time.Now())
	found.desk(c)
	found.space(c.Data.Dir)
	found.pbx(ctx, c, log)
	return found
}

// inForce tells whether a running daemon works by this configuration.
func (f *inspection) inForce(ctx context.Context, c config.Config) {
	const name = "configuration in force"
	r, err := rest.Dial(ctx, c.API.Socket)
	if err != nil {
		f.say(name, telephony.OK, "none, no daemon answers; the file's fingerprint is "+fingerprint(c))
		return
	}
	defer r.Close()
	s, err := r.Status(ctx)
	switch {
	case err != nil:
		f.judge(name, telephony.Warn, err, "")
	case s.Config.InForce != fingerprint(c):
		f.say(name, telephony.Warn, fmt.Sprintf("%s; the file on disk is %s and differs from it: ringevett reload, ringevett status",
			s.Config.InForce, fingerprint(c)))
	default:
		f.say(name, telephony.OK, s.Config.InForce+", as the file on disk")
	}
}

type inspection []Finding

func (f *inspection) say(name string, l telephony.Level, text string) {
	*f = append(*f, Finding{Name: name, Level: l, Text: text})
}

// judge says one line for each fault, or that there is none.
func (f *inspection) judge(name string, bad telephony.Level, err error, good string) {
	if err == nil {
		f.say(name, telephony.OK, good)
		return
	}
	for _, line := range lines(err) {
		f.say(name, bad, line)
	}
}

// data looks at the master key, the journal, and what the book needs on disk.
func (f *inspection) data(ctx context.Context, c config.Config, log *logrus.Entry) {
	f.judge("master key", telephony.Fail, keyFault(c.Data.MasterKeyFile), c.Data.MasterKeyFile+"; is there a backup, apart from the journal's?")
	h, err := Open(ctx, c, ToRead, "", log)
	if err != nil {
		f.judge("journal", telephony.Fail, err, "")
		return
	}
	defer h.Close()
	r, err := h.VerifyJournal(ctx)
	switch {
	case err != nil:
		f.judge("journal", telephony.Fail, err, "")
	case !r.Whole:
		f.say("journal", telephony.Fail, r.Why)
	default:
		f.say("journal", telephony.OK, fmt.Sprintf("%d entries, whole; head %.12s…", r.Entries, r.Head))
	}
	f.campaigns(ctx, h)
	f.phones(ctx, h)
}

// campaigns looks at what each would need to start. What only waits for hours is no fault.
func (f *inspection) campaigns(ctx context.Context, h *House) {
	all, err := h.store.Campaigns(ctx)
	if err != nil {
		f.judge("campaigns", telephony.Fail, err, "")
		return
	}
	all = inUse(all)
	if len(all) == 0 {
		f.say("campaigns", telephony.Warn, "none yet: ringevett campaign add")
	}
	for _, c := range all {
		bad := telephony.Warn
		if c.Running {
			bad = telephony.Fail
		}
		_, err := h.mayStart(ctx, c)
		f.judge("campaign "+string(c.ID), bad, err, "could dial, within hours")
		if err := h.mayPredict(c); err != nil {
			f.say("campaign "+string(c.ID), telephony.Warn, err.Error())
		}
	}
}

func keyFault(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("%s is missing: make it with: ringevett init; or put it back from its backup", path)
	case err != nil:
		return err
	case info.Mode().Perm()&0o077 != 0:
		return fmt.Errorf("%s has mode %04o and others can read it: chmod 600", path, info.Mode().Perm())
	}
	return nil
}

func (f *inspection) hours(c config.Config, now time.Time) {
	w := c.HoursRules().At(now, c.RingTime())
	if w.Open {
		f.say("hours", telephony.OK, "open until "+hours.Text(w.Until))
		return
	}
	f.say("hours", telephony.OK, fmt.Sprintf("closed (%s); next at %s", w.Why, hours.Text(w.Next)))
}

// space looks at the disk under the journal: a full one stops dialing.
func (f *inspection) space(dir string) {
	free, err := freeSpace(dir)
	if err != nil {
		f.judge("disk", telephony.Fail, err, "")
		return
	}
	level := telephony.OK
	switch {
	case free < spaceFails:
		level = telephony.Fail
	case free < spaceWarns:
		level = telephony.Warn
	}
	f.say("disk", level, fmt.Sprintf("%d MB free under %s", free>>20, dir))
}

// freeSpace is what is left for the daemon's user on a folder's disk, in bytes.
func freeSpace(dir string) (uint64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("space under %s: %w", dir, err)
	}
	return s.Bavail * uint64(s.Bsize), nil
}

func (f *inspection) pbx(ctx context.Context, c config.Config, log *logrus.Entry) {
	set, err := telephonySettings(c, log)
	if err != nil {
		f.judge("ari", telephony.Fail, err, "")
		return
	}
	*f = append(*f, telephony.Check(ctx, set, telephony.Expect{Now: time.Now, DialplanVersion: dialplanVersion(), Records: c.Recording.Mode != config.RecordingOff})...)
	f.guard(ctx, c, set)
}
