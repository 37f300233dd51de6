package sqlite

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// changed describes the difference between two documents, "ring_s: 20 → 25": who changed what, from what, is kept
// (4.1).
func changed(before, after []byte) (string, error) {
	var was, is map[string]jsontext.Value
	if err := json.Unmarshal(before, &was); err != nil {
		return "", err
	}
	if err := json.Unmarshal(after, &is); err != nil {
		return "", err
	}
	keys := maps.Clone(was)
	maps.Copy(keys, is)
	var words []string
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if string(was[key]) != string(is[key]) {
			words = append(words, fmt.Sprintf("%s: %s → %s", key, orNone(was[key]), orNone(is[key])))
		}
	}
	return strings.Join(words, "; "), nil
}

func orNone(v jsontext.Value) string {
	if len(v) == 0 {
		return "none"
	}
	return string(v)
}

// appendFact appends a fact of the house, dated with this transaction's time.
func (t *tx) appendFact(f dialer.Fact) error {
	f.At = t.now
	return t.append(f)
}

func needBy(by string) error {
	if by == "" {
		return dialer.Invalid{Field: "by", Why: "each change is kept with who made it (4.1)"}
	}
	return nil
}
