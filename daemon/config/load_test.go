package config_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/hours"
)

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAllFaultsComeAtOnceWithTheirPlaces(t *testing.T) {
	_, err := config.Parse("f.yaml", []byte(`ring:
  seconds: 5
  second: 20
attempts: {per_campaign: many, gap_h: 1}
abandon:
  limit_pct: 50
hurs: {}
hours:
  days: [mon, sat]
agents: {login_code: *50}
data: here
log:
  level: [info]
`))
	want := []string{
		`f.yaml:3:3: ring.second: "20": unknown key; did you mean seconds?`,
		`f.yaml:4:26: attempts.per_campaign: "many": a whole number`,
		`f.yaml:7:1: hurs: "a section": unknown key; did you mean hours?`,
		`f.yaml:10:22: agents.login_code: "*50": text that begins with * in quotes: "*50"`,
		`f.yaml:11:7: data: "here": a section with the keys dir, master_key_file, erased_file, night`,
		`f.yaml:13:10: log.level: "a list": one value, not a list, section, anchor or tag`,
		`f.yaml:6:3: abandon.limit_pct: "50": allowed: 0 to 5 per cent of established calls (4.6.2)`,
		`f.yaml:9:3: hours.days: "Saturday": only Monday to Friday; no one is rung on Saturdays and Sundays (4.2 j)`,
		`f.yaml:2:3: ring.seconds: "5": allowed: 20 to 30 (our limit; the code is silent)`,
		`f.yaml:4:32: attempts.gap_h: "1": allowed: 4 to 336 hours (our limit; the code is silent)`,
	}
	got := strings.Split(err.Error(), "\n")

	if diff := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(got))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestBadYAML(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"an open quote", "log: {level: \"info}\n", "f.yaml:1:"},
		{"a tab for a space", "log:\n\tlevel: info\n", "f.yaml:2:"},
		{"a list for a file", "- a\n- b\n", `file: "a list": a section`},
		{"text for a file", "hello\n", `file: "hello": a section`},
		{"two documents", "log: {level: info}\n---\nlog: {level: debug}\n", "one YAML document"},
		{"a key twice", "log: {level: info}\nlog: {level: debug}\n", "f.yaml:2:1"},
		{"a key twice in a section", "log: {level: info, level: debug}\n", "f.yaml:1:"},
		{"an anchor", "log: &l {level: info}\n", "log"},
		{"a merge", "log: {<<: {level: info}}\n", "log.<<"},
		{"a number with a point", "ring: {seconds: 20.5}\n", "a whole number"},
		{"a number in quotes", "ring: {seconds: \"25\"}\n", "a whole number"},
		{"a number in words of YAML", "ring: {seconds: 0x19}\n", "a whole number"},
		{"a time without its unit", "asterisk: {request_timeout: 5}\n", "with its unit"},
		{"nothing where a number stands", "ring:\n  seconds:\n", "leave the line out"},
		{"one day that is no list", "hours: {days: mon}\n", "a list"},
		{"a list of lists", "hours: {days: [[mon]]}\n", "hours.days[1]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := config.Parse("f.yaml", []byte(tt.yaml)); err == nil ||
				!strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v; want %q in it", err, tt.want)
			}
		})
	}
}

func TestAFileWithNothingInItIsTheDefaults(t *testing.T) {
	for _, yaml := range []string{"", "# nothing\n", "log:\n  # level: debug\n", "callcenter:\n  name:\n"} {
		got, err := config.Parse("f.yaml", []byte(yaml))
		if err != nil {
			t.Errorf("%q: %v", yaml, err)
		}
		if diff := cmp.Diff(config.Defaults(), got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", yaml, diff)
		}
	}
}

func TestDropInsComeOverTheFileInOrderOfName(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "ringevett.yaml"),
		"ring: {seconds: 21}\nwrap_up: {seconds: 10}\nlog: {level: warn}\n")
	write(t, path+".d/20-b.yaml", "ring: {seconds: 23}\nhours: {days: [tue]}\n")
	write(t, path+".d/10-a.yaml", "ring: {seconds: 22}\nwrap_up: {seconds: 15}\n")
	write(t, path+".d/30-c.yaml.orig", "ring: {seconds: 29}\n")
	got, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	want := config.Defaults()
	want.Ringing.Seconds, want.WrapUp.Seconds, want.Log.Level, want.Hours.Days = 23, 15, "warn", []string{"tue"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFaultNamesTheDropInItCameFrom(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "ringevett.yaml"), "ring: {seconds: 21}\n")
	bad := write(t, path+".d/10-a.yaml", "ring: {seconds: 99}\n")
	_, err := config.Load(path)
	wantFault(t, err, "ring.seconds", "20 to 30")
	if !strings.Contains(err.Error(), bad+":1:8") {
		t.Errorf("got %v; want %s:1:8 in it", err, bad)
	}
}

func TestAMissingFileIsAnError(t *testing.T) {
	if _, err := config.Load(filepath.Join(t.TempDir(), "none.yaml")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want not exist", err)
	}
}

func TestTheEnvironmentNamesSecretFiles(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "ringevett.yaml"), "")
	secret := write(t, filepath.Join(t.TempDir(), "pw"), "hunter2\n")
	t.Setenv(config.EnvPasswordFile, secret)
	t.Setenv(config.EnvMasterKeyFile, "relative")
	c, err := config.Load(path)
	wantFault(t, err, "data.master_key_file", "full path")
	if got, err := c.Asterisk.Password(); got != "hunter2" || err != nil {
		t.Errorf("got %q, %v; want hunter2", got, err)
	}
}

func TestSecretsMustBePrivate(t *testing.T) {
	tests := []struct {
		name string
		mode os.FileMode
		text string
		want string // "" when it passes
	}{
		{"the owner alone", 0o600, "hunter2\n", ""},
		{"the owner, reading", 0o400, "hunter2", ""},
		{"the group may read", 0o640, "hunter2\r\n", ""},
		{"the group may write", 0o660, "hunter2\n", "its mode is 0660; allowed: 0600 or 0640"},
		{"everybody may read", 0o644, "hunter2\n", "its mode is 0644"},
		{"everybody may write", 0o602, "hunter2\n", "its mode is 0602"},
		{"it is empty", 0o600, "\n", "empty"},
		{"it has two lines", 0o600, "hunter2\nhunter3\n", "one short line"},
		{"it is no password", 0o600, strings.Repeat("x", 5000), "one short line"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := write(t, filepath.Join(t.TempDir(), "pw"), tt.text)
			if err := os.Chmod(path, tt.mode); err != nil {
				t.Fatal(err)
			}
			got, err := config.Secret(path)
			if tt.want == "" && (got != "hunter2" || err != nil) {
				t.Errorf("got %q, %v; want hunter2", got, err)
			}
			if tt.want != "" && (err == nil || got != "" || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %q, %v; want no secret and %q", got, err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "hunter") {
				t.Errorf("the error shows the secret: %v", err)
			}
		})
	}
	if _, err := config.Secret(t.TempDir()); err == nil {
		t.Error("a directory was taken for a secret")
	}
}

func TestTheSettingsAreInTheUnitsOfTheirPackages(t *testing.T) {
	c := config.Defaults()
	if got, want := c.Attempts(), (dialer.Attempts{PerCampaign: 3, PerClientDay: 1, Gap: 4 * time.Hour}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := []time.Duration{
		c.RingTime(), c.WrapUpTime(), c.ConnectWithin(),
	}; !cmp.Equal(got, []time.Duration{20 * time.Second, 30 * time.Second, 2 * time.Second}) {
		t.Errorf("got %v", got)
	}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	if got, want := c.CallRecordsBefore(now), now.AddDate(-1, 0, 0); !got.Equal(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := c.EvidenceBefore(now), now.AddDate(-3, 0, 0); !got.Equal(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestABrokenConfigIsNeverOpen(t *testing.T) {
	c := config.Defaults()
	c.Hours.Start = "nine"
	if w := c.HoursRules().At(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), 0); w.Open {
		t.Error("open with hours that cannot be read")
	}
	if c.Validate() == nil {
		t.Error("no fault")
	}
}

func TestTheDialString(t *testing.T) {
	tests := []struct{ dial, want string }{
		{"PJSIP/{number}@trunk", "PJSIP/90000001@trunk"},
		{"PJSIP/{e164}@trunk", "PJSIP/+4790000001@trunk"},
		{"Local/00{e164_plain}@outbound/n", "Local/004790000001@outbound/n"},
	}
	for _, tt := range tests {
		c, err := config.Parse("f.yaml", []byte("asterisk: {dial: \""+tt.dial+"\"}"))
		if got := c.Asterisk.Endpoint("+4790000001"); got != tt.want || err != nil {
			t.Errorf("%s: got %s, %v; want %s", tt.dial, got, err, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("ring: {seconds: 20}\nhours:\n  days: [mon]\n"))
	f.Add([]byte("agents: {login_code: *50}\n---\n- &a !!str x\n<<: *a"))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := config.Parse("f.yaml", text)
		if err == nil && c.Validate() != nil {
			t.Errorf("read without a fault, yet not valid: %v", c.Validate())
		}
	})
}

func TestTheNightsHour(t *testing.T) {
	oslo := hours.Oslo()
	c := config.Defaults()
	for now, want := range map[time.Time]time.Time{
		time.Date(2026, 11, 28, 2, 59, 0, 0, oslo): time.Date(2026, 11, 27, 3, 0, 0, 0, oslo),
		time.Date(2026, 11, 28, 3, 0, 0, 0, oslo):  time.Date(2026, 11, 28, 3, 0, 0, 0, oslo),
		time.Date(2026, 11, 28, 14, 0, 0, 0, oslo): time.Date(2026, 11, 28, 3, 0, 0, 0, oslo),
		// the day the clock goes on
		time.Date(2026, 3, 29, 14, 0, 0, 0, oslo): time.Date(2026, 3, 29, 3, 0, 0, 0, oslo),
	} {
		if got := c.NightBefore(now.UTC()); !got.Equal(want) {
			t.Errorf("at %v: got %v, want %v", now, got, want)
		}
	}
	for word, fine := range map[string]bool{
		"03:00": true, "08:59": true, "21:00": true, "00:00": true, "09:00": false, "20:59": false, "24:00": false,
		"3:00": false, "": false,
	} {
		c := config.Defaults()
		c.Data.Night = word
		if err := c.Validate(); strings.Contains(fmt.Sprint(err), "data.night") == fine {
			t.Errorf("%q: got %v", word, err)
		}
	}
}
