package cli_test

import (
	"bytes"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const recoveryPage = "../../.github/RECOVERY.md"

// section are the commands that a section of the page tells to type.
func section(t *testing.T, name string) (commands []string) {
	t.Helper()
	page, err := os.ReadFile(recoveryPage)
	if err != nil {
		t.Fatal(err)
	}
	_, text, found := strings.Cut(string(page), "\n## "+name+"\n")
	text, _, _ = strings.Cut(text, "\n## ")
	for line := range strings.Lines(text) {
		if command, ok := strings.CutPrefix(line, "    "); ok {
			commands = append(commands, strings.TrimSpace(command))
		}
	}
	if !found || len(commands) == 0 {
		t.Fatalf("%s has no commands under %q", recoveryPage, name)
	}
	return commands
}

var asUser = regexp.MustCompile(` -[og] ringevett`)

// typed runs a command of the page in the house's folders. It gives the exit code and all that was said.
func (h house) typed(command string) (code int, said string) {
	h.t.Helper()
	line := strings.NewReplacer("/var/lib/ringevett/", h.dir+"/", "/var/backups", h.path("backups")).Replace(
		asUser.ReplaceAllString(command, ""),
	)
	if args, ours := strings.CutPrefix(line, "sudo -u ringevett ringevett "); ours {
		code, out, errs := h.run(words(args)...)
		return code, out + errs
	}
	if strings.Contains(line, "systemctl") {
		return 0, ""
	}
	out, err := exec.CommandContext(h.t.Context(), "sh", "-c", strings.TrimPrefix(line, "sudo ")).CombinedOutput()
	if err != nil {
		h.t.Fatalf("%s: %v\n%s", command, err, out)
	}
	return 0, string(out)
}

var word = regexp.MustCompile(`"([^"]*)"|(\S+)`)

func words(line string) (all []string) {
	for _, m := range word.FindAllStringSubmatch(line, -1) {
		all = append(all, m[1]+m[2])
	}
	return all
}

// mayFail is what may end otherwise than with 0: verify while the journal is broken, a list from one that does not
// open, a restore while not all is known, and check in a house without a PBX.
var mayFail = regexp.MustCompile(` (?:check|journal verify|--numbers|journal restore [^ ]+ --why "[^"]+")$`)

// follow types the commands of a section, and returns what the last one said.
func (h house) follow(name string) (last string) {
	h.t.Helper()
	for _, command := range section(h.t, name) {
		code, said := h.typed(command)
		if code != 0 && !mayFail.MatchString(command) {
			h.t.Fatalf("%s: exit code %d\n%s", command, code, said)
		}
		last = said
	}
	return last
}

// backedUp is a house with a backup, and a reservation that came after it.
func backedUp(t *testing.T) house {
	h := loaded(t)
	h.must(0, "keys", "move")
	h.must(0, "register", "add", "900 00 009", "--why", "before the backup")
	if err := os.Mkdir(h.path("backups"), 0o700); err != nil {
		t.Fatal(err)
	}
	h.must(0, "journal", "backup", h.path("backups/ringevett.db"))
	h.write("backups/master.key", h.read("keys/master.key"))
	h.must(0, "register", "add", "900 00 008", "--why", "after the backup")
	return h
}

func (h house) sqlite(statement string) {
	h.t.Helper()
	db, err := sql.Open("sqlite3", h.path("data/ringevett.db"))
	if err == nil {
		defer db.Close()
		_, err = db.ExecContext(h.t.Context(), statement)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h house) remove(names ...string) {
	h.t.Helper()
	for _, name := range names {
		if err := os.Remove(h.path(name)); err != nil {
			h.t.Fatal(err)
		}
	}
}

// TestABrokenJournalIsRecovered breaks a journal in each way that the page knows, reads what verify says against the
// page's table, and types the page's commands.
func TestABrokenJournalIsRecovered(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, says string
		damage     func(h house)
		sections   []string
	}{
		{
			"the database is lost", "no journal here",
			func(h house) { h.remove("data/ringevett.db") },
			[]string{"Put a backup back", "Not all is known"},
		},
		{
			"it is cut off", "database disk image is malformed",
			func(h house) { h.write("data/ringevett.db", h.read("data/ringevett.db")[:100_000]) },
			[]string{"Put a backup back", "Not all is known"},
		},
		{
			"an entry was changed", "it does not match its hash",
			func(h house) { h.sqlite("UPDATE journal SET body = CAST('x' AS BLOB) WHERE seq = 3") },
			[]string{"Put a backup back"}, // the later reservation comes back by itself
		},
		{
			"a backup was put back", "this is an older copy",
			func(h house) { h.write("data/ringevett.db", h.read("backups/ringevett.db")) },
			[]string{"Take an older copy"},
		},
		{
			"a reservation was deleted", "is not what ringevett wrote",
			func(h house) { h.sqlite("DELETE FROM register_change WHERE rowid = 1") },
			[]string{"A table was changed"},
		},
		{
			"the master key is lost", "no such file",
			func(h house) { h.remove("keys/master.key") },
			[]string{"The master key"},
		},
		{
			"the master key is another", "wrong master key",
			func(h house) { h.write("keys/master.key", strings.Repeat("x", 32)) },
			[]string{"The master key"},
		},
		{
			"nothing opens but the broken one", "it does not match its hash",
			func(h house) { h.sqlite("UPDATE journal SET body = CAST('x' AS BLOB) WHERE seq = 3") },
			[]string{"No copy opens"},
		},
	}
	page, err := os.ReadFile(recoveryPage)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := backedUp(t)
			tt.damage(h)
			said := h.follow("First")
			wants(t, said, tt.says)
			wants(t, string(page), tt.says)
			for _, name := range tt.sections {
				h.follow(name)
			}
			wants(t, h.must(0, "journal", "verify"), "whole")
			for _, number := range []string{"900 00 008", "900 00 009"} {
				wants(t, h.must(1, "register", "check", number), "is in: own") // 1: no national register here
			}
		})
	}
}

// TestTheBackupOfThePageOpens types what the page tells to do each night.
func TestTheBackupOfThePageOpens(t *testing.T) {
	h := backedUp(t)
	h.follow("Be ready")
	if found, err := filepath.Glob(h.path("backups/ringevett-new.db")); err != nil || len(found) != 1 {
		t.Errorf("no backup was made: %v", err)
	}
	if bytes.Contains([]byte(h.read("backups/ringevett-new.db")), []byte("90000009")) {
		t.Error("a number lies in clear in the backup")
	}
}
