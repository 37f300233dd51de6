package config_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/daemon/config"
)

func TestDifferencesNameEachKey(t *testing.T) {
	old := config.Defaults()
	file := old
	file.Hours.End, file.Hours.Days = "20:00", []string{"mon"}
	file.Asterisk.MaxCalls, file.Asterisk.URL = 20, "http://admin:hunter2@127.0.0.1:8088/ari"
	file.Recording.RetentionDays = 2
	want := []config.Difference{
		{Key: "asterisk.url", Old: "http://127.0.0.1:8088/ari", New: "http://•••@127.0.0.1:8088/ari", Restart: true},
		{Key: "asterisk.max_calls", Old: "10", New: "20"},
		{Key: "hours.end", Old: "21:00", New: "20:00"},
		{Key: "hours.days", Old: "[mon tue wed thu fri]", New: "[mon]"},
		{Key: "recording.retention_days", Old: "3", New: "2", Restart: true},
	}
	if got := old.Differences(file); !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	now := old.Reloaded(file)
	if now.Asterisk.URL != old.Asterisk.URL || now.Recording.RetentionDays != 3 {
		t.Errorf("a reload took what needs a restart: %+v", now)
	}
	if now.Hours.End != "20:00" || now.Asterisk.MaxCalls != 20 {
		t.Errorf("a reload did not take what it can: %+v", now)
	}
	for _, d := range now.Differences(file) {
		if !d.Restart {
			t.Errorf("%s differs after the reload and needs no restart", d.Key)
		}
	}
	if left := old.Differences(old); len(left) != 0 {
		t.Errorf("got %+v between equals", left)
	}
}

// TestEveryKeyIsWalked: a key that the walk misses would change in silence.
func TestEveryKeyIsWalked(t *testing.T) {
	var empty config.Config
	full := config.Defaults()
	fill(reflect.ValueOf(&full).Elem())
	keys := map[string]bool{}
	for _, d := range empty.Differences(full) {
		if keys[d.Key] || strings.HasSuffix(d.Key, ".") || strings.HasPrefix(d.Key, ".") {
			t.Errorf("key %q", d.Key)
		}
		keys[d.Key] = true
	}
	if n := leaves(reflect.TypeFor[config.Config]()); len(keys) != n {
		t.Errorf("walked %d keys of %d", len(keys), n)
	}
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.String:
		v.SetString("x")
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	}
}

func leaves(t reflect.Type) (n int) {
	if t.Kind() != reflect.Struct {
		return 1
	}
	for i := range t.NumField() {
		n += leaves(t.Field(i).Type)
	}
	return n
}
