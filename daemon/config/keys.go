package config

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// keysOf lists the keys of a section, in the order of the file.
func keysOf(t reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		keys = append(keys, t.Field(i).Tag.Get("yaml"))
	}
	return keys
}

func fieldOf(t reflect.Type, key string) (int, bool) {
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("yaml") == key {
			return i, true
		}
	}
	return 0, false
}

// unknownKey names the nearest key when it is near, else all of them.
func unknownKey(key string, known []string) string {
	best, near := "", 1+len(key)/3
	for _, k := range known {
		if d := distance(key, k); d <= near {
			best, near = k, d-1
		}
	}
	if best != "" {
		return fmt.Sprintf("unknown key; did you mean %s?", best)
	}
	return "unknown key; allowed here: " + strings.Join(known, ", ")
}

// distance counts the letters to change, add or drop to get from a to b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		corner := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			swap := corner
			if a[i-1] != b[j-1] {
				swap++
			}
			corner = row[j]
			row[j] = min(swap, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

// text gives a scalar as written, without quotes; of anything else, its kind.
func text(node ast.Node) string {
	switch n := node.(type) {
	case *ast.NullNode:
		return ""
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return strings.TrimRight(n.Value.Value, "\n")
	case ast.ScalarNode:
		return n.GetToken().Value
	case ast.MapNode:
		return "a section"
	case *ast.SequenceNode:
		return "a list"
	}
	return strings.ToLower(node.Type().String())
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func orFile(path string) string {
	if path == "" {
		return "file"
	}
	return path
}
