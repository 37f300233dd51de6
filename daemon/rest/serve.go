package rest

import (
	"context"
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringevett/ringevett/daemon/verb"
)

// patience is how long a body may take to come in over a socket of this machine: a file of the book the whole of it,
// a long file each piece.
const patience = time.Minute

// request is one as it came: the verb's declaration says how it is read.
type request struct{ ctx huma.Context }

// Resolve keeps the request for the verb.
func (r *request) Resolve(ctx huma.Context) []error {
	r.ctx = ctx
	return nil
}

// serve puts one verb in the API.
func serve(api huma.API, b Binding) {
	schemas := api.OpenAPI().Components.Schemas
	op := huma.Operation{
		OperationID: operationID(b.spec.Method, b.spec.Path), Method: b.spec.Method, Path: b.spec.Path,
		Summary: b.spec.Summary, Responses: responses(schemas, b.spec),
	}
	reader := newReader(schemas, b.spec)
	params, body := reader.describe()
	op.Parameters = params
	huma.Register(api, op, func(ctx context.Context, r *request) (*huma.StreamResponse, error) {
		in, done, err := reader.read(r.ctx)
		defer done()
		if err != nil {
			return nil, err
		}
		out, err := b.do(ctx, in, askerOf(ctx).by())
		if err != nil {
			return nil, problem(err)
		}
		if c := askerOf(ctx); c.own != nil && b.spec.Own == verb.OwnFiltered {
			out = b.spec.Mine(out, verb.Owner{Client: string(c.person.Client), Campaigns: c.own})
		}
		return &huma.StreamResponse{Body: func(ctx huma.Context) { answer(api, ctx, out) }}, nil
	})
	if body != nil { // told afterwards: huma would read a body that it knows of
		api.OpenAPI().Paths[op.Path].Post.RequestBody = body
	}
}

// operationID gives "post-campaigns-id-start".
func operationID(method, path string) string {
	return strings.ToLower(method) + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(path)
}

// responses describe the answer where all is well.
func responses(schemas huma.Registry, s verb.Spec) map[string]*huma.Response {
	out := s.Out()
	if out == reflect.TypeFor[verb.Imported]() {
		out = reflect.TypeFor[verb.ImportAnswer]()
	}
	schema := huma.SchemaFromField(schemas, reflect.StructField{Name: "Body", Type: out},
		operationID(s.Method, s.Path)+"Response")
	return map[string]*huma.Response{"200": {
		Description: "OK", Content: map[string]*huma.MediaType{"application/json": {Schema: schema}},
	}}
}

// answer writes an answer: as JSON, but for what has a form of its own.
func answer(api huma.API, ctx huma.Context, out any) {
	ctx.SetHeader("Content-Type", "application/json")
	switch out := out.(type) {
	case []byte:
		ctx.SetHeader("Content-Type", "application/octet-stream")
		ctx.BodyWriter().Write(out)
		return
	case verb.Exposition:
		ctx.SetHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		ctx.BodyWriter().Write(out)
		return
	case verb.Imported:
		writeImport(ctx.BodyWriter(), out)
		return
	case verb.Health:
		if !out.Ready {
			ctx.SetStatus(http.StatusServiceUnavailable)
		}
	}
	api.Marshal(ctx.BodyWriter(), "application/json", out) // a client that is gone reads no more
}

// drain reads what is left of a body, so that a client that still sends comes to read why it was refused.
func drain(ctx huma.Context) { uploadOf(ctx, maxUpload).drop() }

// readAll reads a short body.
func readAll(ctx huma.Context) ([]byte, error) {
	body := uploadOf(ctx, maxFile)
	body.last = time.Now().Add(patience)
	return io.ReadAll(body)
}
