package ari

import (
	"bytes"
	"errors"
	"strconv"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Callers' names may hold anything; Asterisk itself never repeats a key.
var lenient = json.JoinOptions(jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))

// maxOdd is how many values of another type are left out of one message before it is given up.
const maxOdd = 16

// readMost decodes raw into out. A value of another type than its field's is left out: the field is zero, the rest as
// sent, and fault names what was left out. An element of a list that is no object stays in it, as a zero value. err
// is for what is no JSON of out's kind, or has more than maxOdd such values; out is then not to be used.
func readMost(raw []byte, out any) (fault, err error) {
	var faults []error
	for range maxOdd + 1 {
		err = json.Unmarshal(raw, out, lenient)
		var odd *json.SemanticError
		if err == nil || !errors.As(err, &odd) || odd.JSONPointer == "" {
			return errors.Join(faults...), err
		}
		faults = append(faults, err)
		var b bytes.Buffer
		dec, enc := jsontext.NewDecoder(bytes.NewReader(raw), lenient), jsontext.NewEncoder(&b, lenient)
		if err := without(dec, enc, "", odd.JSONPointer); err != nil {
			return nil, err
		}
		raw = b.Bytes()
	}
	return nil, errors.Join(faults...)
}

// without copies the value at here, with null, which is the zero value of any field, for every value at the pointer at.
func without(dec *jsontext.Decoder, enc *jsontext.Encoder, here, at jsontext.Pointer) error {
	kind := dec.PeekKind()
	switch {
	case here == at:
		return errors.Join(dec.SkipValue(), enc.WriteToken(jsontext.Null))
	case !here.Contains(at), kind != '{' && kind != '[':
		v, err := dec.ReadValue()
		if err != nil {
			return err
		}
		return enc.WriteValue(v)
	}
	if err := token(dec, enc); err != nil {
		return err
	}
	for i := 0; dec.PeekKind() != '}' && dec.PeekKind() != ']'; i++ {
		name := strconv.Itoa(i)
		if kind == '{' {
			tok, err := dec.ReadToken()
			if err != nil {
				return err
			}
			name = tok.String()
			if err := enc.WriteToken(jsontext.String(name)); err != nil {
				return err
			}
		}
		if err := without(dec, enc, here.AppendToken(name), at); err != nil {
			return err
		}
	}
	return token(dec, enc)
}

func token(dec *jsontext.Decoder, enc *jsontext.Encoder) error {
	tok, err := dec.ReadToken()
	if err != nil {
		return err
	}
	return enc.WriteToken(tok)
}

// oddities logs what could not be read, once for each kind of thing.
type oddities struct {
	log Logger

	mu   sync.Mutex
	told map[string]bool
}

// maxKinds bounds told: kinds are this package's own types and the events that it knows, about a hundred.
const maxKinds = 256

func newOddities(log Logger) *oddities { return &oddities{log: log, told: map[string]bool{}} }

func (o *oddities) tell(kind string, fault error) {
	o.mu.Lock()
	first := !o.told[kind] && len(o.told) < maxKinds
	if first {
		o.told[kind] = true
	}
	o.mu.Unlock()
	if first {
		o.log.Warnf("ari: %s could not be read in full (told once): %v", kind, fault)
	}
}
