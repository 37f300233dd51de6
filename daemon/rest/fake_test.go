package rest_test

import (
	"context"
	"fmt"
	"io"
	"reflect"
	"time"

	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// fake is a house that writes down what it is asked, and answers each verb with the same value each time.
type fake struct {
	staff
	unread bool // files fail before they are read
	asked  []string
	err    error
	health verb.Health // where it is set, what is answered
}

// Bindings has every declared verb.
func (f *fake) Bindings() (all []rest.Binding) {
	for _, s := range verb.All() {
		if s.Path != "" && !rest.AnswersItself(s) {
			all = append(all, rest.BindSpec(s, f.work(s)))
		}
	}
	return all
}

// Campaigns has one of the client fjellvann.
func (f *fake) Campaigns(context.Context) ([]verb.Campaign, error) {
	return []verb.Campaign{campaign()}, f.note("campaigns")
}

func (f *fake) note(format string, args ...any) error {
	f.asked = append(f.asked, fmt.Sprintf(format, args...))
	return f.err
}

// work notes the verb with its input, and who asks for what is written.
func (f *fake) work(s verb.Spec) func(context.Context, any, string) (any, error) {
	return func(_ context.Context, in any, by string) (any, error) {
		if f.unread {
			return f.answer(s), f.err
		}
		words, err := inWords(s, in)
		if err != nil {
			return nil, err
		}
		if len(s.Writes) > 0 {
			words += " by " + by
		}
		return f.answer(s), f.note("%s %s", s.Route(), words)
	}
}

// inWords are all fields of an input; a file is its length.
func inWords(s verb.Spec, in any) (words string, err error) {
	for _, field := range s.Fields() {
		v := reflect.ValueOf(in).FieldByIndex(field.Index).Interface()
		switch of := v.(type) {
		case io.Reader:
			if v, err = io.Copy(io.Discard, of); err != nil {
				return "", err
			}
		case time.Time:
			v = of.UTC()
		}
		words += fmt.Sprintf("%s=%v ", field.Name, v)
	}
	return words, nil
}

func (f *fake) answer(s verb.Spec) any {
	switch s.Out() {
	case reflect.TypeFor[verb.Health]():
		if f.health != (verb.Health{}) {
			return f.health
		}
		return verb.Health{Live: true, Why: "not connected"}
	case reflect.TypeFor[[]verb.Campaign]():
		return []verb.Campaign{campaign()}
	case reflect.TypeFor[verb.Imported]():
		return verb.Imported{Import: verb.Import{Rows: 2, Refused: 2}, Each: verdicts}
	case reflect.TypeFor[verb.Done]():
		return verb.Done{Done: true}
	}
	return sample(s.Out(), "").Interface()
}

func verdicts(yield func(verb.Verdict, error) bool) {
	_ = yield(verb.Verdict{Line: 2, Verdict: verb.RowRefused, Why: `"why" & <how>`}, nil) &&
		yield(verb.Verdict{Line: 3, Number: "+4790000001", Verdict: verb.RowRefused}, nil)
}

// noon is a time with everything that JSON could lose.
func noon() time.Time { return time.Date(2026, 11, 23, 11, 0, 0, 123456789, time.UTC) }

func campaign() verb.Campaign {
	return verb.Campaign{
		ID: "autumn", Client: "fjellvann", GapHours: 4.5, Agents: []string{"kari"},
		Sources: []verb.Source{{Name: "list", ObtainedAt: noon()}},
	}
}

// sample is a value of a type with something in every field that goes over the wire.
func sample(t reflect.Type, tag reflect.StructTag) reflect.Value {
	v := reflect.New(t).Elem()
	switch {
	case t == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(noon()))
		return v
	case t == reflect.TypeFor[[]byte]():
		v.SetBytes([]byte{0, 255, 1})
		return v
	}
	switch t.Kind() {
	case reflect.String:
		v.SetString("autumn")
		if all := tag.Get("enum"); all != "" {
			v.SetString(firstOf(all))
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint64:
		v.SetUint(7)
	case reflect.Float64:
		v.SetFloat(4.5)
	case reflect.Pointer:
		v.Set(sample(t.Elem(), "").Addr())
	case reflect.Slice:
		v.Set(reflect.Append(v, sample(t.Elem(), tag)))
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		v.SetMapIndex(reflect.ValueOf("BLOCK_OWN"), sample(t.Elem(), ""))
	case reflect.Struct:
		for i := range t.NumField() {
			v.Field(i).Set(sample(t.Field(i).Type, t.Field(i).Tag))
		}
	}
	return v
}

func firstOf(all string) string {
	for i, r := range all {
		if r == ',' {
			return all[:i]
		}
	}
	return all
}
