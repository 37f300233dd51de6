package dialer

import "regexp"

// digitRun is a date, which stays, or eight digits or more that read as a number, however they are spaced.
var digitRun = regexp.MustCompile(`\b20\d{2}-\d{2}-\d{2}\b|\b\d{1,2}\.\d{1,2}\.20\d{2}\b|\b20\d{6}\b` +
	`|(\+?\p{Nd}(?:[\s\p{Zs}\p{Pd}./()·_]{0,3}\p{Nd}){7,})`)

// WithoutNumbers gives what a person wrote, as a reason or a source, with each telephone number in it, and any run of
// eight digits or more, replaced by "•••": such words are kept longer than the number may be.
func WithoutNumbers(text string) string {
	return digitRun.ReplaceAllStringFunc(text, func(run string) string {
		if digitRun.FindStringSubmatch(run)[1] == "" {
			return run
		}
		return "•••"
	})
}
