package registers_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/test/redistest"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	t.Run("memory", func(t *testing.T) {
		t.Parallel()
		conform(t, inMemory)
	})
	t.Run("redis", func(t *testing.T) {
		t.Parallel()
		r := redistest.Start(t)
		conform(t, func(t testing.TB) pair {
			if err := r.FlushAll(t.Context()).Err(); err != nil {
				t.Fatal(err)
			}
			return onPatientRedis(t, r.Addr())
		})
	})
	t.Run("redis cluster", func(t *testing.T) {
		t.Parallel()
		nodes := startCluster(t)
		conform(t, func(t testing.TB) pair {
			for _, n := range nodes {
				if err := n.FlushAll(t.Context()).Err(); err != nil {
					t.Fatal(err)
				}
			}
			return onPatientRedis(t, nodes[0].Addr(), nodes[1].Addr())
		})
	})
}

func conform(t *testing.T, make func(testing.TB) pair) {
	for _, test := range []struct {
		name string
		do   func(t *testing.T, p pair)
	}{
		{"an addition binds the other the moment the first answers", addedAndSeen},
		{"a register that was not delivered is unknown, one that begins empty is clear", unknownIsNo},
		{"what is added to one register is not in another", registersApart},
		{"a removal frees, with its reason only, and only what is in", removed},
		{"a person is reserved apart from the number", persons},
		{"a delivery decides; an addition above it stays, a removal does not", delivered},
		{"a removal from a delivery frees until the next one", removedFromBase},
		{"far fewer numbers need a reason", shrinks},
		{"numbers of other countries and lengths", foreign},
		{"many numbers", manyNumbers},
		{"many persons", manyPersons},
		{"a snapshot says what a check says, and does not change", snapshot},
		{"changes are told in order, to both", watched},
		{"what has no number is refused", nonsense},
		{"a new client's register is there", newClient},
		{"since when a number is in", since},
		{"answers come in the order of the question, with versions", inOrder},
	} {
		t.Run(test.name, func(t *testing.T) { test.do(t, make(t)) })
	}
}

func addedAndSeen(t *testing.T, p pair) {
	for i := range 50 {
		must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(i), entry("agent")))
		got := one(t, p.b, who(i), dialer.Own)
		if got.Answer != dialer.Reserved || got.By != "number" {
			t.Fatalf("got %+v of number %d", got, i)
		}
	}
	if got := one(t, p.b, who(99), dialer.Own); got.Answer != dialer.Clear {
		t.Errorf("got %+v", got)
	}
	first := must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(200), entry("agent")))
	if again := must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(200), entry("again"))); again != first {
		t.Errorf("the same again: got %d, want %d", again, first)
	}
}

func unknownIsNo(t *testing.T, p pair) {
	got, err := p.b.Check(t.Context(), who(1), []dialer.RegisterID{
		dialer.National, dialer.Own, acme, "client/unknown", dialer.NationalVoluntary,
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []dialer.Answer{dialer.Unknown, dialer.Clear, dialer.Clear, dialer.Unknown, dialer.Unknown}
	for i, g := range got {
		if g.Answer != want[i] {
			t.Errorf("%s: got %v, want %v", g.Register, g.Answer, want[i])
		}
	}
}

func registersApart(t *testing.T, p pair) {
	must[int64](t)(p.a.Add(t.Context(), acme, who(1), entry("client's file")))
	if got := one(t, p.b, who(1), acme); got.Answer != dialer.Reserved {
		t.Errorf("got %+v", got)
	}
	if got := one(t, p.b, who(1), dialer.Own); got.Answer != dialer.Clear {
		t.Errorf("got %+v", got)
	}
}

func removed(t *testing.T, p pair) {
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	if _, err := p.a.Remove(t.Context(), dialer.Own, who(1), entry("no reason")); err == nil {
		t.Error("removed without a reason")
	}
	if _, err := p.a.Remove(t.Context(), dialer.Own, who(2), because("asked")); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("what is not in: got %v", err)
	}
	must[int64](t)(p.a.Remove(t.Context(), dialer.Own, who(1), because("asked by letter")))
	freed(t, p.b, who(1), dialer.Own)
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	if got := one(t, p.b, who(1), dialer.Own); got.Answer != dialer.Reserved {
		t.Errorf("added again: got %+v", got)
	}
}

func persons(t *testing.T, p pair) {
	kari := dialer.PersonKey(0xfedcba9876543210)
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, dialer.Subject{Persons: []dialer.PersonKey{kari}}, entry("letter")))
	got := one(t, p.b, dialer.Subject{Number: number(1), Persons: []dialer.PersonKey{7, kari}}, dialer.Own)
	if got.Answer != dialer.Reserved || got.By != "person" {
		t.Errorf("got %+v", got)
	}
	if got := one(t, p.b, dialer.Subject{Number: number(1), Persons: []dialer.PersonKey{7}},
		dialer.Own); got.Answer != dialer.Clear {
		t.Errorf("got %+v", got)
	}
}

func delivered(t *testing.T, p pair) {
	must[int64](t)(p.a.Add(t.Context(), dialer.National, who(5), entry("letter")))
	if got := one(t, p.b, who(6), dialer.National); got.Answer != dialer.Unknown {
		t.Errorf("never delivered: got %+v", got)
	}
	v := must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, base(1, 2, 3), delivery()))
	if v.Version < 1 || v.Count != 3 {
		t.Errorf("got %+v", v)
	}
	for i, want := range []dialer.Answer{
		dialer.Clear, dialer.Reserved, dialer.Reserved, dialer.Reserved, dialer.Clear, dialer.Reserved,
	} {
		if got := one(t, p.b, who(i),
			dialer.National); got.Answer != want || got.Version != v.Version || got.Count != 3 ||
			!got.LoadedAt.Equal(delivery().LoadedAt) {
			t.Errorf("number %d: got %+v, want %v", i, got, want)
		}
	}
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, base(1, 2, 3, 5), delivery()))
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, base(1, 2, 3, 4), cleaned()))
	freed(t, p.b, who(5), dialer.National) // held by a version, and not by the next
}

func removedFromBase(t *testing.T, p pair) {
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, base(1, 2, 3), delivery()))
	must[int64](t)(p.a.Remove(t.Context(), dialer.National, who(2), because("the keeper confirmed it")))
	freed(t, p.b, who(2), dialer.National)
	if got := one(t, p.b, who(1), dialer.National); got.Answer != dialer.Reserved {
		t.Errorf("got %+v", got)
	}
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, base(1, 2, 3, 4), delivery()))
	if got := one(t, p.b, who(2), dialer.National); got.Answer != dialer.Reserved {
		t.Errorf("delivered again: got %+v", got)
	}
}

func shrinks(t *testing.T, p pair) {
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(1000), delivery()))
	if _, err := p.a.Replace(t.Context(), dialer.National, many(979), delivery()); !errors.Is(err, dialer.ErrRefused) {
		t.Errorf("got %v", err)
	}
	if got := one(t, p.b, numberSubject(numberOf(999)), dialer.National); got.Answer != dialer.Reserved ||
		got.Count != 1000 {
		t.Errorf("a refused version has changed something: %+v", got)
	}
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(980), delivery()))
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(10), cleaned()))
	if got := freed(t, p.b, numberSubject(numberOf(500)), dialer.National); got.Count != 10 {
		t.Errorf("got %+v", got)
	}
}

// cleaned is a delivery that lacks much, and says why.
func cleaned() sets.Delivery {
	d := delivery()
	d.ShrunkBecause = "the keeper has cleaned it up"
	return d
}

func numberSubject(n uint64) dialer.Subject {
	return dialer.Subject{Number: dialer.Number(sets.Member{Key: n}.String())}
}

func foreign(t *testing.T, p pair) {
	in := []uint64{
		46700000001, 447700900001, 4722000001, 4790000001, 47, 479000000011, 1, 999999999999999, 4799999999, 4700000001,
	}
	var b sets.Builder
	for _, n := range in {
		b.Number(n)
	}
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, b.Base(), delivery()))
	for _, n := range in {
		if got := one(t, p.b, numberSubject(n), dialer.National); got.Answer != dialer.Reserved {
			t.Errorf("%d: got %v", n, got.Answer)
		}
		if got := one(t, p.b, numberSubject(n^64), dialer.National); n > 10 && n < 1e14 && got.Answer != dialer.Clear {
			t.Errorf("beside %d: got %v", n, got.Answer)
		}
	}
}

func manyNumbers(t *testing.T, p pair) {
	const n = 200_000
	var b sets.Builder
	for i := range n {
		b.Number(numberOf(i))
		if i%2 == 0 {
			b.Number(46700000000 + uint64(i)*7)
		}
	}
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, b.Base(), delivery()))
	for i := 0; i < n; i += 997 {
		for number, want := range map[uint64]dialer.Answer{
			numberOf(i): dialer.Reserved, numberOf(i) + 1: dialer.Clear,
			46700000000 + uint64(i/2*2)*7: dialer.Reserved, 46700000001 + uint64(i/2*2)*7: dialer.Clear,
		} {
			if got := one(t, p.b, numberSubject(number), dialer.National); got.Answer != want {
				t.Fatalf("%d: got %v, want %v", number, got.Answer, want)
			}
		}
	}
	for _, n := range []uint64{4799999999, 4700000000, 4700000001, 4800000000} {
		if got := one(t, p.b, numberSubject(n), dialer.National); got.Answer != dialer.Clear {
			t.Errorf("%d: got %v", n, got.Answer)
		}
	}
}

func manyPersons(t *testing.T, p pair) {
	var b sets.Builder
	key := func(i int) dialer.PersonKey { return dialer.PersonKey(uint64(i+1) * 0x9e3779b97f4a7c15) }
	for i := range 20_000 {
		b.Person(key(i))
	}
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, b.Base(), delivery()))
	for i := 0; i < 40_000; i += 499 {
		want := dialer.Reserved
		if i >= 20_000 {
			want = dialer.Clear
		}
		if got := one(t, p.b, dialer.Subject{Number: number(1), Persons: []dialer.PersonKey{key(i)}},
			dialer.National); got.Answer != want {
			t.Fatalf("person %d: got %v, want %v", i, got.Answer, want)
		}
	}
}

func snapshot(t *testing.T, p pair) {
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, many(100_000), delivery()))
	must[int64](t)(p.a.Add(t.Context(), dialer.National, who(1), entry("letter")))
	must[int64](t)(p.a.Remove(t.Context(), dialer.National, numberSubject(numberOf(7)), because("letter")))
	freed(t, p.b, numberSubject(numberOf(7)), dialer.National)
	regs := []dialer.RegisterID{dialer.National, dialer.Own, "client/unknown"}
	snap := must[sets.Snapshot](t)(p.b.Snapshot(t.Context(), regs))
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(2), entry("agent")))
	want := map[uint64]bool{numberOf(5): true, numberOf(7): false, 4790000001: true, 4790000002: false}
	for n, in := range want {
		if snap.Has(dialer.National, n) != in {
			t.Errorf("%d: got %v", n, !in)
		}
		if bit := n - 4700000000; snap[dialer.National].Bitmap()[bit/64]>>(bit%64)&1 != 0 != in {
			t.Errorf("%d in the bitmap: got %v", n, !in)
		}
	}
	if snap.Has(dialer.Own, 4790000002) {
		t.Error("the snapshot has changed")
	}
	if snap["client/unknown"].Loaded || !snap[dialer.National].Loaded || !snap[dialer.Own].Loaded {
		t.Error("loaded is not told")
	}
	if v := snap.Versions(); len(v) != 3 || v[1].Count != 100_000 {
		t.Errorf("got %+v", v)
	}
}

func watched(t *testing.T, p pair) {
	from := must[int64](t)(p.b.LastChange(t.Context()))
	seen := must[<-chan dialer.RegisterChange](t)(p.b.Watch(t.Context(), from))
	must[int64](t)(p.a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	must[int64](t)(p.a.Add(t.Context(), acme, who(2), entry("agent")))
	must[int64](t)(p.a.Remove(t.Context(), dialer.Own, who(1), because("asked")))
	var got []dialer.RegisterChange
	for range 3 {
		select {
		case c := <-seen:
			got = append(got, c)
		case <-time.After(5 * time.Second):
			t.Fatalf("only %d changes came", len(got))
		}
	}
	if !slices.ContainsFunc(got,
		func(c dialer.RegisterChange) bool { return c.Register == acme && c.Number == number(2) && !c.Removed }) {
		t.Errorf("got %+v", got)
	}
	got = slices.DeleteFunc(got, func(c dialer.RegisterChange) bool { return c.Register != dialer.Own })
	if len(got) != 2 || got[0].Removed || !got[1].Removed || got[0].Seq >= got[1].Seq || got[0].Source != "agent" ||
		got[1].Reason != "asked" {
		t.Errorf("got %+v", got)
	}
}

func nonsense(t *testing.T, p pair) {
	for _, s := range []dialer.Subject{
		{}, {Number: "90000001"}, {Number: "+47 90000001"}, {Number: "+0"}, {Number: "+1234567890123456"},
	} {
		if _, err := p.b.Check(t.Context(), s, []dialer.RegisterID{dialer.Own}); err == nil {
			t.Errorf("%q: no error", s.Number)
		}
		if _, err := p.a.Add(t.Context(), dialer.Own, s, entry("agent")); err == nil {
			t.Errorf("%q was added", s.Number)
		}
	}
	if _, err := p.a.Add(t.Context(), "nonsense", who(1), entry("agent")); err == nil {
		t.Error("added to no register")
	}
	if _, err := p.a.Add(t.Context(), "client/unknown", who(1), entry("agent")); !errors.Is(err, dialer.ErrNotFound) {
		t.Errorf("a client that is not there: got %v", err)
	}
}

func inOrder(t *testing.T, p pair) {
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, base(1), delivery()))
	must[int64](t)(p.a.Add(t.Context(), acme, who(1), entry("agent")))
	regs := []dialer.RegisterID{acme, dialer.National, dialer.Own}
	got, err := p.b.Check(t.Context(), who(1), regs)
	if err != nil || len(got) != 3 {
		t.Fatal(got, err)
	}
	for i, g := range got {
		if g.Register != regs[i] || (g.Answer == dialer.Reserved) != (i < 2) {
			t.Errorf("%d: got %+v", i, g)
		}
	}
	if got[1].Version < 1 || got[0].Seq < 1 {
		t.Errorf("got %+v", got)
	}
}

func newClient(t *testing.T, p pair) {
	if got := one(t, p.b, who(1), "client/umbra"); got.Answer != dialer.Unknown {
		t.Errorf("before: got %+v", got)
	}
	if err := p.store.PutClient(t.Context(), dialer.Client{ID: "umbra", Name: "Umbra AS"}, "test"); err != nil {
		t.Fatal(err)
	}
	ready(t, p.a)
	for _, s := range []registers.Sets{p.a, p.b} {
		redistest.Eventually(t, "the register is there", func() error {
			got, err := s.Check(t.Context(), who(1), []dialer.RegisterID{"client/umbra"})
			if err == nil && got[0].Answer != dialer.Clear {
				err = errors.New(got[0].Answer.String())
			}
			return err
		})
	}
	must[int64](t)(p.a.Add(t.Context(), "client/umbra", who(1), entry("agent")))
	if got := one(t, p.b, who(1), "client/umbra"); got.Answer != dialer.Reserved {
		t.Errorf("got %+v", got)
	}
}

// What an express request is held against: it lifts only what is older than itself.
func since(t *testing.T, p pair) {
	e := entry("agent")
	e.At = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	must[int64](t)(p.a.Add(t.Context(), acme, who(1), e))
	must[dialer.RegisterVersion](t)(p.a.Replace(t.Context(), dialer.National, base(1), delivery()))
	redistest.Eventually(t, "the other has it too", func() error {
		if got := one(t, p.b, who(1), acme); got.Answer != dialer.Reserved || !got.Since.Equal(e.At) {
			return errors.New(got.Since.String())
		}
		return nil
	})
	if got := one(t, p.b, who(1), dialer.National); !got.Since.IsZero() {
		t.Errorf("of a delivery: got %v", got.Since)
	}
}
