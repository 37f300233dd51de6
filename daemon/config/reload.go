package config

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// Difference is one key whose value differs between two configurations.
type Difference struct {
	Key      string // "hours.end"
	Old, New string // as the file writes them; a password in an address is masked
	Restart  bool   // only a restart takes it
}

// restartOnly are the keys, and sections with a dot at their end, that a running daemon cannot take: what it listens
// on, what it has opened, what it has told others, and recording, whose terms are spoken, promised and kept by one
// keeper.
func restartOnly() []string {
	return []string{
		"regulation.", "asterisk.url", "asterisk.user", "asterisk.password_file", "asterisk.app", "asterisk.transport",
		"asterisk.dial",
		"asterisk.request_timeout", "agents.login_code", "agents.logout_code", "agents.display", "data.", "api.",
		"metrics.", "page.", "agi.",
		"registers.backend", "redis.",
		"sounds.dir", "recording.", "log.format",
	}
}

func needsRestart(key string) bool {
	return slices.ContainsFunc(restartOnly(), func(k string) bool {
		return k == key || strings.HasSuffix(k, ".") && strings.HasPrefix(key, k)
	})
}

// Differences lists the keys in which the file's configuration differs from the one in force, in the order of the file.
func (c Config) Differences(file Config) (all []Difference) {
	walkBoth("", reflect.ValueOf(&c).Elem(), reflect.ValueOf(&file).Elem(), func(key string, mine, its reflect.Value) {
		all = append(all, Difference{key, printed(mine), printed(its), needsRestart(key)})
	})
	return all
}

// Reloaded is the configuration in force with all of the file's that a running daemon can take.
func (c Config) Reloaded(file Config) Config {
	out := file
	walkBoth("", reflect.ValueOf(&c).Elem(), reflect.ValueOf(&out).Elem(), func(key string, mine, its reflect.Value) {
		if needsRestart(key) {
			its.Set(mine)
		}
	})
	return out
}

// walkBoth visits every key that differs.
func walkBoth(path string, a, b reflect.Value, visit func(key string, a, b reflect.Value)) {
	if a.Kind() != reflect.Struct {
		if !reflect.DeepEqual(a.Interface(), b.Interface()) {
			visit(path, a, b)
		}
		return
	}
	for i := range a.NumField() {
		walkBoth(nested(path, a.Type(), i), a.Field(i), b.Field(i), visit)
	}
}

// nested is the key of a section's field.
func nested(path string, section reflect.Type, field int) string {
	return join(path, section.Field(field).Tag.Get("yaml"))
}

func printed(v reflect.Value) string {
	text := fmt.Sprint(v.Interface())
	return userInfo().ReplaceAllString(text, "://•••@")
}

// userInfo is a user with or without a password in an address.
func userInfo() *regexp.Regexp { return regexp.MustCompile(`://[^/@\s]*@`) }
