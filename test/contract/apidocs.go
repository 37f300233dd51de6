package contract

import (
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
)

// Docs is what an Asterisk says of its interface.
type Docs struct {
	Operations []Operation
	Models     map[string]Model
}

// Operation is one method on one path.
type Operation struct {
	Method    string `json:"httpMethod"`
	Path      string `json:"-"`
	Nickname  string `json:"nickname"`
	Parameter []struct {
		Name     string `json:"name"`
		In       string `json:"paramType"` // path, query or body
		Required bool   `json:"required"`
	} `json:"parameters"`
}

// Model is a type with its properties by name.
type Model struct {
	Properties map[string]Property `json:"properties"`
}

// Property is a field's Swagger type and whether it is always there.
type Property struct {
	Type     string `json:"type"`
	Required bool   `json:"required"`
}

// ReadDocs asks an Asterisk; base is like http://127.0.0.1:8088/ari.
func ReadDocs(base, user, password string) (*Docs, error) {
	fetch := func(path string, into any) error {
		req, err := http.NewRequest(http.MethodGet, base+path, nil)
		if err != nil {
			return err
		}
		req.SetBasicAuth(user, password)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		raw, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			return fmt.Errorf("%s: %s %v", path, resp.Status, err)
		}
		return json.Unmarshal(raw, into)
	}
	var list struct {
		APIs []struct {
			Path string `json:"path"`
		} `json:"apis"`
	}
	if err := fetch("/api-docs/resources.json", &list); err != nil {
		return nil, err
	}
	docs := &Docs{Models: map[string]Model{}}
	for _, api := range list.APIs {
		var one document
		if err := fetch(strings.Replace(api.Path, "{format}", "json", 1), &one); err != nil {
			return nil, err
		}
		docs.add(one)
	}
	return docs, nil
}

type document struct {
	APIs []struct {
		Path       string      `json:"path"`
		Operations []Operation `json:"operations"`
	} `json:"apis"`
	Models map[string]Model `json:"models"`
}

func (d *Docs) add(one document) {
	for _, api := range one.APIs {
		for _, op := range api.Operations {
			op.Path = strings.TrimPrefix(api.Path, "/")
			d.Operations = append(d.Operations, op)
		}
	}
	for name, m := range one.Models {
		d.Models[name] = m
	}
}

// find gives the operation of a request, one with a literal path before one with an id in its place.
func (d *Docs) find(method, path string) (Operation, bool) {
	var found Operation
	best := -1
	for _, op := range d.Operations {
		if n := literal(op.Path, path); op.Method == method && n > best {
			found, best = op, n
		}
	}
	return found, best >= 0
}

// literal counts the segments that are equal, -1 where the path does not fit.
func literal(pattern, path string) (n int) {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return -1
	}
	for i := range want {
		switch {
		case want[i] == got[i]:
			n++
		case !strings.HasPrefix(want[i], "{"):
			return -1
		}
	}
	return n
}
