package config

import "reflect"

// Setting is a key of the configuration as it stands on disk.
type Setting struct {
	Key   string `json:"key"`
	Value string `json:"value"`
	From  string `json:"from" doc:"the file or environment variable that set it last; default"`
}

// FromDefault is the From of a key that nothing has set.
const FromDefault = "default"

// Settings lists every key in the order of the reference, with the value that Load gives it and what set it. A file
// that repeats the value before it is not named. The error is Load's; the list has what could be read.
func Settings(path string) ([]Setting, error) {
	from := map[string]string{}
	c, err := load(path, func(origin string, before, after Config) {
		for _, one := range before.Differences(after) {
			from[one.Key] = origin
		}
	})
	var all []Setting
	walk("", reflect.ValueOf(c), func(key string, v reflect.Value) {
		origin := FromDefault
		if name, set := from[key]; set {
			origin = name
		}
		all = append(all, Setting{key, printed(v), origin})
	})
	return all, err
}

// walk visits every key.
func walk(path string, v reflect.Value, visit func(key string, v reflect.Value)) {
	if v.Kind() != reflect.Struct {
		visit(path, v)
		return
	}
	for i := range v.NumField() {
		walk(nested(path, v.Type(), i), v.Field(i), visit)
	}
}
