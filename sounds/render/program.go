package render

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// Program is the voice of any program that reads text on its standard input and writes a wav of 16 bits, as piper does.
type Program struct {
	Command []string      // the program and its arguments; WavPlace in one of them is where the wav is written
	Within  time.Duration // of one text; 0: a minute
}

// WavPlace is replaced in a Program's arguments by the path of the wav.
const WavPlace = "{wav}"

// Speak runs the program, whatever the language: there is one Program for each.
func (p Program) Speak(ctx context.Context, _, text, path string) error {
	within := p.Within
	if within == 0 {
		within = time.Minute
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	args := make([]string, len(p.Command)-1)
	for i, a := range p.Command[1:] {
		args[i] = strings.ReplaceAll(a, WavPlace, path)
	}
	cmd := exec.CommandContext(ctx, p.Command[0], args...)
	cmd.Stdin = strings.NewReader(text + "\n")
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	if late := ctx.Err(); err != nil && late != nil {
		err = late
	}
	if err != nil {
		return fmt.Errorf("run %s: %w: %s", p.Command[0], err, bytes.TrimSpace(out[:min(len(out), 500)]))
	}
	return nil
}

// Source tells sounds of this program from those of others: a change of the command makes them again.
func (p Program) Source() string {
	return Espeak + ":" + hashOf([]byte(strings.Join(p.Command, "\x00")))[:16]
}
