package asterisk

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"text/template"
)

//go:embed conf
var templates embed.FS

// instance is what the templates are filled with.
type instance struct {
	Dir, Tree, Modules, Name string
	MaxFiles                 uint64
	User, Password, App      string
	HTTPPort, SIPPort        int
	RTPStart, RTPEnd         int
	RTPTimeout               int
	AMIPort                  int // 0: none
	AgentRTPTimeout          int
	TrunkAddr                string
	Agents, Globals          []string
	FromTrunk                []string
	Dialplan                 string
}

// write makes the instance's folders and configuration.
func (in instance) write(o Options) error {
	return errors.Join(in.makeFolders(o), in.writeTemplates(), in.writeModules(), in.writeEmpty(),
		in.writeDialplan(), in.append(o.Conf))
}

func (in instance) makeFolders(o Options) error {
	for _, d := range []string{"etc", "lib/keys", "log/cdr-csv", "run", "spool/recording", "spool/monitor", "spool/tmp",
		"spool/voicemail", "cache", "moh", "data/sounds"} {
		if err := os.MkdirAll(filepath.Join(in.Dir, d), 0o755); err != nil {
			return fmt.Errorf("make the instance's folders: %w", err)
		}
	}
	shared, data := filepath.Join(in.Tree, "usr/share/asterisk"), filepath.Join(in.Dir, "data")
	no := o.SoundsNo
	if no == "" {
		no = filepath.Join(data, "sounds", "norwegian")
		if err := os.MkdirAll(no, 0o755); err != nil {
			return err
		}
	}
	docs, err := documents(in.Tree)
	if err != nil {
		return err
	}
	links := map[string]string{
		"documentation": docs,
		"rest-api":      filepath.Join(shared, "rest-api"),
		"sounds/en":     filepath.Join(shared, "sounds/en_US_f_Allison"),
		"sounds/no":     no,
		"sounds/nb":     no, // Asterisk holds no and nb for two languages
	}
	for name, target := range links {
		if err := replaceLink(target, filepath.Join(data, name)); err != nil {
			return fmt.Errorf("link the instance's data: %w", err)
		}
	}
	return nil
}

func replaceLink(target, name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Symlink(target, name)
}

func (in instance) writeTemplates() error {
	names, err := templates.ReadDir("conf")
	if err != nil {
		return err
	}
	for _, entry := range names {
		if !strings.HasSuffix(entry.Name(), ".conf") {
			continue
		}
		t, err := template.New(entry.Name()).Funcs(template.FuncMap{"agentPassword": agentPassword}).
			ParseFS(templates, path.Join("conf", entry.Name()))
		if err != nil {
			return fmt.Errorf("read %s: %w", entry.Name(), err)
		}
		var b strings.Builder
		if err := t.Execute(&b, in); err != nil {
			return fmt.Errorf("fill %s: %w", entry.Name(), err)
		}
		if err := in.etc(entry.Name(), b.String()); err != nil {
			return err
		}
	}
	return nil
}

// writeModules lists the modules to load, without those this version has not.
func (in instance) writeModules() error {
	list, err := templates.ReadFile("conf/modules.txt")
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("[modules]\nautoload = no\n")
	for line := range strings.Lines(string(list)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, m := range strings.Fields(line) {
			if _, err := os.Stat(filepath.Join(in.Modules, m+".so")); err == nil {
				fmt.Fprintf(&b, "load = %s.so\n", m)
			}
		}
	}
	return in.etc("modules.conf", b.String())
}

// writeEmpty leaves files that modules want to find, lest they warn or decline to load.
func (in instance) writeEmpty() error {
	var errs []error
	for _, name := range []string{"features", "ccss", "udptl", "stasis", "res_http_media_cache", "dnsmgr", "codecs",
		"cel",
		"chan_websocket", "amd"} {
		errs = append(errs, in.etc(name+".conf", "[general]\n"))
	}
	for _, name := range []string{"acl", "websocket_client", "pjproject"} { // these refuse a [general]
		errs = append(errs, in.etc(name+".conf", ""))
	}
	return errors.Join(errs...)
}

func (in instance) writeDialplan() error {
	if in.Dialplan == "" {
		return nil
	}
	return in.etc("ringevett.conf", in.Dialplan)
}

func (in instance) append(extra map[string]string) error {
	for name, text := range extra {
		f, err := os.OpenFile(filepath.Join(in.Dir, "etc", filepath.Base(name)), os.O_APPEND|os.O_CREATE|os.O_WRONLY,
			0o644)
		if err != nil {
			return fmt.Errorf("add to %s: %w", name, err)
		}
		_, err = f.WriteString("\n" + text + "\n")
		if err = errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("add to %s: %w", name, err)
		}
	}
	return nil
}

func (in instance) etc(name, text string) error {
	return os.WriteFile(filepath.Join(in.Dir, "etc", name), []byte(text), 0o600)
}

func globalLines(globals map[string]string) []string {
	var out []string
	for name, value := range globals {
		out = append(out, name+" => "+value)
	}
	slices.Sort(out)
	return out
}

func agentNames(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("agent%d", i+1))
	}
	return out
}

func agentPassword(agent string) string { return "pw" + strings.TrimPrefix(agent, "agent") }

// openFiles is what this process may raise its limit of open files to, at most enough for some thousand calls.
func openFiles() uint64 {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 1024
	}
	return min(limit.Max, 20000)
}
