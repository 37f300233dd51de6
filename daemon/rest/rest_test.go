package rest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// serve puts a floor on a socket of its own and gives its other end.
func serve(t *testing.T, f rest.Served) *rest.Remote {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s")
	s, err := rest.Listen(path, f, "test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	r, err := rest.Dial(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func nines(n int) io.Reader { return bytes.NewReader(bytes.Repeat([]byte("9"), n)) }

// input is a verb's input with something in every field; a file is long where it is read as it comes.
func input(s verb.Spec) any {
	in := sample(s.In(), "")
	for _, f := range s.Fields() {
		if v := in.FieldByIndex(f.Index); f.Type == reflect.TypeFor[io.Reader]() {
			v.Set(reflect.ValueOf(nines(8 << 20)))
		} else if f.Type.Kind() == reflect.String && f.Tag.Get("enum") == "" {
			v.SetString("kunder & co på «" + f.Name + "»")
		}
	}
	return in.Interface()
}

// asking are the verbs that the house answers.
func asking() []verb.Spec {
	return slices.DeleteFunc(verb.All(), func(s verb.Spec) bool { return s.Path == "" || rest.AnswersItself(s) })
}

// A verb must look the same from both ends of the socket; only who asks is the kernel's to say.
func TestEveryQuestionGetsTheSameAnswerOverTheSocket(t *testing.T) {
	near, far := &fake{}, &fake{}
	remote, me := serve(t, far), rest.By(uint32(os.Getuid()))
	for _, s := range asking() {
		want, err := near.work(s)(t.Context(), input(s), me)
		if err != nil {
			t.Fatal(err)
		}
		got, err := remote.Ask(t.Context(), s, input(s))
		if err != nil {
			t.Errorf("%s: %v", s.Route(), err)
			continue
		}
		if diff := cmp.Diff(flat(want), flat(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", s.Route(), diff)
		}
	}
	if diff := cmp.Diff(near.asked, far.asked); diff != "" {
		t.Errorf("what was asked (-want +got):\n%s", diff)
	}
}

// flat has the verdicts of an import read.
func flat(out any) any {
	im, is := out.(verb.Imported)
	if !is {
		return out
	}
	all := []any{im.Import}
	for v, err := range im.Each {
		all = append(all, v, err)
	}
	return all
}

// A verb that is declared and not bound, or bound and not declared, keeps the server from starting.
func TestEveryVerbIsBoundOnce(t *testing.T) {
	all := asking()
	var bound []rest.Binding
	for _, s := range all {
		bound = append(bound, rest.BindSpec(s, (&fake{}).work(s)))
	}
	open := slices.Clone(all)
	for i := range open {
		open[i].Mine = nil
	}
	for name, tt := range map[string]struct {
		declared []verb.Spec
		bound    []rest.Binding
		want     string
	}{
		"as it should be": {all, bound, ""},
		"not bound":       {all, bound[1:], all[0].Route()},
		"bound twice":     {all, append(bound, bound[0]), "2 times"},
		"not filtered":    {open, bound, "nothing filters"},
		"not declared":    {all[1:], bound, "not in verb.All"},
	} {
		err := rest.Unbound(tt.declared, tt.bound)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: got %v, want %q", name, err, tt.want)
		}
	}
}

func TestErrorsKeepTheirKindAndAllTheirWords(t *testing.T) {
	two := errors.Join(dialer.Invalid{
		Field: "id", Why: "a short name",
	}, dialer.Invalid{Field: "kind", Value: "x", Why: "sales"})
	kinds := []error{dialer.ErrNotFound, dialer.ErrExists, dialer.ErrRefused}
	for _, tt := range []struct {
		name string
		err  error
		kind error
	}{
		{"not found", fmt.Errorf("campaign x: %w", dialer.ErrNotFound), dialer.ErrNotFound},
		{"exists", fmt.Errorf("agent x: %w", dialer.ErrExists), dialer.ErrExists},
		{"refused", fmt.Errorf("start: %w: %w", dialer.ErrRefused, two), dialer.ErrRefused},
		{"two faults of a file", two, nil},
		{"the disk", errors.New("disk I/O error"), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			remote := serve(t, &fake{err: tt.err})
			for i, s := range asking() {
				_, got := remote.Ask(t.Context(), s, input(s))
				if got == nil || got.Error() != tt.err.Error() {
					t.Fatalf("question %d: got %q, want %q", i, got, tt.err)
				}
				for _, k := range kinds {
					if errors.Is(got, k) != (k == tt.kind) {
						t.Errorf("question %d: errors.Is(%v, %v) is %v", i, got, k, k != tt.kind)
					}
				}
			}
		})
	}
}

func TestAFileThatIsTooBigIsRefused(t *testing.T) {
	f := &fake{}
	_, err := rest.Call(t.Context(), serve(t, f), verb.AddClients, verb.File{Text: bytes.Repeat([]byte("#"), 5<<20)})
	if err == nil || len(f.asked) > 0 {
		t.Errorf("got %v, asked %v; want a refusal", err, f.asked)
	}
}

func TestTheSocketIsForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	s, err := rest.Listen(path, &fake{}, "test")
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v), want 0600", info.Mode(), err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("after the stop: %v, want no socket", err)
	}
}

func TestListenOnWhatIsThere(t *testing.T) {
	for _, tt := range []struct {
		name string
		make func(t *testing.T, path string)
		want string // "" when it is replaced
	}{
		{"a socket that somebody listens on is refused", func(t *testing.T, path string) { listener(t, path) },
			"another process"},
		{"a dead socket is replaced", func(t *testing.T, path string) {
			l := listener(t, path)
			l.SetUnlinkOnClose(false)
			l.Close()
		}, ""},
		{"a file is left alone", func(t *testing.T, path string) { os.WriteFile(path, []byte("mine"), 0o600) },
			"no socket"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "s")
			tt.make(t, path)
			s, err := rest.Listen(path, &fake{}, "test")
			if err == nil {
				defer s.Close(context.Background())
			}
			if (tt.want == "") != (err == nil) ||
				err != nil && (!strings.Contains(err.Error(), tt.want) || !errors.Is(err, dialer.ErrRefused)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if _, err := os.Lstat(path); err != nil {
				t.Errorf("what was there is gone: %v", err)
			}
		})
	}
}

func listener(t *testing.T, path string) *net.UnixListener {
	t.Helper()
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func TestNoDaemonIsNoFault(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	if _, err := rest.Dial(t.Context(), path); !errors.Is(err, rest.ErrNoDaemon) {
		t.Errorf("no socket: got %v", err)
	}
	l := listener(t, path)
	l.SetUnlinkOnClose(false)
	l.Close()
	if _, err := rest.Dial(t.Context(), path); !errors.Is(err, rest.ErrNoDaemon) {
		t.Errorf("a dead socket: got %v", err)
	}
}
