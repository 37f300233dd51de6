package rest

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
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
		err = dialer.Invalid{
			Field: "file", Value: "more than allowed", Why: fmt.Sprintf("at most %d MB in a file", u.most>>20),
		}
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

// writeImport writes an ImportAnswer row by row. A client that is gone ends it; the answer is then no JSON.
func writeImport(to io.Writer, out verb.Imported) {
	w := bufio.NewWriter(to)
	defer w.Flush()
	head, err := json.Marshal(out.Import)
	if err != nil {
		panic(err) // a plain struct
	}
	w.Write(head[:len(head)-1])
	w.WriteString(`,"verdicts":[`)
	comma := ""
	for v, err := range out.Each {
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
func readImport(body io.ReadCloser) (out verb.Imported, err error) {
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
	if err = errors.Join(err, wrong, json.Unmarshal(text, &out.Import)); err != nil {
		return out, errors.Join(fmt.Errorf("read the daemon's answer: %w", err), body.Close())
	}
	out.Each = func(yield func(verb.Verdict, error) bool) {
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
	}
	return out, nil
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
