package speech_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/speech"
	"github.com/ringevett/ringevett/daemon/verb"
	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
	"github.com/ringevett/ringevett/test/voice"
)

func TestEverySoundThatTheHouseCanSayIsMadeOnceAndMeasured(t *testing.T) {
	speaker(t)
	set, b := example(t)
	made, err := speech.Render(t.Context(), set, api{b}, true)
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]verb.SoundMade{}
	for _, m := range made {
		there[strings.TrimPrefix(m.Path, set.Dir+"/")] = m
		if m.LeftOut == "" && (m.Seconds <= 0 || m.RMS < -22 || m.RMS > -18 || m.Peak > -3) {
			t.Errorf("%s: %.1f s, %.1f dB, peak %.1f dB", m.Path, m.Seconds, m.RMS, m.Peak)
		}
	}
	for path, want := range map[string]string{
		"nb/desk-hello.wav": "Du har ringt Eksempel Kundesenter.",
		"nb/desk-called.fjellvann-service.2.wav": "på vegne av Fjellvann Strøm. Det gjaldt strømutfallet i nettet " +
			"til Fjellvann Strøm.",
		"nb/desk-contact.wav": "Du når oss på telefon to to, null null, null null, null en eller e-post " +
			"kontakt krøllalfa example punktum no.",
		"nb/desk-menu.1.wav": "For å sperre nummeret ditt for",
		"nb/desk-unknown.4722000001.wav": "Fra dette nummeret ringer vi på vegne av Fjellvann Strøm. Samtalene " +
			"gjelder strømutfallet i nettet til Fjellvann Strøm.",
		"en/desk-closed.wav": "",
		"away/4722000001.wav": "Du har ringt Eksempel Kundesenter. Fra dette nummeret ringer vi på vegne av " +
			"Fjellvann Strøm. Samtalene gjelder strømutfallet i nettet til Fjellvann Strøm. Du når oss på telefon to " +
			"to, null null, null null, null en eller e-post kontakt krøllalfa example punktum no. Send oss gjerne en " +
			"e-post, så svarer vi innen 24 timer.",
		"away/house.wav": "Du har ringt Eksempel Kundesenter. Du når oss på telefon to to, null null, " +
			"null null, null en eller e-post kontakt krøllalfa example punktum no. Send oss gjerne en e-post, så " +
			"svarer vi innen 24 timer.",
		"nb/desk-closed.wav": "Ingen kan svare akkurat nå. Vi er her mandag til fredag fra ni til fire. Du " +
			"kan legge igjen en beskjed nå, eller skrive til kontakt krøllalfa example punktum no. Du får svar innen " +
			"24 timer. Om kvelden, i helger og på helligdager kan svaret komme skriftlig.",
		"nb/name-client.fjellvann.wav": "Fjellvann Strøm",
		"nb/say/day-1.wav":             "mandag",
		"en/say/hour-14.wav":           "two",
		"nb/consent-yes.wav":           "Takk. Opptaket starter nå. Du kan stanse det når som helst ved å taste 2.",
	} {
		if got, is := there[path]; !is || want != "" && got.Text != want {
			t.Errorf("%s: got %q, want %q", path, got.Text, want)
		}
	}
	if m := there["nb/consent-ask"]; !strings.Contains(m.LeftOut, "{website} has no value") {
		t.Errorf("without a web address: got %+v, want it left out with the reason", m)
	}
	again, err := speech.Render(t.Context(), set, api{b}, true)
	for _, m := range again {
		if m.Made || err != nil {
			t.Errorf("made again: %s, %v", m.Path, err)
		}
	}
}

// The configuration changes: what it concerns is made again, and nothing else.
func TestAChangedNameMakesItsOwnSoundsAgain(t *testing.T) {
	speaker(t)
	set, b := example(t)
	if _, err := speech.Render(t.Context(), set, api{b}, true); err != nil {
		t.Fatal(err)
	}
	set.Email = "ny@example.no"
	made, err := speech.Render(t.Context(), set, api{b}, true)
	var again []string
	for _, m := range made {
		if m.Made {
			again = append(again, strings.TrimPrefix(m.Path, set.Dir+"/"))
		}
		if m.Made && !strings.Contains(m.Text, "ny krøllalfa") && !strings.Contains(m.Text, "ny at") &&
			!strings.Contains(m.Text, "N, Y") {
			t.Errorf("%s was made again, and says nothing of the address: %q", m.Path, m.Text)
		}
	}
	if err != nil || !slices.Contains(again, "nb/desk-contact.wav") || !slices.Contains(again, "en/access.wav") {
		t.Errorf("made %q, %v; want what names the address", again, err)
	}
}

// A message that a person read goes before the voice, and stands when the words change: then the campaign stops.
func TestAPersonsRecordingGoesBeforeTheVoice(t *testing.T) {
	speaker(t)
	set, b := example(t)
	if _, err := speech.Render(t.Context(), set, api{b}, false); err != nil {
		t.Fatal(err)
	}
	studio := speech.AbandonedPath(set.Dir, "nb", "fjellvann") + ".studio.wav"
	original := voice.Tone(7*time.Second, 0.1)
	fine(t, os.WriteFile(studio, original, 0o644))
	fine(t, os.Chtimes(studio, time.Time{}, time.Now().Add(time.Minute)))
	made, err := speech.Render(t.Context(), set, api{b}, false)
	m := madeAs(t, made, "/abandoned.fjellvann.wav")
	if err != nil || !m.Made || !m.ByHand || math.Abs(m.Seconds-7) > 0.3 || math.Abs(m.RMS+20) > 0.5 {
		t.Fatalf("got %+v, %v; want seven seconds of the recording, levelled", m, err)
	}
	b.clients[0].Spoken, b.campaigns[0].Client.Spoken = "Fjellvann Nett", "Fjellvann Nett"
	fine(t, os.Chtimes(studio, time.Time{}, time.Now().Add(-time.Minute))) // the words are younger than the recording
	if _, err = speech.Render(t.Context(), set, api{b}, false); !errors.Is(err, render.ErrOldRecording) {
		t.Errorf("with other words: got %v, want the recording called old", err)
	}
	if err := houseOf(set, b).Ready(t.Context(), b.campaigns[0]); err == nil {
		t.Error("the campaign is ready with another's name")
	}
	if b, err := os.ReadFile(studio); err != nil || string(b) != string(original) {
		t.Errorf("the person's recording was touched (%v)", err)
	}
}

// A machine's words are held to the rules also where an admin wrote them.
func TestASubjectThatSellsIsNotSpoken(t *testing.T) {
	speaker(t)
	set, b := example(t)
	b.campaigns[0].Subject = "et godt tilbud om strøm, ikke strømutfallet"
	_, made := speech.Render(t.Context(), set, api{b}, false)
	ready := houseOf(set, b).Ready(t.Context(), b.campaigns[0])
	for what, err := range map[string]error{"making": made, "ready": ready} {
		if err == nil || !strings.Contains(err.Error(), `nb/desk-called.fjellvann-service: subject: `) ||
			!strings.Contains(err.Error(), `"tilbud"`) {
			t.Errorf("%s: got %v; want the subject named for its word", what, err)
		}
	}
}

func TestTheMessageOfAnInternalClientNamesTheCallCentreOnce(t *testing.T) {
	speaker(t)
	for _, lang := range sounds.Languages() {
		set, b := example(t)
		client := dialer.Client{ID: "own-house", Spoken: set.Name, Phone: set.Phone, Internal: true}
		set.Language, b.clients, b.campaigns = lang, []dialer.Client{client}, nil
		made, err := speech.Render(t.Context(), set, api{b}, false)
		fine(t, err)
		text := madeAs(t, made, "/"+lang+"/abandoned.own-house.wav").Text
		if strings.Count(text, client.Spoken) != 1 || strings.ContainsAny(text, "{}") {
			t.Errorf("%s: got %q", lang, text)
		}
	}
}

// madeAs is the sound whose path ends so.
func madeAs(t *testing.T, made []verb.SoundMade, ending string) verb.SoundMade {
	t.Helper()
	i := slices.IndexFunc(made, func(m verb.SoundMade) bool { return strings.HasSuffix(m.Path, ending) })
	if i < 0 {
		t.Fatalf("no sound %s among %d", ending, len(made))
	}
	return made[i]
}

func TestWhatIsShippedIsMadeWithoutAVoice(t *testing.T) {
	t.Setenv("PATH", "")
	set := settings(t)
	made, err := speech.Render(t.Context(), set, api{&book{}}, false)
	written := slices.DeleteFunc(slices.Clone(made), func(m verb.SoundMade) bool { return !m.Made })
	if cues, reasons := 21, 4*len(sounds.Languages()); len(written) < cues+reasons {
		t.Fatalf("got %d made, %v; want %d cues and %d reasons", len(written), err, cues, reasons)
	}
	heard := said(t)
	for _, why := range dialer.PauseReasons() {
		heard = append(heard, engine.SeatPaused(why))
	}
	for _, k := range dialer.Kinds() {
		heard = append(heard, engine.SeatOutcomes(k))
	}
	for _, ef := range heard {
		path := speech.CuePath(set.Dir, ef)
		switch {
		case strings.HasSuffix(string(ef), " "): // of a client, campaign or item, whose name follows
		case path == "":
			t.Errorf("%s: no sound says it", ef)
		case filepath.Base(filepath.Dir(path)) == "agent": // the others name the house's own words
			if _, err := os.Stat(path + ".wav"); err != nil {
				t.Errorf("%s: %v", ef, err)
			}
		}
	}
	spelt := speech.CuePaths("/s", engine.SeatReserved.Spelling("019"))
	want := []string{"/s/nb/registered", "/s/nb/say/digit-0", "/s/nb/say/digit-1", "/s/nb/say/digit-9"}
	if !slices.Equal(spelt, want) {
		t.Errorf("a cue with digits: got %q, want %q", spelt, want)
	}
	if got := speech.CuePath(set.Dir, engine.SeatOpen); got != "" {
		t.Errorf("%s says %q, want nothing", engine.SeatOpen, got)
	}
}

// said are the effects of the engine's source that say a cue.
func said(t *testing.T) (all []engine.SeatEffect) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "engine", "ports.go"), nil, 0)
	fine(t, err)
	for _, d := range file.Decls {
		consts, is := d.(*ast.GenDecl)
		if !is || consts.Tok != token.CONST {
			continue
		}
		ast.Inspect(consts, func(n ast.Node) bool {
			if lit, is := n.(*ast.BasicLit); is && strings.HasPrefix(lit.Value, `"say `) {
				all = append(all, engine.SeatEffect(strings.Trim(lit.Value, `"`)))
			}
			return true
		})
	}
	if len(all) < 30 {
		t.Fatalf("only %d cues were found", len(all))
	}
	return all
}
