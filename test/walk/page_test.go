package walk_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// piece is a command line of a page, or a block to put into a file.
type piece struct {
	command string
	block   string
	into    string // the file that the text before a block names
}

// pieces are what a section of a page tells to type and to paste, in order.
func pieces(page, section string) (all []piece) {
	_, text, _ := strings.Cut(page, "\n## "+section+"\n")
	text, _, _ = strings.Cut(text, "\n## ")
	named, in := "", false
	var block strings.Builder
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "```") && in:
			all, in = append(all, piece{block: block.String(), into: named}), false
			block.Reset()
		case strings.HasPrefix(line, "```"):
			in = true
		case in:
			block.WriteString(line)
		case strings.HasPrefix(line, "    "):
			all = append(all, piece{command: strings.TrimSpace(strings.Split(line, "  #")[0])})
		default:
			if m := inFile.FindStringSubmatch(line); m != nil {
				named = m[1]
			}
		}
	}
	return all
}

var (
	inFile = regexp.MustCompile("`([^`]+\\.(?:yaml|conf))`")
	owner  = regexp.MustCompile(` -[og] \w+`)
	folder = regexp.MustCompile(`(^| )(/etc/ringevett|/var/lib/ringevett|/run/ringevett|/usr/bin)`)
)

// sandboxed is a command line as the walk runs it: without other users, and below its own root.
func (w *walk) sandboxed(line string) string {
	line = owner.ReplaceAllString(line, "")
	line = strings.NewReplacer("sudo -u ringevett ringevett",
		w.root+"/usr/bin/ringevett --config "+w.root+"/etc/ringevett/ringevett.yaml",
		"sudo ", "", "/etc/asterisk/", w.etc("")+"/").Replace(line)
	return folder.ReplaceAllString(line, "${1}"+w.root+"$2")
}

// command does what a command line of the README says, and gives what it prints.
func (w *walk) command(line string) string {
	w.t.Helper()
	w.commands++
	if _, cli, ok := strings.Cut(line, "asterisk -rx "); ok {
		return w.asterisk(strings.Trim(cli, "'"))
	}
	switch {
	case line == "make build": // from where the tests are, so that it is compiled once
		line = "cd " + w.repo() + " && go build -o " + w.root + "/source/bin/ringevett ./daemon"
	case strings.Contains(line, "useradd") || strings.Contains(line, "apt-get"):
		return "" // for the machine, not for the PBX
	case strings.Contains(line, "&& nano"):
		line, _, _ = strings.Cut(line, " && nano")
		defer w.edit("first/agents.yaml", "PJSIP/agent1", "PJSIP/101")
	}
	out, err := w.shell(w.sandboxed(line))
	if err != nil && !strings.HasSuffix(line, " check") { // it warns that no daemon answers yet
		w.t.Fatalf("%s: %v\n%s", line, err, out)
	}
	return out
}

func (w *walk) shell(line string) (string, error) {
	cmd := exec.CommandContext(w.t.Context(), "sh", "-c", "umask 022; "+line)
	cmd.Dir = filepath.Join(w.root, "source")
	cmd.Env = w.environment()
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// edit is what is written by hand in a file of the walk's.
func (w *walk) edit(name, old, new string) {
	w.t.Helper()
	w.edits++
	name = filepath.Join(w.root, "source", name)
	text := string(must(os.ReadFile(name))(w.t))
	if !strings.Contains(text, old) {
		w.t.Fatalf("%s has no %q", name, old)
	}
	check(w.t, os.WriteFile(name, []byte(strings.Replace(text, old, new, 1)), 0o600))
}

func (w *walk) repo() string { return must(filepath.Abs(filepath.Join("..", "..")))(w.t) }

// source is a copy of what the page works on, and what the walk's root needs in the configuration beyond the page.
func (w *walk) source() {
	w.t.Helper()
	for _, d := range []string{"source", "usr/bin", "var/lib", "etc", "run"} {
		check(w.t, os.MkdirAll(filepath.Join(w.root, d), 0o755))
	}
	check(w.t, os.CopyFS(filepath.Join(w.root, "source", "configs"), os.DirFS(filepath.Join(w.repo(), "configs"))))
}
