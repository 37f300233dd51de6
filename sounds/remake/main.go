// Remake makes the shipped sounds again: those whose text changed, or all; or one of them from a recording. With
// -table it prints each prompt in each language as it sounds.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/ringevett/ringevett/sounds"
	"github.com/ringevett/ringevett/sounds/render"
)

func main() {
	var o options
	flag.StringVar(&o.dir, "dir", "sounds", "the folder of sounds")
	flag.BoolVar(&o.all, "all", false, "make also those that are up to date")
	flag.StringVar(&o.recording, "recording", "", "wav file of a human voice, for the one prompt of -prompt and -lang")
	flag.StringVar(&o.prompt, "prompt", "", "only this prompt, such as abandoned or agent/login")
	flag.StringVar(&o.lang, "lang", "", "only this language: nb, nn or en")
	flag.BoolVar(&o.table, "table", false,
		"print length, level and words of every prompt, spoken for the example; writes nothing")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := o.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "remake:", err)
		os.Exit(1)
	}
}

type options struct {
	dir, recording, prompt, lang string
	all, table                   bool
}

// shipped is one sound file and what it says.
type shipped struct {
	path, lang, text string
	entry            sounds.Entry
}

func (o options) run(ctx context.Context) error {
	list, err := o.chosen()
	if err != nil {
		return err
	}
	if o.table {
		return table(ctx, os.Stdout, list)
	}
	if o.recording != "" {
		if len(list) != 1 {
			return fmt.Errorf("-recording is for one sound, chosen with -prompt and -lang; these choose %d", len(list))
		}
		if err := render.Convert(o.recording, list[0].text, list[0].path); err != nil {
			return err
		}
		return tell(list[0])
	}
	for _, s := range list {
		if err := o.remake(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func (o options) remake(ctx context.Context, s shipped) error {
	stale, err := render.Stale(s.path, s.text)
	if err != nil || !stale && !o.all {
		return err
	}
	if byHand, err := render.ByHand(s.path); err != nil || byHand && !stale {
		return err // a person's voice is never written over
	} else if byHand {
		return fmt.Errorf("%s: %w: record it again with -recording", s.path, render.ErrOldRecording)
	}
	if err := render.Render(ctx, render.Renderer{}, s.lang, s.text, s.path); err != nil {
		return err
	}
	return tell(s)
}

// everything also takes sounds that are not shipped yet: when they are chosen by name, or only printed.
func (o options) everything() bool { return o.table || o.prompt != "" }

func (s shipped) there() bool {
	_, err := os.Stat(s.path)
	return err == nil
}

// chosen are the sounds the flags ask for, with their words filled in.
func (o options) chosen() ([]shipped, error) {
	var list []shipped
	for _, p := range sounds.Prompts() {
		for _, lang := range sounds.Languages() {
			w, err := sounds.Text(lang, p)
			if err != nil {
				return nil, err
			}
			if w.Lang != lang || o.prompt != "" && o.prompt != string(p) || o.lang != "" && o.lang != lang {
				continue
			}
			text, err := w.Fill(sounds.ExampleIn(lang))
			if err != nil {
				return nil, err
			}
			s := shipped{filepath.Join(o.dir, sounds.ExampleFile(lang, p)), lang, text, p.Entry()}
			if o.everything() || s.there() {
				list = append(list, s)
			}
		}
	}
	if list == nil {
		return nil, fmt.Errorf("no sound has -prompt %q and -lang %q", o.prompt, o.lang)
	}
	return list, nil
}

func tell(s shipped) error {
	long, level, err := render.Measure(s.path)
	if err != nil {
		return err
	}
	fmt.Printf("%-32s %5.1f s  %5.1f dB, peak %5.1f dB\n", s.path, long.Seconds(), level.RMS, level.Peak)
	return nil
}
