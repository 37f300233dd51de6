package speech

// LanguageOfNumber is the language that a visible number speaks by itself.
func LanguageOfNumber(house string, campaigns ...string) string {
	return languageOfNumber(house, campaigns)
}
