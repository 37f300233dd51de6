package campaigns

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"errors"
	"io"
	"iter"
)

// packed keeps many small records in memory, deflated: some bytes each where they are alike. They are read in order.
type packed[T any] struct {
	buf bytes.Buffer
	to  *flate.Writer
	enc *gob.Encoder
	n   int
	err error
}

func newPacked[T any]() *packed[T] {
	p := &packed[T]{}
	p.to, p.err = flate.NewWriter(&p.buf, flate.BestSpeed)
	p.enc = gob.NewEncoder(p.to)
	return p
}

// add puts one more at the end; its fault is told by all.
func (p *packed[T]) add(v T) {
	if p.err == nil {
		p.err = p.enc.Encode(v)
		p.n++
	}
}

// all gives them, any number of times; nothing is added after. An error comes last.
func (p *packed[T]) all() iter.Seq2[T, error] {
	p.err = errors.Join(p.err, p.to.Close())
	p.to.Reset(&bytes.Buffer{}) // closing again writes elsewhere
	return func(yield func(T, error) bool) {
		var none T
		if p.err != nil {
			yield(none, p.err)
			return
		}
		d := gob.NewDecoder(flate.NewReader(bytes.NewReader(p.buf.Bytes())))
		for range p.n {
			var v T
			err := d.Decode(&v)
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}
