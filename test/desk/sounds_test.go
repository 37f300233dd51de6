package desk_test

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/dialplan"
	"github.com/ringevett/ringevett/test/asterisk/phone"
)

var languages = []string{"nb", "nn", "en"}

var parts = []dialplan.Part{dialplan.PartGreeting, dialplan.PartAgain, dialplan.PartMenu, dialplan.PartClient,
	dialplan.PartAll, dialplan.PartFailed,
	dialplan.PartWithheld, dialplan.PartThrough, dialplan.PartBusy, dialplan.PartClosed, dialplan.PartLeave,
	dialplan.PartWrong}

// A word is a melody that no other word has, between rests, so that it is told from one that a key has cut. The
// greeting has two words, as a real one has many.
const (
	noteLasts = phone.Rate / 10
	notes     = 14
	rest      = phone.Rate / 4
	second    = ", second word"
)

func melody(name string) []int16 {
	sum := fnv.New64a()
	sum.Write([]byte(name))
	lots := rand.New(rand.NewPCG(sum.Sum64(), 1))
	pcm := make([]int16, notes*noteLasts)
	phase := 0.0
	for n := range notes {
		hz := 300 + 2700*lots.Float64()
		for i := range noteLasts {
			phase += 2 * math.Pi * hz / phone.Rate
			pcm[n*noteLasts+i] = int16(9000 * math.Sin(phase))
		}
	}
	return pcm
}

func wordName(lang string, p dialplan.Part) string { return lang + " " + string(p) }

func fileOf(name string) string { return strings.NewReplacer(" ", "-", ",", "").Replace(name) }

// record writes every word, and the messages of the numbers that have one, and gives them by their names.
func record(t *testing.T, dir string) map[string][]int16 {
	t.Helper()
	all := map[string][]int16{}
	put := func(name, file string) {
		all[name] = melody(name)
		path := filepath.Join(dir, file+".wav")
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, wav(slices.Concat(make([]int16, rest), all[name], make([]int16, rest))),
			0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, lang := range languages {
		for _, p := range parts {
			put(wordName(lang, p), fileOf(wordName(lang, p)))
		}
		put(wordName(lang, dialplan.PartGreeting)+second, fileOf(wordName(lang, dialplan.PartGreeting)+second))
	}
	for _, v := range visits() {
		if !v.noMessage {
			put(away(v.visible()), "away/47"+v.visible())
		}
	}
	put("away house", "away/house")
	return all
}

func away(visible string) string { return "away " + visible }

func wav(pcm []int16) []byte {
	var b bytes.Buffer
	size := uint32(2 * len(pcm))
	b.WriteString("RIFF")
	binary.Write(&b, binary.LittleEndian, 36+size)
	b.WriteString("WAVEfmt ")
	for _, v := range []any{
		uint32(16), uint16(1), uint16(1), uint32(phone.Rate), uint32(2 * phone.Rate), uint16(2), uint16(16),
		[]byte("data"), size, pcm,
	} {
		binary.Write(&b, binary.LittleEndian, v)
	}
	return b.Bytes()
}

// stretch is one stretch of sound between rests, in samples.
type stretch struct{ from, to int }

func stretches(audio []int16) (out []stretch) {
	const frame, apart = phone.Rate / 50, phone.Rate / 5
	for i := 0; i+frame <= len(audio); i += frame {
		if phone.Level(audio[i:i+frame]) < -40 {
			continue
		}
		if n := len(out); n > 0 && i-out[n-1].to < apart {
			out[n-1].to = i + frame
		} else {
			out = append(out, stretch{i, i + frame})
		}
	}
	return out
}

// heard names what was heard, stretch by stretch, by its waveform; the least likeness is that of the least sure one.
func heard(audio []int16, words map[string][]int16) (names []string, least float64) {
	least = 1
	for _, s := range stretches(audio) {
		name, score := name(audio[s.from:s.to], words)
		names, least = append(names, name), min(least, score)
	}
	return names, least
}

// name is the word that is most like the beginning of pcm: a key may have cut it.
func name(pcm []int16, words map[string][]int16) (string, float64) {
	for hz, what := range map[float64]string{1000: "tone", 425: "congestion"} {
		if phone.ToneShare(pcm, hz) > 0.8 {
			return what, 1
		}
	}
	best, which := 0.0, "?"
	for _, n := range likeliest(pcm, words) {
		if s := opening(pcm, words[n]); s > best {
			best, which = s, n
		}
	}
	if best < 0.5 {
		return fmt.Sprintf("? (%.2f like %s)", best, which), best
	}
	return which, best
}

// likeliest are the few words whose first notes are most like those of pcm: to compare all of every word costs so much
// that the calls under way meanwhile are disturbed.
func likeliest(pcm []int16, words map[string][]int16) []string {
	const firsts, few = phone.Rate / 4, 4
	score := map[string]float64{}
	for n, w := range words {
		score[n] = opening(pcm[:min(firsts, len(pcm))], w[:min(firsts, len(w))])
	}
	names := slices.SortedFunc(maps.Keys(words), func(a, b string) int { return cmp.Compare(score[b], score[a]) })
	return names[:min(few, len(names))]
}

// opening compares as much as there is of pcm with the beginning of the word, in pieces of an eighth of a second that
// may each be some milliseconds off.
func opening(pcm, word []int16) float64 {
	const piece, slack = phone.Rate / 8, phone.Rate / 25
	var sum float64
	n := 0
	for at := 0; at+piece <= min(len(pcm), len(word)); at += piece {
		best, _ := phone.Find(pcm[max(0, at-slack):min(len(pcm), at+slack+piece)], word[at:at+piece])
		sum, n = sum+best, n+1
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// firstSound is how long after the answer a word was begun: the rest before it is the word's.
func firstSound(r phone.Record) time.Duration {
	s := stretches(r.Audio)
	if len(s) == 0 {
		return -1
	}
	return r.FirstRTP.Add(time.Duration(s[0].from-rest) * time.Second / phone.Rate).Sub(r.Answered)
}
