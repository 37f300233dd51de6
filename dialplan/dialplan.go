// Package dialplan holds what goes into Asterisk: the contexts that agents, answered consumers, calls dialed by hand
// and calls to a shown number reach, the examples of the two files beside them, and how the dialplan asks (Guard,
// Desk). It knows nothing of the daemon.
package dialplan

import (
	_ "embed"
	"errors"
	"fmt"
	"net/netip"
	"path"
	"regexp"
	"strings"
)

// Version is the number in the tag line of the file; it grows whenever the file must be pasted again.
const Version = 7

// VarMarketing is the channel variable, "client/campaign" or "client/campaign/source", by which the admin's context
// says that it sells or raises funds: the guard is closed there while the daemon gives no answer. VarCampaign says
// the same of any other purpose.
const (
	ContextGuard = "ringevett-guard"
	VarMarketing = "RINGEVETT_MARKETING"
	VarCampaign  = "RINGEVETT_CAMPAIGN"
)

// Arguments of Stasis() by which the daemon knows why a call came in.
const (
	ArgLogin    = "login"
	ArgLogout   = "logout"
	ArgReturned = "returned" // from the desk, to be answered by an agent
)

// ContextDesk is where the admin sends calls to a shown number. VarDesk set to DeskBusy sends a caller who waited for
// an agent in vain back to the desk, where Stasis() is continued.
const (
	ContextDesk = "ringevett-desk"
	VarDesk     = "RINGEVETT_DESK"
	DeskBusy    = "busy"
)

// ContextAbandoned is where a call goes that the daemon leaves to Asterisk; VarAbandoned is the channel
// variable with its message.
const (
	ContextAbandoned = "ringevett-abandoned"
	VarAbandoned     = "RINGEVETT_ABANDONED"
)

// ContextKept is the hangup handler that keeps a call's end for the daemon.
const ContextKept = "ringevett-kept"

// Entries are extensions that the loaded file has, a context and what is dialed there: each context of ours that is
// reached by an admin's line or by the daemon.
func Entries(login, logout string) [][2]string {
	return [][2]string{
		{"ringevett-agents", login}, {"ringevett-agents", logout}, {ContextAbandoned, "s"}, {"ringevett-open", "s"},
		{ContextKept, "s"},
		{ContextGuard, "90000001"}, {"ringevett-guard-ask", "s"}, {"ringevett-clean", "s"}, {ContextDesk, "22000001"},
		{"ringevett-desk-ask", "s"}, {"ringevett-desk-record", "s"}, {"ringevett-desk-away", "s"},
	}
}

//go:embed ringevett.conf
var shipped string

//go:embed ari.example.conf
var ariExample string

// ARI is the section of ari.conf with the user that the daemon needs, and no other: a second [general] would be read
// in place of the first at Asterisk's next start. The error names what ari.conf cannot hold.
func ARI(user, password string) (string, error) {
	if !appName.MatchString(user) || user == "general" {
		return "", fmt.Errorf("asterisk.user: %q is not 1 to 40 letters, digits, - or _, or is \"general\"", user)
	}
	if password == "" || strings.ContainsAny(password, "\r\n\x00") || strings.TrimSpace(password) != password {
		return "", errors.New("asterisk.password_file: its text is empty, or has spaces around it")
	}
	return strings.NewReplacer("[ringevett]", "["+user+"]", "CHANGE-ME",
		strings.ReplaceAll(password, ";", `\;`)).Replace(ariExample), nil
}

// HTTPExample is a piece of http.conf that serves ARI to this machine alone.
//
//go:embed http.example.conf
var HTTPExample string

// Options are the values that differ from one PBX to the next; an empty one means the shipped value.
type Options struct {
	App        string // name of the Stasis application
	LoginCode  string
	LogoutCode string
	SoundsDir  string // as Asterisk sees it
	AGI        string // address and port at which the daemon answers the guard

	Key     string   // by which the daemon knows that Asterisk asks; "": none, and the daemon answers nothing
	Outside []string // prefixes of an outside line, behind which emergency numbers pass too
}

// Defaults are the values of the shipped file.
func Defaults() Options {
	return Options{
		App: "ringevett", LoginCode: "*50", LogoutCode: "*51", SoundsDir: "/var/lib/ringevett/sounds",
		AGI: "127.0.0.1:4573",
	}
}

// Conf is the text for Asterisk. Options from outside go through Validate first.
func Conf(o Options) string {
	o, d := o.filled(), Defaults()
	return strings.NewReplacer(
		"RINGEVETT_LOGIN = "+d.LoginCode, "RINGEVETT_LOGIN = "+o.LoginCode,
		"RINGEVETT_LOGOUT = "+d.LogoutCode, "RINGEVETT_LOGOUT = "+o.LogoutCode,
		"Stasis("+d.App+",", "Stasis("+o.App+",",
		" = "+d.SoundsDir+"/", " = "+o.SoundsDir+"/",
		"RINGEVETT_SOUNDS = "+d.SoundsDir, "RINGEVETT_SOUNDS = "+o.SoundsDir,
		"RINGEVETT_AGI = "+d.AGI, "RINGEVETT_AGI = "+o.AGI,
		"RINGEVETT_AGI_KEY =\n", strings.TrimRight("RINGEVETT_AGI_KEY = "+o.Key, " ")+"\n",
		besidePrefix, besidePrefix+emergencyBehind(o.Outside),
	).Replace(shipped)
}

// besidePrefix is the line of the shipped file below which the emergency numbers behind prefixes stand.
const besidePrefix = "; (the same behind each prefix of guard.outside)\n"

// emergencyBehind are the extensions by which emergency numbers pass the guard behind a prefix for an outside line. A
// pattern that a subscriber's number of eight digits would fit is left out.
func emergencyBehind(prefixes []string) string {
	var b strings.Builder
	for _, p := range prefixes {
		fmt.Fprintf(&b, "exten => _%s1XX,1,Return()\n", p)
		if len(p) == 1 {
			fmt.Fprintf(&b, "exten => _%s116XXX,1,Return()\n", p)
		}
	}
	return b.String()
}

var (
	appName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$`)
	code    = regexp.MustCompile(`^[0-9*]{2,6}$`)
	keyText = regexp.MustCompile(`^[A-Za-z0-9]*$`)
	// A key that a pattern of Asterisk's would read as something else does not occur among these.
	outside = regexp.MustCompile(`^[0-9*#]{1,3}$`)
	// A comma, & or | would end the path in Playback(), ; starts a comment, $ a variable.
	soundsDir = regexp.MustCompile(`^/[A-Za-z0-9._/-]+$`)
)

// Validate names every option that Asterisk would misread, by its key in the configuration, all at once.
func (o Options) Validate() error {
	o = o.filled()
	var errs []error
	if !appName.MatchString(o.App) {
		errs = append(errs, fmt.Errorf("asterisk.app: %q is not 1 to 40 letters, digits, - or _", o.App))
	}
	for _, c := range []struct{ key, value string }{
		{"agents.login_code", o.LoginCode}, {"agents.logout_code", o.LogoutCode},
	} {
		if !code.MatchString(c.value) {
			errs = append(errs, fmt.Errorf("%s: %q is not two to six of the keys 0-9 and *", c.key, c.value))
		}
	}
	// A phone that sends key by key would never reach the longer one.
	if strings.HasPrefix(o.LoginCode, o.LogoutCode) || strings.HasPrefix(o.LogoutCode, o.LoginCode) {
		errs = append(errs,
			fmt.Errorf("agents.logout_code: %q and agents.login_code %q: no code may be the start of the other",
				o.LogoutCode, o.LoginCode))
	}
	if !soundsDir.MatchString(o.SoundsDir) {
		errs = append(errs,
			fmt.Errorf("sounds.dir: %q is not an absolute path of letters, digits and . _ - /", o.SoundsDir))
	}
	if at, err := netip.ParseAddrPort(o.AGI); err != nil || at.Addr().IsUnspecified() || at.Port() == 0 {
		errs = append(errs,
			fmt.Errorf("agi.listen: %q is not an address and port that Asterisk can reach, such as 127.0.0.1:4573",
				o.AGI))
	}
	if !keyText.MatchString(o.Key) {
		errs = append(errs, errors.New("agi.key_file: its text is not of letters and digits"))
	}
	for _, p := range o.Outside {
		if !outside.MatchString(p) {
			errs = append(errs, fmt.Errorf("guard.outside: %q is not one to three of the keys 0-9, * and #", p))
		}
	}
	return errors.Join(errs...)
}

// filled puts the shipped value where none was given, and takes a trailing slash off the folder.
func (o Options) filled() Options {
	d := Defaults()
	for _, f := range []struct {
		have *string
		def  string
	}{
		{&o.App, d.App}, {&o.LoginCode, d.LoginCode}, {&o.LogoutCode, d.LogoutCode}, {&o.SoundsDir, d.SoundsDir},
		{&o.AGI, d.AGI},
	} {
		if *f.have == "" {
			*f.have = f.def
		}
	}
	o.SoundsDir = path.Clean(o.SoundsDir)
	return o
}
