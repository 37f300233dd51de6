package config

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// document fills structs from YAML and remembers where each key stood, so that later faults can point there.
// The library's own strict mode stops at the first fault; an admin wants all of them.
type document struct {
	name string
	at   map[string]string // "ring.seconds" -> "ringevett.yaml:12:3"
	errs []error
}

// retired are keys that once were, and what to do about them.
var retired = map[string]string{
	"stats": "take it out: the daily figures are kept as long as the journal, which nothing cuts (4.3)",
}

func newDocument() *document { return &document{at: map[string]string{}} }

// read fills into, a pointer to a struct, from one file. Keys that the file does not name stay as they are.
func (d *document) read(name string, text []byte, into any) {
	d.name = name
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		d.errs = append(d.errs, d.syntax(err))
		return
	}
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil {
			bodies = append(bodies, doc.Body)
		}
	}
	if len(bodies) > 1 {
		d.fault(bodies[1], "file", "---", "one YAML document per file")
		return
	}
	if len(bodies) == 1 {
		d.fill(reflect.ValueOf(into).Elem(), bodies[0], "")
	}
}

func (d *document) syntax(err error) error {
	var bad *yaml.SyntaxError
	if errors.As(err, &bad) && bad.Token != nil && bad.Token.Position != nil {
		return fmt.Errorf("%s:%d:%d: not YAML: %s", d.name, bad.Token.Position.Line, bad.Token.Position.Column,
			bad.Message)
	}
	return fmt.Errorf("%s: not YAML: %w", d.name, err)
}

func (d *document) fill(v reflect.Value, node ast.Node, path string) {
	switch {
	case v.Kind() == reflect.Struct:
		d.section(v, node, path)
	case v.Kind() == reflect.Slice:
		d.list(v, node, path)
	default:
		d.scalar(v, node, path)
	}
}

// section fills a struct from a mapping. A section whose keys are all commented out reads as null and is fine.
func (d *document) section(v reflect.Value, node ast.Node, path string) {
	if node.Type() == ast.NullType {
		return
	}
	pairs, ok := node.(ast.MapNode)
	if !ok {
		d.fault(node, orFile(path), text(node), "a section with the keys "+strings.Join(keysOf(v.Type()), ", "))
		return
	}
	seen := map[string]bool{}
	for it := pairs.MapRange(); it.Next(); {
		key := text(it.Key())
		full := join(path, key)
		i, known := fieldOf(v.Type(), key)
		switch {
		case !known && retired[full] != "":
			d.fault(it.Key(), full, text(it.Value()), retired[full])
		case !known:
			d.fault(it.Key(), full, text(it.Value()), unknownKey(key, keysOf(v.Type())))
		case seen[key]:
			d.fault(it.Key(), full, text(it.Value()), "a key once only")
		default:
			seen[key] = true
			d.at[full] = d.place(it.Key())
			d.fill(v.Field(i), it.Value(), full)
		}
	}
}

// list replaces a slice as a whole: a drop-in that names days names all of them.
func (d *document) list(v reflect.Value, node ast.Node, path string) {
	seq, ok := node.(*ast.SequenceNode)
	if !ok {
		d.fault(node, path, text(node), "a list: [a, b] or one per line after a hyphen")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(seq.Values), len(seq.Values)))
	for i, item := range seq.Values {
		at := fmt.Sprintf("%s[%d]", path, i+1)
		d.at[at] = d.place(item)
		d.fill(v.Index(i), item, at)
	}
}

func (d *document) scalar(v reflect.Value, node ast.Node, path string) {
	word := text(node)
	switch n := node.(type) {
	case *ast.AliasNode:
		d.fault(node, path, n.String(), "text that begins with * in quotes: "+strconv.Quote(n.String()))
		return
	case *ast.NullNode:
		if v.Kind() != reflect.String {
			d.fault(node, path, "", "a value, or leave the line out")
		}
		return
	case ast.ScalarNode:
	default:
		d.fault(node, path, word, "one value, not a list, section, anchor or tag")
		return
	}
	if why := set(v, node, word); why != "" {
		d.fault(node, path, word, why)
	}
}

// set gives what is allowed when word is no value for v.
func set(v reflect.Value, node ast.Node, word string) (allowed string) {
	if v.Type() == reflect.TypeFor[time.Duration]() {
		t, err := time.ParseDuration(word)
		if err != nil {
			return "a time with its unit, such as 5s or 1500ms"
		}
		v.SetInt(int64(t))
		return ""
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(word)
	case reflect.Int:
		n, err := strconv.Atoi(word)
		if err != nil || node.Type() != ast.IntegerType {
			return "a whole number"
		}
		v.SetInt(int64(n))
	case reflect.Float64:
		x, err := strconv.ParseFloat(word, 64)
		if err != nil || node.Type() != ast.IntegerType && node.Type() != ast.FloatType {
			return "a number"
		}
		v.SetFloat(x)
	case reflect.Bool:
		if node.Type() != ast.BoolType {
			return "true or false"
		}
		v.SetBool(strings.EqualFold(word, "true"))
	}
	return ""
}

func (d *document) fault(node ast.Node, field, value, allowed string) {
	d.at[field] = d.place(node)
	d.invalid(dialer.Invalid{Field: field, Value: value, Why: allowed})
}

// invalid adds a fault, with the place of its key when the file named it.
func (d *document) invalid(bad dialer.Invalid) {
	if at := d.where(bad.Field); at != "" {
		d.errs = append(d.errs, fmt.Errorf("%s: %w", at, bad))
		return
	}
	d.errs = append(d.errs, bad)
}

func (d *document) add(field, value, why string) {
	d.invalid(dialer.Invalid{Field: field, Value: value, Why: why})
}

// where finds the place of a field, or of the nearest thing around it.
func (d *document) where(field string) string {
	for field != "" {
		if at, ok := d.at[field]; ok {
			return at
		}
		field = field[:max(0, strings.LastIndexAny(field, ".["))]
	}
	return ""
}

func (d *document) place(node ast.Node) string {
	if t := node.GetToken(); t != nil && t.Position != nil {
		return fmt.Sprintf("%s:%d:%d", d.name, t.Position.Line, t.Position.Column)
	}
	return d.name
}

func (d *document) err() error { return errors.Join(d.errs...) }
