package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Call asks the daemon behind r to carry out a verb.
func Call[In, Out any](ctx context.Context, r *Remote, v verb.Verb[In, Out], in In) (out Out, err error) {
	got, err := r.Ask(ctx, v.Spec(), in)
	if err != nil {
		return out, err
	}
	return got.(Out), nil
}

// Ask is Call for a verb whose types are known at run time only: in is a value of s.In(), and the answer one of
// s.Out().
func (r *Remote) Ask(ctx context.Context, s verb.Spec, in any) (any, error) {
	path, query, b := write(s, reflect.ValueOf(in))
	from, err := send(ctx, r, s.Method, path, query, b)
	if err != nil {
		return unready(s, err)
	}
	if s.Out() == reflect.TypeFor[verb.Imported]() {
		return readImport(from)
	}
	text, err := io.ReadAll(from)
	if err = errors.Join(err, from.Close()); err != nil {
		return nil, fmt.Errorf("read the daemon's answer: %w", err)
	}
	if reflect.TypeFor[[]byte]().ConvertibleTo(s.Out()) {
		return reflect.ValueOf(text).Convert(s.Out()).Interface(), nil
	}
	return decode(s, text)
}

func decode(s verb.Spec, text []byte) (any, error) {
	out := reflect.New(s.Out())
	if err := json.Unmarshal(text, out.Interface()); err != nil {
		return nil, fmt.Errorf("read the daemon's answer: %w", err)
	}
	return out.Elem().Interface(), nil
}

// unready reads a health that comes with a status of its own: a daemon that lives and cannot dial.
func unready(s verb.Spec, err error) (any, error) {
	var f *Fault
	if s.Out() != reflect.TypeFor[verb.Health]() || !errors.As(err, &f) || f.Status != http.StatusServiceUnavailable {
		return nil, err
	}
	out, wrong := decode(s, []byte(f.Text))
	if h, is := out.(verb.Health); wrong != nil || !is || !h.Live {
		return nil, err
	}
	return out, nil
}

// write puts an input into a request's path, query and body. A query's zero values are left out.
func write(s verb.Spec, in reflect.Value) (path string, query url.Values, b body) {
	path, query = s.Path, url.Values{}
	for _, f := range s.Fields() {
		v := in.FieldByIndex(f.Index)
		switch f.Place {
		case verb.InPath:
			path = strings.Replace(path, "{"+f.Key+"}", fmt.Sprint(v), 1)
		case verb.InQuery:
			for _, text := range texts(v) {
				query.Add(f.Key, text)
			}
		case verb.InBody:
			b = jsonBody(in.Interface())
		case verb.InFile:
			if file, is := v.Interface().(io.Reader); is {
				b = body{f.Key, io.NopCloser(file)} // sent as it is read
			} else {
				b = body{f.Key, bytes.NewReader(v.Bytes())}
			}
		}
	}
	return path, query, b
}

// texts are a parameter's values; none of a zero value.
func texts(v reflect.Value) []string {
	switch of := v.Interface().(type) {
	case []string:
		return of
	case time.Time:
		if !of.IsZero() {
			return []string{of.Format(time.RFC3339Nano)}
		}
	default:
		if !v.IsZero() {
			return []string{fmt.Sprint(of)}
		}
	}
	return nil
}
