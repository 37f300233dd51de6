package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/ringevett/ringevett/configs"
	"github.com/ringevett/ringevett/daemon/hours"
	"github.com/ringevett/ringevett/daemon/notice"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/test/child"
)

//go:embed book
var book embed.FS

// build makes the daemon from the demo's own source.
func (d *demo) build(ctx context.Context) error {
	return child.Build(ctx, d.path("ringevett"))
}

// configure writes the shipped reference, and beside it the example of the blanks and what differs in the demo.
func (d *demo) configure() error {
	reference, err := configs.Text(configs.Reference)
	if err != nil {
		return err
	}
	blanks, err := configs.Text(configs.ExampleConfig)
	if err != nil {
		return err
	}
	own, err := book.ReadFile("book/config.yaml")
	if err != nil {
		return err
	}
	fill := strings.NewReplacer("{dir}", d.dir, "{ari}", d.pbx.ARIURL, "{agi}", d.agi)
	return errors.Join(
		os.Mkdir(d.path("ringevett.yaml.d"), 0o755),
		os.WriteFile(d.path("ringevett.yaml"), []byte(reference), 0o644),
		os.WriteFile(d.path("ringevett.yaml.d", "10-local.yaml"), []byte(blanks), 0o644),
		os.WriteFile(d.path("ringevett.yaml.d", "20-demo.yaml"), []byte(fill.Replace(string(own))+d.redisConfig()),
			0o644),
		os.WriteFile(d.path("asterisk.password"), []byte(d.pbx.Password+"\n"), 0o600),
		os.WriteFile(d.path("agi.key"), []byte(d.token+"\n"), 0o600),
	)
}

// loadBook does what an admin does on the first day.
func (d *demo) loadBook(ctx context.Context) error {
	if err := d.writeBook(); err != nil {
		return err
	}
	for _, words := range [][]string{
		{"client", "add", d.path("client.yaml")},
		{"client", "add", d.path("umbra.yaml")},
		{"agent", "add", d.path("agents.yaml")},
		{"campaign", "add", d.path("campaign.yaml")},
		{"campaign", "add", d.path("umbra-campaign.yaml")},
		{"campaign", "add", d.path("sale.yaml")},
		{"register", "import", "national", d.path("national.csv"), "--delivered", lately(), "--expect", "1"},
		{"training", "add", "--agents", "all", "--people", "all", "--campaigns", "all", "--trainer", "Kari Nordmann"},
		{"sounds"},
	} {
		if _, err := d.tool(ctx, words...); err != nil {
			return err
		}
	}
	until := time.Now().AddDate(0, 0, 13).In(hours.Oslo()).Format(notice.Layout) // the demo's clock is days ahead
	if _, err := d.tool(ctx, "notice", "add", "--of", "recording", "--purpose", "quality", "--goal", "tydelige åpninger",
		"--themes", "åpningen", "--plan", "samtale", "--agents", strings.Join(noticed(), ","), "--until", until,
	); err != nil { // who has not acknowledged it may not ask for a recording (8.1)
		return err
	}
	for _, f := range d.fates {
		if f.register == "" {
			continue
		}
		if _, err := d.tool(ctx, "register", "add", f.number, "--register", f.register, "--why",
			"asked for it in a call"); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) writeBook() error {
	client, err := configs.Text(configs.ExampleClient)
	if err != nil {
		return err
	}
	sale, err := configs.Text(configs.ExampleSale)
	if err != nil {
		return err
	}
	list, err := listOf(d.fates, sourceName)
	if err != nil {
		return err
	}
	files := map[string]string{
		"client.yaml": client + "    directory_checked: [{number: \"+4722000002\", at: " + lately() +
			", ref: \"picture of the entry\"}]\n",
		"sale.yaml": strings.NewReplacer("2026-11-20", lately(), "agents: [kari, ola]", "agents: ["+dayAgent+"]").
			Replace(sale),
		"national.csv": nationalNumber + "\n", "leads.csv": list,
	}
	for _, name := range []string{"agents.yaml", "campaign.yaml", "umbra.yaml", "umbra-campaign.yaml"} {
		text, err := book.ReadFile("book/" + name)
		if err != nil {
			return err
		}
		files[name] = string(text)
	}
	for name, text := range files {
		if err := os.WriteFile(d.path(name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// nationalNumber is the one number in the demo's national register. A sales campaign does not dial without one.
const nationalNumber = "90000099"

// lately is the day before the demo by the real clock: what the sale's campaign needs was found then.
func lately() string { return time.Now().AddDate(0, 0, -1).Format(time.DateOnly) }

// importList imports the list; the program says of each row what became of it.
func (d *demo) importList(ctx context.Context) (verb.ImportAnswer, error) {
	var out verb.ImportAnswer
	err := d.ask(ctx, &out, "lead", "import", d.path("leads.csv"), "--campaign", campaignID)
	if err == nil && out.Refused != planned(d.fates, refused) {
		err = fmt.Errorf("%d of %d rows were refused at the import, planned were %d; see %s",
			out.Refused, out.Rows, planned(d.fates, refused), d.path("leads.csv.verdicts.csv"))
	}
	return out, err
}

// ask runs a verb and reads the JSON it prints.
func (d *demo) ask(ctx context.Context, into any, words ...string) error {
	out, err := d.tool(ctx, append(words, "--json")...)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out, into); err != nil {
		return fmt.Errorf("read what ringevett %s printed: %w", strings.Join(words, " "), err)
	}
	return nil
}

// tool runs one command line of the program. Exit code 1 is no failure: there was something to look at, or nothing to
// do.
func (d *demo) tool(ctx context.Context, words ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, d.path("ringevett"),
		append([]string{"--config", d.path("ringevett.yaml")}, words...)...)
	cmd.Env = d.environment()
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 {
		err = nil
	}
	if err != nil {
		return out, fmt.Errorf("ringevett %s: %w: %s", strings.Join(words, " "), err, strings.TrimSpace(said.String()))
	}
	return out, nil
}

// environment keeps what is set for a daemon of this machine away from the demo's.
func (d *demo) environment() []string {
	env := []string{"RINGEVETT_DEMO_TOKEN=" + d.token}
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "RINGEVETT_") && !strings.HasPrefix(e, "NOTIFY_SOCKET=") &&
			!strings.HasPrefix(e, "WATCHDOG_") {
			env = append(env, e)
		}
	}
	return env
}
