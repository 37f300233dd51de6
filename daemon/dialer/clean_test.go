package dialer_test

import (
	"reflect"
	"testing"
	"unicode/utf8"

	"github.com/ringevett/ringevett/daemon/dialer"
)

// eachText calls do with every string that v holds, and its path.
func eachText(v reflect.Value, path string, do func(path string, text reflect.Value)) {
	switch v.Kind() {
	case reflect.String:
		do(path, v)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				eachText(v.Field(i), path+"."+v.Type().Field(i).Name, do)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachText(v.Index(i), path, do)
		}
	}
}

// TestCleanReachesEveryText finds a new field of Fact that Clean was not told of.
func TestCleanReachesEveryText(t *testing.T) {
	const latin1, want = "kj\xf8kken", "kj\uFFFDkken"
	f := dialer.Fact{Registers: make([]dialer.RegisterVersion, 1)}
	texts := 0
	eachText(reflect.ValueOf(&f).Elem(), "Fact", func(_ string, text reflect.Value) { text.SetString(latin1); texts++ })
	if texts < 15 {
		t.Fatalf("the test sees %d texts only", texts)
	}
	got := f.Clean()
	eachText(reflect.ValueOf(&got).Elem(), "Fact", func(path string, text reflect.Value) {
		if text.String() != want || !utf8.ValidString(text.String()) {
			t.Errorf("%s: got %q, want %q", path, text.String(), want)
		}
	})
	if f.Registers[0].Register != latin1 {
		t.Error("the registers of the given fact were changed too")
	}
	if ok := (dialer.Fact{Detail: "kjøkken", Agent: "anna"}); !reflect.DeepEqual(ok.Clean(), ok) {
		t.Errorf("a clean fact was changed: %+v", ok.Clean())
	}
}
