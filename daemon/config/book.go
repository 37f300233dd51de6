package config

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/number"
)

// Bounds in bytes, against a wrong path; a campaign of five million leads is some 300 MB.
const (
	maxBookFile = 4 << 20
	maxLeadFile = 512 << 20
)

func readAll(r io.Reader, name string, most int) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(text) > most {
		return nil, dialer.Invalid{
			Field: name, Value: "more than allowed", Why: fmt.Sprintf("at most %d MB in a file", most>>20),
		}
	}
	return text, nil
}

// readBook fills into from one strict YAML file. Faults land in the document that it gives.
func readBook(r io.Reader, name string, into any) (*document, error) {
	text, err := readAll(r, name, maxBookFile)
	if err != nil {
		return nil, err
	}
	d := newDocument()
	d.read(name, text, into)
	return d, nil
}

var shortName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

func id(d *document, field, value string) {
	if !shortName.MatchString(value) {
		d.add(field, value, "1 to 40 lower-case letters, digits and hyphens")
	}
}

// ids checks the short names of a list, and that none comes twice.
func ids(d *document, list, key string, values []string) {
	first := map[string]int{}
	for i, v := range values {
		field := item(list, i)
		if key != "" {
			field = join(field, key)
		}
		id(d, field, v)
		if j, twice := first[v]; twice {
			d.add(field, v, "a name once only; also at "+item(list, j))
			continue
		}
		first[v] = i
	}
}

// words checks a text that is spoken or shown to people.
func words(d *document, field, value, why string) {
	switch {
	case strings.TrimSpace(value) == "":
		d.add(field, "", why)
	case strings.ContainsFunc(value, unicode.IsControl):
		d.add(field, value, "one line without control characters")
	case len(value) > 300:
		d.add(field, value[:40]+"…", "at most 300 bytes")
	}
}

// visibleNumber reads a number to be shown to consumers (4.4.2).
func visibleNumber(d *document, field, value string) dialer.Number {
	if value == "" {
		d.add(field, "", "the number shown to consumers; it is never withheld (4.4.2, mfl. § 14)")
		return ""
	}
	n, err := number.Parse(value)
	if err == nil {
		err = number.MayShow(n)
	}
	if err != nil {
		d.add(field, value, reason(err))
		return ""
	}
	return n
}
