// Vulns looks up the known vulnerabilities of what is linked into the daemon's program, with govulncheck, and says of
// which day the database was that it asked. Where none can be reached it says that nothing was looked up.
//
// GOVULNDB names another database than Go's own, such as a copy in a folder: file:///srv/vulndb.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path"
	"strings"
	"time"
)

const (
	ownDatabase = "https://vuln.go.dev"
	govulncheck = "golang.org/x/vuln/cmd/govulncheck@v1.9.0"
	patience    = 10 * time.Second // for the database to say its date
)

func main() {
	database := cmp.Or(os.Getenv("GOVULNDB"), ownDatabase)
	l := lookup{database: database, out: os.Stdout, now: time.Now(), check: runGovulncheck}
	if !l.run(context.Background()) {
		os.Exit(1)
	}
}

// lookup is one run. check asks the database about the program; found is true where it has something.
type lookup struct {
	database string
	out      io.Writer
	now      time.Time
	check    func(ctx context.Context, database string, out io.Writer) (found bool, err error)
}

// run is false where a vulnerability was found. What could not be looked up is said, and is no fault of the program.
func (l lookup) run(ctx context.Context) bool {
	modified, err := dateOf(ctx, l.database)
	if err != nil {
		l.notLookedUp(err)
		return true
	}
	fmt.Fprintf(l.out, "known vulnerabilities: asking the database %s of %s, %d days old\n", l.database,
		modified.UTC().Format(time.DateOnly), int(l.now.Sub(modified).Hours()/24))
	found, err := l.check(ctx, l.database, l.out)
	if err != nil {
		l.notLookedUp(err)
		return true
	}
	return !found
}

func (l lookup) notLookedUp(err error) {
	fmt.Fprintf(l.out, "known vulnerabilities: NOT LOOKED UP, nothing is known of what is linked: %v\n", err)
	fmt.Fprintln(l.out,
		"  run make lint where a database can be reached, or name a copy of one: GOVULNDB=file:///folder")
}

// dateOf is when the database was last changed, by its own index.
func dateOf(ctx context.Context, database string) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(database, "/")+"/index/db.json", nil)
	if err != nil {
		return time.Time{}, fmt.Errorf("the database %s: %w", database, err)
	}
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment}
	transport.RegisterProtocol("file", http.NewFileTransportFS(anywhere{}))
	res, err := (&http.Client{Transport: transport}).Do(r)
	if err != nil {
		return time.Time{}, fmt.Errorf("no database can be reached: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return time.Time{}, fmt.Errorf("no database can be reached: %s says %s", r.URL, res.Status)
	}
	var index struct {
		Modified time.Time `json:"modified"`
	}
	const longest = 1 << 20
	if err := json.NewDecoder(io.LimitReader(res.Body, longest)).Decode(&index); err != nil {
		return time.Time{}, fmt.Errorf("%s is no database of Go's vulnerabilities: %w", database, err)
	}
	if index.Modified.IsZero() {
		return time.Time{}, fmt.Errorf("%s is no database of Go's vulnerabilities: it has no date", database)
	}
	return index.Modified, nil
}

// anywhere is this machine's file system, from its root.
type anywhere struct{}

func (anywhere) Open(name string) (fs.File, error) { return os.Open(path.Join("/", name)) }

// runGovulncheck runs it over the daemon's program. Go fetches it where it is not there yet, as it does modules.
func runGovulncheck(ctx context.Context, database string, out io.Writer) (found bool, err error) {
	const foundSome = 3 // govulncheck's exit code
	cmd := exec.CommandContext(ctx, "go", "run", govulncheck, "-db", database, "./daemon")
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = out, io.MultiWriter(out, &said)
	err = cmd.Run()
	switch {
	case err == nil:
		return false, nil
	case strings.Contains(said.String(), fmt.Sprintf("exit status %d", foundSome)): // go run ends with 1, and tells
		return true, nil
	}
	return false, fmt.Errorf("govulncheck could not be run: %w", err)
}
