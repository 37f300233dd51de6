package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWhatIsKnownIsSaidAndNothingElse: the database's date where one answers, and where none does that nothing was
// looked up. Only what was found makes lint fail.
func TestWhatIsKnownIsSaidAndNothingElse(t *testing.T) {
	const index = `{"modified":"2026-11-20T10:00:00Z"}`
	serve := func(status int, text string) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/index/db.json" {
				t.Errorf("asked for %s", r.URL)
			}
			w.WriteHeader(status)
			io.WriteString(w, text)
		}))
		t.Cleanup(s.Close)
		return s.URL
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "index"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "index", "db.json"), []byte(index), 0o600); err != nil {
		t.Fatal(err)
	}
	const dated, unknown = "of 2026-11-20, 8 days old", "NOT LOOKED UP"
	tests := []struct {
		name, database string
		found          bool
		err            error
		asked, ok      bool
		want, not      string
	}{
		{"nothing known", serve(200, index), false, nil, true, true, dated, unknown},
		{"something known", serve(200, index), true, nil, true, false, dated, unknown},
		{"a copy in a folder", "file://" + folder, false, nil, true, true, dated, unknown},
		{"govulncheck cannot be fetched", serve(200, index), false, errors.New("no network"), true, true,
			unknown + ", nothing is known of what is linked: no network", ""},
		{"none answers", gone.URL, false, nil, false, true, unknown, "days old"},
		{"a page without a database", serve(404, "?"), false, nil, false, true, unknown, "days old"},
		{"another service", serve(200, `{"status":"ok"}`), false, nil, false, true, unknown, "days old"},
		{"an empty folder", "file://" + t.TempDir(), false, nil, false, true, unknown, "days old"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			asked := false
			l := lookup{database: tt.database, out: &out, now: time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC),
				check: func(context.Context, string, io.Writer) (bool, error) { asked = true; return tt.found, tt.err }}
			ok := l.run(t.Context())
			said := out.String()
			kept := strings.Contains(said, tt.want) && (tt.not == "" || !strings.Contains(said, tt.not))
			if ok != tt.ok || asked != tt.asked || !kept {
				t.Errorf("ok %t, asked %t, said %q", ok, asked, said)
			}
		})
	}
}
