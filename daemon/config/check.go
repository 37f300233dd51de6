package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/display"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/redial"
	"github.com/ringevett/ringevett/daemon/training"
)

// Validate tells all faults of a Config that was made in Go rather than read.
func (c Config) Validate() error {
	d := newDocument()
	c.check(d)
	return d.err()
}

// check adds every fault to d. Blanks are no faults: a daemon without a responsible manager runs, but does not dial.
func (c Config) check(d *document) {
	c.CallCenter.check(d)
	c.Regulation.check(d)
	c.Training.check(d)
	c.Asterisk.check(d)
	c.Agents.check(d)
	c.Hours.check(d)
	c.Abandon.check(d)
	c.Predictive.check(d)
	within(d, "ring.seconds", c.Ringing.Seconds, MinRingSeconds, MaxRingSeconds, "(our limit; the code is silent)")
	c.Limits.check(d)
	within(d, "wrap_up.seconds", c.WrapUp.Seconds, 0, maxWrapUpSeconds, "")
	within(d, "wrap_up.after_word_seconds", c.WrapUp.AfterWord, minAfterWordSeconds, maxAfterWordSeconds, "")
	within(d, "wrap_up.more_seconds", c.WrapUp.More, 10, maxWrapUpSeconds, "")
	within(d, "wrap_up.longest_seconds", c.WrapUp.Longest, minLongestWrapUp, maxLongestWrapUp, "")
	within(d, "leads.retention_months", c.Leads.RetentionMonths, 1, maxListMonths,
		"after a list's last rows came (our limit; the code is silent)")
	within(d, "leads.evidence_months", c.Leads.EvidenceMonths, minEvidenceMonths, maxEvidenceMonths,
		"after the last call (4.2 b, 10: the trader must be able to prove it)")
	within(d, "call_record.retention_months", c.CallRecord.RetentionMonths, 1, MaxCallRecordMonths,
		"(our limit; the code is silent)")
	absolute(d, "data.dir", c.Data.Dir)
	absolute(d, "data.master_key_file", c.Data.MasterKeyFile)
	if c.Data.ErasedFile != "" {
		absolute(d, "data.erased_file", c.Data.ErasedFile)
	}
	nightHour(d, "data.night", c.Data.Night)
	absolute(d, "api.socket", c.API.Socket)
	if len(c.API.Socket) > maxSocketPath {
		d.add("api.socket", c.API.Socket,
			fmt.Sprintf("at most %d bytes, the system's limit for a socket", maxSocketPath))
	}
	c.Metrics.check(d)
	c.Page.check(d)
	c.AGI.check(d)
	c.Guard.check(d)
	c.Registers.check(d)
	c.Redis.check(d)
	if c.Registers.Backend == InRedis {
		c.Redis.guarded(d)
	}
	absolute(d, "sounds.dir", c.Sounds.Dir)
	oneOf(d, "sounds.language", c.Sounds.Language, languages()...)
	c.Sounds.Voices.check(d)
	c.Recording.check(d)
	c.Desk.check(d)
	c.Dialogue.check(d)
	c.Evidence.check(d)
	c.Webhook.check(d)
	c.WrittenOffer.check(d)
	oneOf(d, "log.level", c.Log.Level, "error", "warn", "info", "debug")
	oneOf(d, "log.format", c.Log.Format, "text", "json")
}

func languages() []string { return []string{"nb", "nn", "en"} }

// Blanks names what the admin has still to fill in before anything may be dialed; nil when nothing is missing.
// The gate refuses every call meanwhile, since Responsible is then empty (4.1).
func (c Config) Blanks() error {
	d := newDocument()
	filled := func(field, value, why string) {
		if strings.TrimSpace(value) == "" {
			d.add(field, "", why)
		}
	}
	filled("callcenter.name", c.CallCenter.Name, "the call centre's name as listed in public (4.4.2 a)")
	filled("callcenter.spoken", c.CallCenter.Spoken, "the call centre's name as prompts say it (4.4.2 a)")
	filled("callcenter.phone", c.CallCenter.Phone, "a number where consumers reach the call centre (4.4.2 c)")
	filled("responsible_manager.name", c.Responsible.Name,
		"the person responsible; nothing is dialed without one (4.1)")
	filled("responsible_manager.contact", c.Responsible.Contact, "how to reach that person (4.1)")
	return d.err()
}

func (cc CallCenter) check(d *document) {
	if cc.Phone != "" {
		reachable(d, "callcenter.phone", cc.Phone)
	}
	if cc.Email == "" {
		return
	}
	if a, err := mail.ParseAddress(cc.Email); err != nil || a.Address != cc.Email {
		d.add("callcenter.email", cc.Email, "an e-mail address, name@example.no (4.4.2 c)")
	}
}

func (r Regulation) check(d *document) {
	oneOf(d, "regulation.profile", r.Profile, profile)
	oneOf(d, "regulation.norm_sha256", r.NormSHA256, normSHA256)
	oneOf(d, "regulation.statutes", r.Statutes, statutes)
	oneOf(d, "regulation.timezone", r.Timezone, timezone)
}

func (t Training) check(d *document) {
	within(d, "training.valid_months", t.ValidMonths, 1, training.MaxMonths, "months")
}

var (
	appName   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$`)
	phoneCode = regexp.MustCompile(`^[0-9*]{2,6}$`)
	// Asterisk takes & for "ring both" and a comma for the end of an argument.
	dialString = regexp.MustCompile(`^[A-Za-z0-9]+/[^\s&,]+$`)
	inBraces   = regexp.MustCompile(`\{[^}]*\}`)
)

func (a Asterisk) check(d *document) {
	a.checkURL(d)
	if strings.TrimSpace(a.User) == "" {
		d.add("asterisk.user", a.User, "the user in ari.conf")
	}
	absolute(d, "asterisk.password_file", a.PasswordFile)
	if !appName.MatchString(a.App) {
		d.add("asterisk.app", a.App, "1 to 40 letters, digits, - or _")
	}
	oneOf(d, "asterisk.transport", a.Transport, "auto", "http", "websocket")
	a.checkDial(d)
	within(d, "asterisk.max_calls", a.MaxCalls, 1, maxCalls,
		"lines; leave some of the trunk for callers and emergency calls")
	within(d, "asterisk.calls_per_second", a.CallsPerSecond, 1, maxCallsPerSecond, "")
	if a.RequestTimeout < minRequestTimeout || a.RequestTimeout > maxRequestTimeout {
		d.add("asterisk.request_timeout", a.RequestTimeout.String(),
			fmt.Sprintf("allowed: %v to %v", minRequestTimeout, maxRequestTimeout))
	}
}

// checkURL refuses plain HTTP over a network: the password would be readable there.
func (a Asterisk) checkURL(d *document) {
	const field = "asterisk.url"
	u, err := url.Parse(a.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || !strings.HasSuffix(u.Path, "/ari"):
		d.add(field, a.URL, "http://127.0.0.1:8088/ari, or https:// and a host; the path ends in /ari")
	case u.User != nil:
		d.add(field, u.Redacted(), "no user or password here; see asterisk.user and asterisk.password_file")
	case u.RawQuery != "" || u.Fragment != "":
		d.add(field, a.URL, "nothing after /ari")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		d.add(field, a.URL, "https:// for another machine; plain http:// only to 127.0.0.1, ::1 or localhost")
	}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (a Asterisk) checkDial(d *document) {
	const allowed = "a dial string such as PJSIP/{number}@trunk or Local/{number}@outbound/n, " +
		"with exactly one of {number}, {e164}, {e164_plain} and no space, comma or &"
	holes := inBraces.FindAllString(a.Dial, -1)
	plain := inBraces.ReplaceAllString(a.Dial, "0")
	if len(holes) != 1 || !slices.Contains(templateNames(), holes[0]) ||
		!dialString.MatchString(plain) || strings.ContainsAny(plain, "{}") {
		d.add("asterisk.dial", a.Dial, allowed)
	}
}

func (a Agents) check(d *document) {
	faults := len(d.errs)
	for _, code := range []struct{ field, value string }{
		{"agents.login_code", a.LoginCode}, {"agents.logout_code", a.LogoutCode},
	} {
		if !phoneCode.MatchString(code.value) {
			d.add(code.field, code.value, "2 to 6 of the keys 0-9 and *")
		}
	}
	clash := strings.HasPrefix(a.LoginCode, a.LogoutCode) || strings.HasPrefix(a.LogoutCode, a.LoginCode)
	if clash && len(d.errs) == faults {
		d.add("agents.logout_code", a.LogoutCode,
			"no code may be the start of another; agents.login_code is "+a.LoginCode)
	}
	within(d, "agents.pin_tries", a.PINTries, 1, maxPINTries, "")
	within(d, "agents.pin_lock", a.PINLock, minPINLock, maxPINLock, "")
	within(d, "agents.pause_minutes", a.Pause, minPauseMinutes, maxPauseMinutes, "")
	within(d, "agents.own_callback_minutes", a.OwnCall, 1, maxOwnCallMinutes, "")
	oneOf(d, "agents.display", a.Display, texts(display.Ways())...)
}

func (h Hours) check(d *document) {
	faults := len(d.errs)
	rules := h.rules(d)
	if len(d.errs) == faults {
		d.wrap(rules.Validate("hours"))
	}
}

// rules reads the words of the file; those that cannot be read are added to d.
func (h Hours) rules(d *document) hours.Rules {
	r := hours.Rules{
		Start: clock(d, "hours.start", h.Start),
		End:   clock(d, "hours.end", h.End),
	}
	for i, word := range h.Days {
		day, ok := weekday(word)
		if !ok {
			d.add(item("hours.days", i), word, "one of mon, tue, wed, thu, fri (4.2 j)")
			continue
		}
		r.Days = append(r.Days, day)
	}
	for i, word := range h.ExtraClosed {
		closure, err := hours.ParseClosure(word)
		if err != nil {
			d.add(item("hours.extra_closed", i), word, reason(err))
			continue
		}
		r.Closed = append(r.Closed, closure)
	}
	return r
}

func (a Abandon) check(d *document) {
	within(d, "abandon.limit_pct", a.LimitPct, 0, MaxAbandonPct, "per cent of established calls (4.6.2)")
	within(d, "abandon.t_connect_ms", a.TConnectMS, minTConnectMS, MaxTConnectMS, "milliseconds (4.3 d)")
	within(d, "abandon.target_pct", a.TargetPct, 0, MaxAbandonPct, "per cent of established calls (4.6.2)")
	oneOf(d, "abandon.mode", a.Mode, texts(dialer.Modes())...)
}

func (p Predictive) check(d *document) {
	within(d, "predictive.min_agents", p.MinAgents, 1, maxMinAgents, "on the line")
	within(d, "predictive.reserve_agents", p.ReserveAgents, 1, maxReserveAgents, "(our limit; the code is silent)")
	if _, err := p.LegalAck.day(); err != nil {
		d.add("predictive.legal_ack.date", p.LegalAck.Date, "the day it was given, as 2026-11-23 (4.6.1)")
	}
}

// check asks package redial, which counts the gap as a duration; the file has it in hours.
func (l Limits) check(d *document) {
	limits := Config{Limits: l}.Attempts()
	limits.Gap = redial.MinGap
	d.wrap(redial.Validate("attempts", limits))
	within(d, "attempts.rest_h", l.RestHours, int(redial.MinRest/time.Hour), maxRestHours,
		"hours (our limit; the code is silent)")
	within(d, "attempts.gap_h", l.GapHours, int(redial.MinGap/time.Hour), maxGapHours,
		"hours (our limit; the code is silent)")
}

func item(field string, i int) string { return field + "[" + strconv.Itoa(i+1) + "]" }

func within(d *document, field string, value, low, high int, note string) {
	if value < low || value > high {
		d.add(field, strconv.Itoa(value), strings.TrimSpace(fmt.Sprintf("allowed: %d to %d %s", low, high, note)))
	}
}

func oneOf(d *document, field, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		d.add(field, value, "allowed: "+strings.Join(allowed, ", "))
	}
}

func absolute(d *document, field, path string) {
	if !filepath.IsAbs(path) {
		d.add(field, path, "a full path, beginning with /")
	}
}

// wrap adds faults that a rules package found.
func (d *document) wrap(errs []error) {
	for _, err := range errs {
		if bad, ok := invalidOf(err); ok {
			d.invalid(bad)
			continue
		}
		d.errs = append(d.errs, err)
	}
}
