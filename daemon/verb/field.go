package verb

import (
	"fmt"
	"reflect"
	"strings"
)

// Place is where a request has a field of an input.
type Place uint8

// The places, with the tags that say so.
const (
	InBody  Place = iota + 1 // json:"why": in the JSON body
	InPath                   // path:"id"
	InQuery                  // query:"from"; query:"noted,explode" of a slice is given once for each element
	InFile                   // body:"text/csv": the whole body, an io.Reader or []byte of this media type
)

// Field is one field of an input. Besides the tags of Place, and those that huma knows (doc, enum, minimum), a field
// may have:
//
//	arg:"CAMPAIGN"     it is a command's argument; its order is that of the fields; arg:"NUMBER,optional" may be left out
//	flag:"why"         it is a command's flag; flag:"why,needed" must be given; flag:"days,default=14" begins so
//	is:"campaign"      what its value names, for completion: campaign, client, agent, list, register, person,
//	                   inquiry, erasure or request
//
// A field with neither arg nor flag is not asked for by the command that the declaration makes.
type Field struct {
	reflect.StructField
	Place Place
	Key   string // in the path, the query or the body; the media type of a file

	Arg, Flag string
	Optional  bool   // the argument may be left out
	Needed    bool   // the flag must be given
	Default   string // of the flag
	Is        string
}

// Doc is the field's description.
func (f Field) Doc() string { return f.Tag.Get("doc") }

// Each reports whether a query names the field once for each of its elements.
func (f Field) Each() bool { return f.Type.Kind() == reflect.Slice && f.Place == InQuery }

// Fields are those of the input that stand in a request, in the order of its struct.
func (s Spec) Fields() (all []Field) {
	for sf := range s.in.Fields() {
		f := Field{StructField: sf, Is: sf.Tag.Get("is")}
		for _, t := range []struct {
			tag   string
			place Place
		}{{"path", InPath}, {"query", InQuery}, {"body", InFile}, {"json", InBody}} {
			if key, _, _ := strings.Cut(sf.Tag.Get(t.tag), ","); f.Place == 0 && key != "" && key != "-" {
				f.Place, f.Key = t.place, key
			}
		}
		f.readCommand()
		if f.Place != 0 {
			all = append(all, f)
		}
	}
	return all
}

func (f *Field) readCommand() {
	var more string
	f.Arg, more, _ = strings.Cut(f.Tag.Get("arg"), ",")
	f.Optional = more == "optional"
	f.Flag, more, _ = strings.Cut(f.Tag.Get("flag"), ",")
	f.Needed = more == "needed"
	f.Default, _ = strings.CutPrefix(more, "default=")
	if f.Default == "needed" {
		f.Default = ""
	}
}

// printed is a field's value in a sentence.
func printed(v reflect.Value) string { return fmt.Sprint(v.Interface()) }
