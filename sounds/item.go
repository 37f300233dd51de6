package sounds

// ItemName is what an item of training (5) is called in a language, as prompts say it; "" where there is none of the
// name.
func ItemName(lang, item string) string {
	names := map[string]Words{
		"norm":         {"bransjenormen", "bransjenorma", "the code for call centres"},
		"conversation": {"samtale og salg", "samtale og sal", "conversation and sales"},
		"statute":      {"lovene", "lovene", "the statutes"},
		"product":      {"produktet", "produktet", "the product"},
		"routines":     {"medlytting og opptak", "medlytting og opptak", "monitoring and recording"},
		"privacy":      {"personvern", "personvern", "privacy"},
		"expectations": {"forventninger", "forventningar", "expectations"},
	}
	return names[item].In(lang)
}
