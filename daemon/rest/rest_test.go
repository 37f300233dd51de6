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
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/rest"
	"github.com/ringevett/ringevett/daemon/verb"
)

// serve puts a floor on a socket of its own and gives its other end.
func serve(t *testing.T, f rest.House) *rest.Remote {
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

// questions asks everything that can be asked of a floor.
func questions() []func(context.Context, rest.Floor, string) (any, error) {
	return slices.Concat(plainQuestions(), recordingQuestions(), inquiryQuestions(), peopleQuestions())
}

func nines(n int) io.Reader { return bytes.NewReader(bytes.Repeat([]byte("9"), n)) }

func plainQuestions() []func(context.Context, rest.Floor, string) (any, error) {
	none := func(err error) (any, error) { return nil, err }
	type floor = rest.Floor
	return []func(context.Context, rest.Floor, string) (any, error){
		func(ctx context.Context, f floor, _ string) (any, error) { return f.Health(ctx) },
		func(ctx context.Context, f floor, _ string) (any, error) { return f.Status(ctx) },
		func(ctx context.Context, f floor, by string) (any, error) { return f.Reload(ctx, by) },
		func(ctx context.Context, f floor, by string) (any, error) {
			return nil, f.RemoveClient(ctx, "acme", "gone & done", by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.ArchiveCampaign(ctx, "autumn", "over & done", by)
		},
		func(ctx context.Context, f floor, _ string) (any, error) { return f.Lists(ctx, "autumn") },
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.ReopenLeads(ctx, verb.Reopening{Campaign: "autumn", Source: "kunder & co", Outcome: "busy", Day: "2026-11-24", Why: "out & back"}, by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return nil, f.EndList(ctx, "autumn", "kunder & co", "over", by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return nil, f.RemoveList(ctx, "autumn", "kunder & co", "wrong", by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return nil, f.RemoveAgent(ctx, "kari", "left", by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.UnlockPhone(ctx, "PJSIP/agent 1", "own fault & forgiven", by)
		},
		func(ctx context.Context, f floor, _ string) (any, error) {
			return f.Figures(ctx, verb.FiguresQuery{From: "2026-11-01", To: "2026-11-30", Campaign: "autumn"})
		},
		func(ctx context.Context, f floor, _ string) (any, error) {
			return f.Why(ctx, verb.WhyQuery{Number: "900 00 001", Campaign: "autumn", At: noon()})
		},
		func(ctx context.Context, f floor, _ string) (any, error) { return f.Clients(ctx) },
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.AddClients(ctx, []byte("clients: [å]"), by)
		},
		func(ctx context.Context, f floor, _ string) (any, error) { return f.Agents(ctx) },
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.AddAgents(ctx, []byte("agents: []"), by)
		},
		func(ctx context.Context, f floor, _ string) (any, error) { return f.Campaigns(ctx) },
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.AddCampaign(ctx, []byte("id: x"), by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.SetRunning(ctx, "autumn", true, "", by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.SetRunning(ctx, "autumn", false, "lunch & more", by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.RestartPredictive(ctx, "autumn", "a new phone & cable", by))
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.LiftShown(ctx, "+4722000001", "the route & the trunk", true, by))
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			out, each, err := f.ImportLeads(ctx, verb.LeadsFile{
				Campaign: "autumn", Source: "list", Name: "a b&c.csv", Text: nines(8 << 20),
			}, by)
			if err != nil {
				return nil, err
			}
			got := []any{out}
			for v, err := range each {
				got = append(got, v, err)
			}
			return got, nil
		},
		func(ctx context.Context, f floor, _ string) (any, error) { return f.LeadCounts(ctx, "autumn") },
		func(ctx context.Context, f floor, _ string) (any, error) { return f.Reservations(ctx) },
		func(ctx context.Context, f floor, _ string) (any, error) { return f.CheckNumber(ctx, "+47 900 00 001") },
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.Reserve(ctx, verb.Wish{Scope: "own", Number: "90000001", Why: "letter"}, by))
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.Reserve(ctx, verb.Wish{Scope: "own", Name: "Kari Eksempel", Birth: "1970-01-31", Address: "Storgata 1, 0155", Why: "letter"}, by))
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.Unreserve(ctx, verb.Wish{Scope: "fjellvann", Number: "90000001", Why: "letter"}, by)
		},
		func(ctx context.Context, f floor, _ string) (any, error) { return f.RegisterList(ctx) },
		func(ctx context.Context, f floor, _ string) (any, error) { return f.Importing(ctx) },
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.ImportRegister(ctx, verb.RegisterFile{Register: "national", Name: "november.csv", Text: nines(8 << 20)}, by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.ImportRegister(ctx, verb.RegisterFile{Register: "client/fjellvann", Name: "a b&c.csv", Text: strings.NewReader("nr\n"), NumberColumn: "nr", NameColumn: "navn",
				BirthColumn: "født", AddressColumn: "adr", Expect: 3, DeliveredAt: noon(), ShrunkBecause: "half left"}, by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.RestoreRegister(ctx, verb.RegisterRestore{Register: "national", Version: 7, Why: "8 was another's"}, by)
		},
		func(ctx context.Context, f floor, _ string) (any, error) {
			return f.ExportRegister(ctx, "client/fjellvann")
		},
		func(ctx context.Context, f floor, _ string) (any, error) {
			return f.VerifyJournal(ctx, verb.Noted{Heads: []string{"1:ab", "2:cd"}, FirstKeys: []string{"ef"}})
		},
		func(ctx context.Context, f floor, _ string) (any, error) { return f.JournalHeads(ctx, 30) },
		func(ctx context.Context, f floor, _ string) (any, error) { return f.Facts(ctx, verb.FactsQuery{}) },
		func(ctx context.Context, f floor, _ string) (any, error) {
			return f.Facts(ctx, verb.FactsQuery{Campaign: "autumn", Attempt: 7, From: noon(), To: noon().AddDate(0, 0, 1), Limit: 5})
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.WithdrawRequest(ctx, "fjellvann", "90000001", by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return f.Forget(ctx, "90000001", "asked", by)
		},
		func(ctx context.Context, f floor, by string) (any, error) {
			return none(f.Dispose(ctx, 7, "machine", by))
		},
	}
}

// The floor must look the same from both ends of the socket; only who asks is the kernel's to say.
func TestEveryQuestionGetsTheSameAnswerOverTheSocket(t *testing.T) {
	near, far := &fake{}, &fake{}
	remote, me := serve(t, far), rest.By(uint32(os.Getuid()))
	for i, ask := range questions() {
		want, err := ask(t.Context(), near, me)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ask(t.Context(), remote, "somebody else")
		if err != nil {
			t.Errorf("question %d, %s: %v", i, near.asked[i], err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", near.asked[i], diff)
		}
	}
	if diff := cmp.Diff(near.asked, far.asked); diff != "" {
		t.Errorf("what was asked (-want +got):\n%s", diff)
	}
}

func TestErrorsKeepTheirKindAndAllTheirWords(t *testing.T) {
	two := errors.Join(dialer.Invalid{Field: "id", Why: "a short name"}, dialer.Invalid{Field: "kind", Value: "x", Why: "sales"})
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
			for i, ask := range questions() {
				_, got := ask(t.Context(), remote, "")
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
	_, err := serve(t, f).AddClients(t.Context(), bytes.Repeat([]byte("#"), 5<<20), "")
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
		{"a socket that somebody listens on is refused", func(t *testing.T, path string) { listener(t, path) }, "another process"},
		{"a dead socket is replaced", func(t *testing.T, path string) {
			l := listener(t, path)
			l.SetUnlinkOnClose(false)
			l.Close()
		}, ""},
		{"a file is left alone", func(t *testing.T, path string) { os.WriteFile(path, []byte("mine"), 0o600) }, "no socket"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "s")
			tt.make(t, path)
			s, err := rest.Listen(path, &fake{}, "test")
			if err == nil {
				defer s.Close(context.Background())
			}
			if (tt.want == "") != (err == nil) || err != nil && (!strings.Contains(err.Error(), tt.want) || !errors.Is(err, dialer.ErrRefused)) {
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
