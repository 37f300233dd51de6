package dialer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Clean returns f with every text in valid UTF-8, as the journal requires; each run of other bytes becomes U+FFFD.
// Names from a Latin-1 pjsip.conf and error texts cut within a character are such. What f shares with others is not
// changed.
func (f Fact) Clean() Fact {
	clean(&f.Kind)
	clean(&f.Campaign)
	clean(&f.Client)
	clean(&f.Agent)
	clean(&f.Number)
	clean(&f.Visible)
	clean(&f.Outcome)
	clean(&f.Disposition)
	clean(&f.Party)
	clean(&f.Code)
	clean(&f.Detail)
	clean(&f.By)
	clean(&f.Prompt.Name)
	clean(&f.Prompt.SHA256)
	clean(&f.Recording)
	clean(&f.Exempt)
	clean(&f.Route)
	clean(&f.Sent)
	clean(&f.Proof.Day)
	clean(&f.Proof.Head)
	if slices.ContainsFunc(f.Registers, func(v RegisterVersion) bool { return !utf8.ValidString(string(v.Register)) }) {
		f.Registers = slices.Clone(f.Registers)
		for i := range f.Registers {
			clean(&f.Registers[i].Register)
		}
	}
	return f
}

func clean[T ~string](text *T) { *text = T(strings.ToValidUTF8(string(*text), "\uFFFD")) }
