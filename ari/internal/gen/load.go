package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// model is one Swagger 1.1 model, its properties in the order the document gives them.
type model struct {
	Name     string
	Event    bool // a sub-type of Event
	Property []property
}

type property struct {
	Name     string
	Type     string `json:"type"`
	Required bool   `json:"required"`
}

// The documents, in the order in which their models are written.
var documents = []string{
	"applications", "asterisk", "bridges", "channels", "deviceStates", "endpoints",
	"mailboxes", "playbacks", "recordings", "sounds", "events",
}

func load(from string) ([]model, error) {
	var all []model
	events := map[string]bool{}
	for _, name := range documents {
		raw, err := fetch(from, name+".json")
		if err != nil {
			return nil, err
		}
		models, err := parse(raw, events)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, models...)
	}
	for i := range all {
		all[i].Event = events[all[i].Name]
	}
	return all, nil
}

func fetch(from, name string) ([]byte, error) {
	if !strings.Contains(from, "://") {
		return os.ReadFile(filepath.Join(from, name))
	}
	resp, err := http.Get(strings.TrimSuffix(from, "/") + "/" + name)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("get %s: %s", name, resp.Status)
	}
	return io.ReadAll(resp.Body)
}

func parse(raw []byte, events map[string]bool) ([]model, error) {
	var doc struct {
		Models jsontext.Value `json:"models"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil || doc.Models == nil {
		return nil, err
	}
	var models []model
	err := members(doc.Models, func(name string, v jsontext.Value) error {
		var m struct {
			SubTypes   []string       `json:"subTypes"`
			Properties jsontext.Value `json:"properties"`
		}
		if err := json.Unmarshal(v, &m); err != nil {
			return err
		}
		if name == "Event" {
			for _, s := range m.SubTypes {
				events[s] = true
			}
		}
		one := model{Name: name}
		err := members(m.Properties, func(name string, v jsontext.Value) error {
			p := property{Name: name}
			one.Property = append(one.Property, p)
			return json.Unmarshal(v, &one.Property[len(one.Property)-1])
		})
		models = append(models, one)
		return err
	})
	return models, err
}

// members calls yield for each member of a JSON object, in the order they stand.
func members(obj jsontext.Value, yield func(string, jsontext.Value) error) error {
	dec := jsontext.NewDecoder(bytes.NewReader(obj))
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	for dec.PeekKind() != '}' {
		key, err := dec.ReadToken()
		if err != nil {
			return err
		}
		name := key.String()
		v, err := dec.ReadValue()
		if err != nil {
			return err
		}
		if err := yield(name, v.Clone()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
