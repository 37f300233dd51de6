// Package render makes sound files for Asterisk out of text or of somebody's recording: 8000 samples a
// second, one channel, at one loudness; and keeps beside each the hash of the text that it says.
package render

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"time"
)

// Voice speaks. What it writes at path is a wav of 16 bits, at any rate. It may take seconds. One with a method
// SourceIn(lang string) string has the sounds made again that another voice spoke.
type Voice interface {
	Speak(ctx context.Context, lang, text, path string) error
}

// Render speaks the text into a sound file at path. The old file stays until the new one is whole.
func Render(ctx context.Context, v Voice, lang, text, path string) error {
	said, err := speak(ctx, v, lang, text)
	if err != nil {
		return fmt.Errorf("render %s: %w", path, err)
	}
	return keep(said, text, cmp.Or(sourceOf(v, lang), Espeak), path)
}

// sourceOf names the voice of a language; "" where the voice does not mind which one spoke a sound.
func sourceOf(v Voice, lang string) string {
	if named, is := v.(interface{ SourceIn(lang string) string }); is {
		return named.SourceIn(lang)
	}
	return ""
}

// Convert makes the sound file at path out of a recording (a wav of 16 bits) that says the text.
func Convert(original, text, path string) error { return convert(original, text, recording, path) }

func convert(original, text, source, path string) error {
	s, err := load(original)
	if err != nil {
		return fmt.Errorf("convert: %w", err)
	}
	return keep(s, text, source, path)
}

// Loudness in dB below full scale, both negative.
type Loudness struct{ RMS, Peak float64 }

// Measure tells how long a sound file plays, and how loud it is; silence is minus infinity.
func Measure(path string) (time.Duration, Loudness, error) {
	s, err := load(path)
	if err != nil {
		return 0, Loudness{}, err
	}
	return s.duration(), measure(s.data), nil
}

// keep brings the sound to the form that Asterisk plays everywhere and writes it with its text's hash.
func keep(s sound, text, source, path string) error {
	s = sound{rate: rate, data: resample(s.data, s.rate, rate)}
	s.data = trim(s.data)
	s.data = normalize(s.data)
	if len(s.data) == 0 {
		return fmt.Errorf("render %s: nothing but silence", path)
	}
	if err := writeAside(path, s.encode()); err != nil {
		return fmt.Errorf("render %s: %w", path, err)
	}
	return writeRecord(path, text, source)
}

var foreign = regexp.MustCompile(`<(nb|nn|en)>([^<]*)</(?:nb|nn|en)>`)

// speak says the text, and the parts marked as another language in that language.
func speak(ctx context.Context, v Voice, lang, text string) (sound, error) {
	var all sound
	add := func(lang, part string) error {
		if !spoken.MatchString(part) && (all.data != nil || part != text) {
			return nil
		}
		s, err := speakPart(ctx, v, lang, part)
		if err != nil {
			return err
		}
		all.data = append(all.data, resample(s.data, s.rate, rate)...)
		return nil
	}
	all.rate = rate
	at := 0
	for _, m := range foreign.FindAllStringSubmatchIndex(text, -1) {
		if err := add(lang, text[at:m[0]]); err != nil {
			return sound{}, err
		}
		if err := add(text[m[2]:m[3]], text[m[4]:m[5]]); err != nil {
			return sound{}, err
		}
		at = m[1]
	}
	if at == len(text) && at > 0 {
		return all, nil
	}
	return all, add(lang, text[at:])
}

var spoken = regexp.MustCompile(`[\pL\pN]`)
