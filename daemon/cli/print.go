package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/sirupsen/logrus"

	"github.com/ringevett/ringevett/daemon/config"
	"github.com/ringevett/ringevett/daemon/hours"
)

// show prints v as JSON where that is asked for, else what people does.
func (t *tool) show(v any, people func(w io.Writer)) error {
	if !t.json {
		people(t.Out)
		return nil
	}
	err := json.MarshalWrite(t.raw, v, jsontext.WithIndent("  "), json.FormatNilSliceAsNull(false),
		json.Deterministic(true))
	if err == nil {
		_, err = fmt.Fprintln(t.raw)
	}
	return err
}

// table prints rows under headings, in columns.
func table(w io.Writer, headings string, rows [][]string) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, strings.ToUpper(strings.ReplaceAll(headings, " ", "\t")))
	for _, r := range rows {
		cells := make([]string, len(r))
		for i, text := range r {
			cells[i] = cell(text)
		}
		fmt.Fprintln(tw, strings.Join(cells, "\t"))
	}
	tw.Flush()
}

// oslo is how times are shown to people: the code's days are Oslo's.
func oslo(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return hours.Text(t)
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// logger writes to standard error, as the configuration wishes.
func (t *tool) logger(c config.Config) *logrus.Entry {
	l := logrus.New()
	l.SetOutput(t.Err)
	if level, err := logrus.ParseLevel(c.Log.Level); err == nil {
		l.SetLevel(level)
	}
	if c.Log.Format == "json" {
		l.SetFormatter(&logrus.JSONFormatter{TimestampFormat: time.RFC3339Nano})
	} else {
		l.SetFormatter(&logrus.TextFormatter{
			DisableColors: true, FullTimestamp: true, TimestampFormat: "2006-01-02T15:04:05.000Z07:00",
		})
	}
	return logrus.NewEntry(l)
}
