package config

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/sounds/render"
)

// espeak names no program: espeak-ng speaks.
func espeak() Voices { return Voices{NB: []string{}, NN: []string{}, EN: []string{}} }

// Commands are those that are set, by language.
func (v Voices) Commands() map[string][]string {
	all := map[string][]string{}
	for lang, command := range map[string][]string{"nb": v.NB, "nn": v.NN, "en": v.EN} {
		if len(command) > 0 {
			all[lang] = command
		}
	}
	return all
}

func (v Voices) check(d *document) {
	all := v.Commands()
	for _, lang := range slices.Sorted(maps.Keys(all)) {
		command := all[lang]
		key, line := "sounds.voices."+lang, strings.Join(command, " ")
		if !filepath.IsAbs(command[0]) {
			d.add(key, line, "a program with its whole path, as in [/usr/bin/piper, …]")
		}
		if !slices.ContainsFunc(command[1:], func(a string) bool { return strings.Contains(a, render.WavPlace) }) {
			d.add(key, line, "an argument with "+render.WavPlace+", where the program writes the sound")
		}
	}
}
