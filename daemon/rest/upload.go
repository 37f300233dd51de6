package rest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// upload is a long body, which is read as it comes.
type upload struct {
	ctx  huma.Context
	from io.Reader
	left int64     // bytes that it may still have
	most int64     // bytes that it may have
	last time.Time // by which all must be there; zero: each read may take patience
}

func uploadOf(ctx huma.Context, most int64) *upload {
	if within, _ := ctx.Context().Value(withinKey{}).(bool); within {
		most = math.MaxInt64 - 1
	}
	return &upload{ctx: ctx, from: ctx.BodyReader(), left: most, most: most}
}

// Read waits for patience at most. An error tells that the body is not whole, but for io.EOF.
func (u *upload) Read(p []byte) (int, error) {
	if u.left < int64(len(p)) {
		p = p[:u.left+1] // one byte more tells that there is more
	}
	until := time.Now().Add(patience)
	if !u.last.IsZero() {
		until = u.last
	}
	u.ctx.SetReadDeadline(until)
	n, err := u.from.Read(p)
	if u.left -= int64(n); u.left < 0 {
		err = dialer.Invalid{Field: "file", Value: "more than allowed", Why: fmt.Sprintf("at most %d MB in a file", u.most>>20)}
	}
	if err != nil {
		u.ctx.SetReadDeadline(time.Time{}) // or the server would take the work that follows for a client that is gone
	}
	return max(0, n), err
}

// drop reads what is left, so that a client that still sends comes to read why its file was refused.
func (u *upload) drop() {
	u.last, u.left = time.Now().Add(patience), max(0, u.left)
	io.Copy(io.Discard, u)
	u.ctx.SetReadDeadline(time.Time{})
}

// uploadTo describes an operation that takes a long file.
func uploadTo(path, summary string) huma.Operation {
	csv := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	return huma.Operation{
		OperationID: operationID(http.MethodPost, path), Method: http.MethodPost, Path: path, Summary: summary,
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"text/csv": csv}},
	}
}

// leadsUpload is a list of leads and where it goes.
type leadsUpload struct {
	ID     string `path:"id"`
	Source string `query:"source" doc:"for files without a source column"`
	Name   string `query:"name" doc:"of the file, for the journal"`

	file *upload
}

// Resolve keeps the body for later.
func (in *leadsUpload) Resolve(ctx huma.Context) []error {
	in.file = uploadOf(ctx, maxLeads)
	return nil
}

func routeLeads(api huma.API, f Floor) {
	op := uploadTo(pathLeads, "Import leads")
	schema := huma.SchemaFromType(api.OpenAPI().Components.Schemas, reflect.TypeFor[verb.ImportAnswer]())
	op.Responses = map[string]*huma.Response{"200": {
		Description: "What became of each row", Content: map[string]*huma.MediaType{"application/json": {Schema: schema}},
	}}
	huma.Register(api, op, func(ctx context.Context, in *leadsUpload) (*huma.StreamResponse, error) {
		l := verb.LeadsFile{Campaign: in.ID, Source: in.Source, Name: in.Name, Text: in.file}
		out, each, err := f.ImportLeads(ctx, l, by(ctx))
		in.file.drop()
		if err != nil {
			return nil, problem(err)
		}
		return &huma.StreamResponse{Body: func(ctx huma.Context) {
			ctx.SetHeader("Content-Type", "application/json")
			writeImport(ctx.BodyWriter(), out, each)
		}}, nil
	})
}

// writeImport writes an ImportAnswer row by row. A client that is gone ends it; the answer is then no JSON.
func writeImport(to io.Writer, out verb.Import, each verb.Verdicts) {
	w := bufio.NewWriter(to)
	defer w.Flush()
	head, err := json.Marshal(out)
	if err != nil {
		panic(err) // a plain struct
	}
	w.Write(head[:len(head)-1])
	w.WriteString(`,"verdicts":[`)
	comma := ""
	for v, err := range each {
		if err != nil {
			return
		}
		row, err := json.Marshal(v)
		if err != nil {
			panic(err) // a plain struct
		}
		w.WriteString(comma)
		if _, err := w.Write(row); err != nil {
			return
		}
		comma = ","
	}
	w.WriteString("]}")
}

// readImport reads an ImportAnswer: its verdicts come last and are read as they are asked for, once.
func readImport(body io.ReadCloser) (out verb.Import, each verb.Verdicts, err error) {
	d := json.NewDecoder(body)
	head := map[string]json.RawMessage{}
	for key := ""; key != "verdicts" && err == nil; {
		if key, err = nextKey(d); err == nil && key != "verdicts" {
			var v json.RawMessage
			err = d.Decode(&v)
			head[key] = v
		}
	}
	text, wrong := json.Marshal(head)
	if err = errors.Join(err, wrong, json.Unmarshal(text, &out)); err != nil {
		return out, nil, errors.Join(fmt.Errorf("read the daemon's answer: %w", err), body.Close())
	}
	return out, func(yield func(verb.Verdict, error) bool) {
		defer body.Close()
		if _, err := d.Token(); err != nil {
			yield(verb.Verdict{}, fmt.Errorf("read the daemon's answer: %w", err))
			return
		}
		for d.More() {
			var v verb.Verdict
			if err := d.Decode(&v); err != nil {
				yield(v, fmt.Errorf("read the daemon's answer: %w", err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
		if _, err := d.Token(); err != nil {
			yield(verb.Verdict{}, fmt.Errorf("read the daemon's answer: %w", err))
		}
	}, nil
}

// nextKey gives the next key of the outermost object.
func nextKey(d *json.Decoder) (string, error) {
	for {
		t, err := d.Token()
		if err != nil {
			return "", err
		}
		if key, is := t.(string); is {
			return key, nil
		}
		if t != json.Delim('{') {
			return "", fmt.Errorf("%v where a key should be", t)
		}
	}
}
