package speech

import (
	"context"

	"github.com/ringevett/ringevett/sounds/render"
)

// voices speaks each language by the program that the configuration names, or else as shippedFirst does. A sound that
// another voice spoke is made again.
type voices map[string]render.Program

func (v voices) Speak(ctx context.Context, lang, text, path string) error {
	if p, named := v[lang]; named {
		return p.Speak(ctx, lang, text, path)
	}
	return shippedFirst{render.Renderer{}}.Speak(ctx, lang, text, path)
}

func (v voices) SourceIn(lang string) string {
	if p, named := v[lang]; named {
		return p.Source()
	}
	return render.Espeak
}
