package test_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/ringevett/ringevett/daemon/metrics"
)

const metricsPage = "configs/metrics/README.md"

// TestTheMetricsPageIsTheTable holds the page equal to metrics.Table; with -update it writes it.
func TestTheMetricsPageIsTheTable(t *testing.T) {
	page := read(t, metricsPage)
	got, want := between(t, page), metricsTable()
	if *update {
		text := []byte(strings.Replace(page, got, want, 1))
		if err := os.WriteFile(filepath.Join(root, metricsPage), text, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s is not what the table says: go test ./test -run MetricsPage -update (-want +got):\n%s",
			metricsPage, diff)
	}
}

func metricsTable() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n| metric | kind | labels | what it tells |\n| --- | --- | --- | --- |\n", begins)
	for _, m := range metrics.Table() {
		kind := map[prometheus.ValueType]string{
			prometheus.GaugeValue: "gauge", prometheus.CounterValue: "counter", prometheus.UntypedValue: "histogram",
		}[m.Kind]
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", m.Name, kind, strings.Join(m.Labels, ", "), m.Help)
	}
	return b.String() + ends
}

// An alert on a name that nothing tells would never fire.
func TestEveryAlertIsOnAMetricThatIsTold(t *testing.T) {
	var file struct {
		Groups []struct {
			Rules []struct{ Alert, Expr string }
		}
	}
	if err := yaml.Unmarshal([]byte(read(t, "configs/metrics/rules.yml")), &file); err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, m := range metrics.Table() {
		told = append(told, m.Name)
		if m.Kind == prometheus.UntypedValue {
			told = append(told, m.Name+"_bucket")
		}
	}
	rules := 0
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			rules++
			names := regexp.MustCompile(`ringevett_\w+`).FindAllString(r.Expr, -1)
			if len(names) == 0 {
				t.Errorf("%s asks for no metric of ours: %s", r.Alert, r.Expr)
			}
			for _, n := range names {
				if !slices.Contains(told, n) {
					t.Errorf("%s asks for %s, which is not told", r.Alert, n)
				}
			}
		}
	}
	if rules == 0 {
		t.Error("no rule was read")
	}
}
