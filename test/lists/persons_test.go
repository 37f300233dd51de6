package lists_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/reservation"
)

// somebody is a generated person. The name parts come from short lists, the common ones more often, as in a country.
type somebody struct {
	first, middle, last string
	born                time.Time
	street, code, town  string
}

var (
	firsts = strings.Fields("Kari Anne Ola Per Ingrid Marit Bjørn Åse Jan Lars Kåre Ida Nora Emil Anne-Marie " +
		"Ole-Petter Šimon Ionuț Jānis André Ærlend Øystein Solveig Łukasz José Thi Mohammed Fatima")
	middle = strings.Fields("Marie Johan Kristin Helene Olav Sofie Ali Van")
	lasts  = strings.Fields("Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Eksempel Bø Åsen Næss " +
		"Øyen Sæther Lund-Berg O’Hara Žižek Mureșan Bērziņš Nguyễn García Kowalski Müller Ängström")
	roads = strings.Fields("Storgata Kirkeveien Åsgata Øvregate Skoleveien Parkgaten")
)

// drawn favours the beginning of a list.
func drawn(r *rand.Rand, of []string) string { return of[min(r.IntN(len(of)), r.IntN(len(of)))] }

func draw(r *rand.Rand) somebody {
	s := somebody{
		first: drawn(r, firsts), last: drawn(r, lasts),
		born:   time.Date(1930, 1, 1+r.IntN(27_000), 0, 0, 0, 0, time.UTC),
		street: fmt.Sprintf("%s %d", drawn(r, roads), 1+r.IntN(60)), code: fmt.Sprintf("%04d", 150+r.IntN(3000)),
		town: "Oslo",
	}
	if r.IntN(3) == 0 {
		s.middle = drawn(r, middle)
	}
	return s
}

func (s somebody) name() string {
	return strings.Join(strings.Fields(s.first+" "+s.middle+" "+s.last), " ")
}

func (s somebody) address() string { return s.street + " " + s.code }

// kind is one way in which a list writes a person otherwise than the register. all is true where each must be found.
type kind struct {
	name  string
	all   bool
	write func(s somebody) (name, address string, birth bool)
}

func named(f func(s somebody) string) func(somebody) (string, string, bool) {
	return func(s somebody) (string, string, bool) { return f(s), "", true }
}

func housed(f func(s somebody) string) func(somebody) (string, string, bool) {
	return func(s somebody) (string, string, bool) { return s.name(), f(s), false }
}

// letters without their marks, but for å, æ, ø and the Swedish ones that are read as those
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("åæøÅÆØäöÄÖ", r) {
			return r
		}
		for _, base := range norm.NFD.String(string(r)) {
			return base
		}
		return r
	}, text)
}

var kinds = []kind{
	{"as in the register", true, named(somebody.name)},
	{"CAPITALS", true, named(func(s somebody) string { return strings.ToUpper(s.name()) })},
	{"LAST FIRST", true,
		named(func(s somebody) string { return strings.ToUpper(s.last + " " + s.first + " " + s.middle) })},
	{"Last, First", true, named(func(s somebody) string { return s.last + ", " + s.first + " " + s.middle })},
	{"without the middle name", true, named(func(s somebody) string { return s.first + " " + s.last })},
	{"one more middle name", true, named(func(s somebody) string { return s.first + " Torunn " + s.last })},
	{"a middle initial", true, named(func(s somebody) string { return s.first + " T. " + s.last })},
	{"one more last name", true, named(func(s somebody) string { return s.name() + " Torunnsen" })},
	{"a title", true, named(func(s somebody) string { return "Dr. " + s.name() })},
	{"letters in two parts", true, named(func(s somebody) string { return norm.NFD.String(s.name()) })},
	{"letters without marks", true, named(func(s somebody) string { return bare(s.name()) })},
	{"aa, ae, oe", true, named(func(s somebody) string {
		return strings.NewReplacer("å", "aa", "Å", "Aa", "æ", "ae", "Æ", "Ae", "ø", "oe", "Ø", "Oe").Replace(s.name())
	})},
	{"Swedish letters", true, named(func(s somebody) string {
		return strings.NewReplacer("ø", "ö", "Ø", "Ö", "æ", "ä", "Æ", "Ä").Replace(s.name())
	})},
	{"hyphens as spaces", true, named(func(s somebody) string { return strings.ReplaceAll(s.name(), "-", " ") })},
	{"hyphens gone", true, named(func(s somebody) string { return strings.ReplaceAll(s.name(), "-", "") })},
	{"half a double name", true,
		named(func(s somebody) string { a, _, _ := strings.Cut(s.first, "-"); return a + " " + s.last })},
	{"another apostrophe", true, named(func(s somebody) string { return strings.ReplaceAll(s.name(), "’", "'") })},
	{"spaces and invisible marks", true,
		named(func(s somebody) string { return "\ufeff" + strings.ReplaceAll(s.name(), " ", "\u00a0 \u200b") + " " })},
	{"address, town behind", true,
		housed(func(s somebody) string { return s.street + ", " + s.code + " " + strings.ToUpper(s.town) })},
	{"address, gt. and vegen", true, housed(func(s somebody) string {
		return strings.NewReplacer("gaten", "gt.", "gata", "gt.", "gate", "gt.", "veien", "vegen").Replace(s.address())
	})},
	{"address, N- and a flat", true,
		housed(func(s somebody) string { return s.street + " H0201, N-" + s.code + " " + s.town })},
	// These lose what the name is known by; how many are found is told, not promised.
	{"a letter wrong", false, named(func(s somebody) string { return s.first + "h " + s.middle + " " + s.last })},
	{"the first name's initial", false, named(func(s somebody) string { return s.first[:1] + ". " + s.last })},
	{"another last name", false, named(func(s somebody) string { return s.first + " " + s.middle + " Torunnsen" })},
	{"å as a, ø as o", false, named(func(s somebody) string {
		return strings.NewReplacer("å", "a", "Å", "A", "ø", "o", "Ø", "O", "æ", "e").Replace(s.name())
	})},
}

// spelled measures a register of so many persons, and leads made of them by each kind of change; and as many leads of
// other persons.
func spelled(t *testing.T, persons int, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1))
	k := reservation.NewKeyer(secret)
	in := make([]somebody, persons)
	owners := map[dialer.PersonKey][]int32{}
	keys := 0
	for i := range in {
		in[i] = draw(r)
		for _, key := range k.Keys(nil, in[i].name(), in[i].born, in[i].address()) {
			owners[key] = append(owners[key], int32(i))
			keys++
		}
	}
	t.Logf("seed %d: %d persons, %.1f keys a person", seed, persons, float64(keys)/float64(persons))
	for _, way := range kinds {
		now, before := 0, 0
		for i, s := range in {
			name, address, birth := way.write(s)
			born := s.born
			if !birth {
				born = time.Time{}
			}
			found := k.Keys(nil, name, born, address)
			if slices.ContainsFunc(found,
				func(key dialer.PersonKey) bool { return slices.Contains(owners[key], int32(i)) }) {
				now++
			}
			if slices.Contains(owners[found[0]], int32(i)) { // the first recipe's key is the first
				before++
			}
		}
		t.Logf("%-28s found %6.2f %%, by the first recipe %6.2f %%", way.name, percent(now, persons),
			percent(before, persons))
		if way.all && now != persons {
			t.Errorf("%s: %d of %d found, want all", way.name, now, persons)
		}
	}
	falsely, sameDay := 0, 0
	days := map[time.Time]int{}
	for _, s := range in {
		days[s.born]++
	}
	for range persons {
		s := draw(r)
		sameDay += days[s.born]
		met := map[int32]bool{}
		for _, key := range k.Keys(nil, s.name(), s.born, s.address()) {
			for _, o := range owners[key] {
				met[o] = true
			}
		}
		falsely += len(met)
	}
	pairs := float64(persons) * float64(persons)
	t.Logf("false matches: %d of %.0f unrelated pairs, %.4f in a million; of %d pairs born on one day %.2f %%",
		falsely, pairs, 1e6*float64(falsely)/pairs, sameDay, percent(falsely, sameDay))
	if 1e6*float64(falsely)/pairs > 5 {
		t.Errorf("%d false matches of %.0f pairs are more than 5 in a million", falsely, pairs)
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// TestEachSpellingOfAPersonIsFound is the small case of the night's.
func TestEachSpellingOfAPersonIsFound(t *testing.T) { spelled(t, 2000, 7) }
