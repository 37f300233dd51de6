package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringevett/ringevett/daemon/app"
	"github.com/ringevett/ringevett/daemon/check"
	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/keyfile"
)

const setupHelp = `Set Ringevett up for the PBX that you have. It asks what it must know, tests each answer
on the PBX, writes it to a drop-in of our own configuration (15-setup.yaml), and prints
what to paste into the PBX, with the real values. It never changes a file of the PBX.
Run it again after each paste: it says what is done and what is left. A run that finds
all done changes nothing and says so.

With --yes nothing is asked: what no flag says is taken from the configuration.

Flavours: plain (the files of Asterisk), freepbx and issabel (their custom files and web
pages).

Exit codes: 0 all is done; 1 something is left to paste; 2 an answer is wrong.

Example:
  sudo -u ringevett ringevett setup --flavour freepbx --phones PJSIP/101,PJSIP/102 \
    --dial Local/{number}@from-internal/n`

// setupFile is the drop-in beside the configuration.
const setupFile = "15-setup.yaml"

// answers are what a setup must know.
type answers struct {
	flavour, url, user, passwordFile, dial, prefix string
	phones                                         []string
	ask                                            bool
}

func (t *tool) setup() *cobra.Command {
	var a answers
	yes := false
	cmd := &cobra.Command{
		Use: "setup", Short: "Set Ringevett up for your PBX: ask, test, and print what to paste", Long: setupHelp,
		Args: cobra.NoArgs,
	}
	f := cmd.Flags()
	f.StringVar(&a.flavour, "flavour", "", "plain, freepbx or issabel")
	f.StringVar(&a.url, "ari", "", "the address of ARI, as http://127.0.0.1:8088/ari")
	f.StringVar(&a.user, "user", "", "the ARI user")
	f.StringVar(&a.passwordFile, "password-file", "", "the file with that user's password")
	f.StringVar(&a.dial, "dial", "", "how the PBX dials out: PJSIP/{number}@trunk or Local/{number}@CONTEXT/n")
	f.StringVar(&a.prefix, "prefix", "", "digits that the PBX wants before a number")
	f.StringSliceVar(&a.phones, "phones", nil, "the agents' phones, as PJSIP/101,PJSIP/102")
	f.BoolVar(&yes, "yes", false, "ask nothing")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		a.ask = !yes
		c, err := t.config()
		if err != nil {
			return err
		}
		if c, err = a.complete(c, t.In, t.Out); err != nil {
			return err
		}
		return t.setUp(cmd.Context(), c, a)
	}
	return cmd
}

// complete asks for what no flag has said, and gives the configuration with all answers. Every wrong one is named.
func (a *answers) complete(c config.Config, in io.Reader, out io.Writer) (config.Config, error) {
	lines := bufio.NewReader(in)
	ask := func(into *string, question, otherwise string) {
		if *into == "" && a.ask {
			fmt.Fprintf(out, "%s [%s]: ", question, otherwise)
			line, _ := lines.ReadString('\n')
			*into = strings.TrimSpace(line)
		}
		*into = cmp.Or(*into, otherwise)
	}
	ask(&a.flavour, "Which PBX: plain, freepbx or issabel", "plain")
	ask(&a.url, "Address of ARI", c.Asterisk.URL)
	ask(&a.user, "ARI user", c.Asterisk.User)
	ask(&a.passwordFile, "File with that user's password", c.Asterisk.PasswordFile)
	ask(&a.dial, "How the PBX dials out (a trunk or a Local route)", c.Asterisk.Dial)
	phones := strings.Join(a.phones, ",")
	ask(&phones, "The agents' phones, with commas", "")
	a.phones = strings.FieldsFunc(phones, func(r rune) bool { return r == ',' || r == ' ' })
	c.Asterisk.URL, c.Asterisk.User, c.Asterisk.PasswordFile = a.url, a.user, a.passwordFile
	c.Asterisk.Dial = a.dialString()
	return c, a.faults(c)
}

// dialString puts the prefix before the number.
func (a *answers) dialString() string {
	if a.prefix == "" || strings.Contains(a.dial, "/"+a.prefix+"{") {
		return a.dial
	}
	return strings.Replace(a.dial, "/{", "/"+a.prefix+"{", 1)
}

func (a *answers) faults(c config.Config) error {
	var errs []error
	wrong := func(flag, value, allowed string) {
		errs = append(errs, fmt.Errorf("--%s: %q is not allowed; allowed: %s", flag, value, allowed))
	}
	if _, known := flavours[a.flavour]; !known {
		wrong("flavour", a.flavour, "plain, freepbx, issabel")
	}
	if strings.Trim(a.prefix, "0123456789*#") != "" || len(a.prefix) > 6 {
		wrong("prefix", a.prefix, "up to 6 of the keys 0-9, * and #")
	}
	for _, p := range a.phones {
		if name, sip := strings.CutPrefix(p, "PJSIP/"); !sip || name == "" || strings.ContainsAny(name, "/@&") {
			wrong("phones", p, "endpoints such as PJSIP/101")
		}
	}
	if err := c.Validate(); err != nil {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// setUp tests the answers, writes those that are right, and tells what is left.
func (t *tool) setUp(ctx context.Context, c config.Config, a answers) error {
	route, sample := a.route(c)
	var seen check.PBXSeen
	_, secret := c.Asterisk.Password()
	if secret == nil {
		var err error
		ask := check.PBXAsked{Phones: a.phones, Route: route, Sample: sample}
		if seen, err = app.LookAtPBX(ctx, c, ask, t.logger(c)); err != nil {
			return err
		}
		if err := wrongOnPBX(a, c, seen, route, sample); err != nil {
			return fmt.Errorf("nothing was written:\n%w", err)
		}
	}
	if err := t.keepSetup(c); err != nil {
		return err
	}
	s := steps{t: t, c: c, a: a}
	if secret != nil {
		s.left("the password", fmt.Sprintf("%v\nMake one, as root:\n    openssl rand -hex 16 | "+
			"install -g ringevett -m 0640 /dev/stdin %s", secret, c.Asterisk.PasswordFile))
		return s.end()
	}
	s.ariUser(seen)
	if seen.Away == "" {
		s.done("the phones and the way out",
			"the PBX has "+strings.Join(append(slices.Clone(a.phones), c.Asterisk.Dial), ", "))
		s.dialplan(seen)
		s.codes(seen)
	}
	return s.end()
}

// keepSetup writes the answers, says whether anything changed, and holds against them what is in force now.
func (t *tool) keepSetup(c config.Config) error {
	changed, err := t.writeSetup(c)
	if err != nil {
		return err
	}
	said := "nothing changed: %s has these answers already\n"
	if changed {
		said = "written: %s\n"
	}
	path := filepath.Join(t.configPath+".d", setupFile)
	fmt.Fprintf(t.Out, said, path)
	now, err := t.config()
	if err != nil {
		return err
	}
	for _, key := range []struct{ name, want, is string }{
		{"asterisk.url", c.Asterisk.URL, now.Asterisk.URL}, {"asterisk.user", c.Asterisk.User, now.Asterisk.User},
		{"asterisk.password_file", c.Asterisk.PasswordFile, now.Asterisk.PasswordFile},
		{"asterisk.dial", c.Asterisk.Dial, now.Asterisk.Dial},
	} {
		if key.want != key.is {
			return fmt.Errorf("%s is %q in a drop-in after %s, so that %q is not in force: take it out there (ringevett "+
				"config shows which)", key.name, key.is, setupFile, key.want)
		}
	}
	return nil
}

// route is the context of a Local route, and a number as it is dialed there.
func (a *answers) route(c config.Config) (context, sample string) {
	rest, local := strings.CutPrefix(c.Asterisk.Endpoint("+4722000001"), "Local/")
	sample, rest, _ = strings.Cut(rest, "@")
	context, _, _ = strings.Cut(rest, "/")
	if !local {
		return "", ""
	}
	return context, sample
}

// wrongOnPBX names each answer that the PBX does not have, with what it has.
func wrongOnPBX(a answers, c config.Config, seen check.PBXSeen, route, sample string) error {
	if seen.Away != "" {
		return nil
	}
	var errs []error
	has := strings.Join(seen.Endpoints, ", ")
	for _, p := range a.phones {
		if !slices.Contains(seen.Endpoints, p) {
			errs = append(errs, fmt.Errorf("--phones: the PBX has no %s; it has %s", p, cmp.Or(has, "no endpoint")))
		}
	}
	_, trunk, by := strings.Cut(strings.TrimPrefix(c.Asterisk.Dial, "PJSIP/"), "@")
	trunk, _, _ = strings.Cut(trunk, "/")
	switch {
	case route != "" && !seen.Route:
		errs = append(errs, fmt.Errorf("--dial: the context %s of the PBX takes no %s; allowed is a context that dials "+
			"out (dialplan show CONTEXT)", route, sample))
	case strings.HasPrefix(c.Asterisk.Dial, "PJSIP/") && by && !slices.Contains(seen.Endpoints, "PJSIP/"+trunk):
		errs = append(errs, fmt.Errorf("--dial: the PBX has no trunk PJSIP/%s; it has %s", trunk,
			cmp.Or(has, "no endpoint")))
	}
	return errors.Join(errs...)
}

// writeSetup writes the answers to their drop-in, and reports whether it was changed.
func (t *tool) writeSetup(c config.Config) (changed bool, err error) {
	text := fmt.Sprintf("# Written by: ringevett setup. Run it again to change it; a later drop-in overrides it.\n"+
		"asterisk:\n  url: %q\n  user: %q\n  password_file: %q\n  dial: %q\n", c.Asterisk.URL, c.Asterisk.User,
		c.Asterisk.PasswordFile, c.Asterisk.Dial)
	path := filepath.Join(t.configPath+".d", setupFile)
	if old, err := os.ReadFile(path); err == nil && string(old) == text {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return false, err
	}
	if err := keyfile.Replace(path, []byte(text), 0o640); err != nil {
		return false, fmt.Errorf("%w; run it as root, or as who owns %s", err, filepath.Dir(path))
	}
	return true, nil
}
