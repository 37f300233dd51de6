package rest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Bounds of a request's body in bytes. A campaign of a million leads is some 60 MB, the national register with names
// and addresses some 200 MB.
const (
	maxFile   = 4 << 20
	maxUpload = 512 << 20
)

// reader reads a verb's input from requests, and holds it against its schema.
type reader struct {
	schemas huma.Registry
	in      reflect.Type
	params  []parameter
	body    *huma.Schema // of the JSON body; nil: none is read
	file    *verb.Field  // the body is this; nil: it is JSON, or none is read
}

type parameter struct {
	verb.Field
	schema *huma.Schema
}

func newReader(schemas huma.Registry, s verb.Spec) *reader {
	r := &reader{schemas: schemas, in: s.In()}
	for _, f := range s.Fields() {
		switch f.Place {
		case verb.InPath, verb.InQuery:
			r.params = append(r.params, parameter{f, huma.SchemaFromField(schemas, f.StructField, "")})
		case verb.InFile:
			r.file = &f
		case verb.InBody:
			if r.body == nil {
				r.body = huma.SchemaFromField(schemas, reflect.StructField{Name: "Body", Type: r.in},
					operationID(s.Method, s.Path)+"Request")
			}
		}
	}
	return r
}

// describe tells the API's description what is read.
func (r *reader) describe() (params []*huma.Param, body *huma.RequestBody) {
	for _, p := range r.params {
		one := &huma.Param{
			Name: p.Key, In: "path", Description: p.schema.Description, Required: p.required(), Schema: p.schema,
		}
		if p.Place == verb.InQuery {
			each := p.Each()
			one.In, one.Explode = "query", &each
		}
		params = append(params, one)
	}
	media, schema := "application/json", r.body
	if r.file != nil {
		media, schema = r.file.Key, &huma.Schema{Type: huma.TypeString, Format: "binary"}
	}
	if schema != nil {
		body = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{media: {Schema: schema}}}
	}
	return params, body
}

// read gives the input, a value of the verb's In; after done, nothing is read of a file in it.
func (r *reader) read(ctx huma.Context) (in any, done func(), err error) {
	v := reflect.New(r.in).Elem()
	faults := &huma.ValidateResult{}
	for _, p := range r.params {
		p.read(r.schemas, ctx, v.FieldByIndex(p.Index), faults)
	}
	done = func() {}
	switch {
	case r.file != nil && r.file.Type.Kind() == reflect.Interface:
		file := uploadOf(ctx, maxUpload)
		v.FieldByIndex(r.file.Index).Set(reflect.ValueOf(file))
		done = file.drop
	case r.file != nil:
		text, err := readAll(ctx)
		if err != nil {
			return nil, func() { drain(ctx) }, problem(err)
		}
		v.FieldByIndex(r.file.Index).SetBytes(text)
	case r.body != nil:
		if err := r.readJSON(ctx, v, faults); err != nil {
			return nil, func() { drain(ctx) }, err
		}
	}
	if len(faults.Errors) > 0 {
		return nil, done, huma.NewError(http.StatusUnprocessableEntity, "validation failed", faults.Errors...)
	}
	return v.Interface(), done, nil
}

func (r *reader) readJSON(ctx huma.Context, in reflect.Value, faults *huma.ValidateResult) error {
	text, err := readAll(ctx)
	if err != nil {
		return problem(err)
	}
	if len(text) == 0 {
		return huma.NewError(http.StatusBadRequest, "request body is required")
	}
	var loose any
	if err := json.Unmarshal(text, &loose); err != nil {
		return huma.NewError(http.StatusBadRequest, "the body is not JSON: "+err.Error())
	}
	before, at := len(faults.Errors), huma.NewPathBuffer([]byte{}, 0)
	at.Push("body")
	huma.Validate(r.schemas, r.body, at, huma.ModeWriteToServer, loose, faults)
	if len(faults.Errors) > before {
		return nil
	}
	if err := json.Unmarshal(text, in.Addr().Interface()); err != nil {
		faults.Add(at, nil, err.Error())
	}
	return nil
}

func (p parameter) required() bool { return p.Place == verb.InPath || p.Tag.Get("required") == "true" }

func (p parameter) read(schemas huma.Registry, ctx huma.Context, into reflect.Value, faults *huma.ValidateResult) {
	at := huma.NewPathBuffer([]byte{}, 0)
	at.Push(map[verb.Place]string{verb.InPath: "path", verb.InQuery: "query"}[p.Place])
	at.Push(p.Key)
	if p.Each() {
		url := ctx.URL()
		into.Set(reflect.ValueOf(url.Query()[p.Key]))
		return
	}
	text := ctx.Query(p.Key)
	if p.Place == verb.InPath {
		text = ctx.Param(p.Key)
	}
	if text == "" {
		if p.required() {
			faults.Add(at, "", "required "+p.Key+" is missing")
		}
		return
	}
	if err := setText(into, text); err != nil {
		faults.Add(at, text, err.Error())
		return
	}
	value := into.Interface()
	if _, is := value.(time.Time); is {
		value = text
	}
	huma.Validate(schemas, p.schema, at, huma.ModeWriteToServer, value, faults)
}

// setText reads a parameter's text into a field.
func setText(into reflect.Value, text string) error {
	if at, is := into.Addr().Interface().(*time.Time); is {
		var err error
		if *at, err = time.Parse(time.RFC3339Nano, text); err != nil {
			return fmt.Errorf("a time as 2026-11-23T11:00:00Z: %w", err)
		}
		return nil
	}
	switch into.Kind() {
	case reflect.String:
		into.SetString(text)
	case reflect.Bool:
		is, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("true or false: %w", err)
		}
		into.SetBool(is)
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, into.Type().Bits())
		if err != nil {
			return fmt.Errorf("a whole number: %w", err)
		}
		into.SetInt(n)
	default:
		panic("no parameter can be a " + into.Type().String())
	}
	return nil
}
