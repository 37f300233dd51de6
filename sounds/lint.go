package sounds

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// forbidden are the words no prompt may hold, in all their forms: marketing words, because a recorded
// message that sells is automatic marketing (mfl. § 15), and "may be recorded", which leaves the consumer
// in the dark (8.2.1). A phrase is one entry; "|" parts its forms. Scripts are free: an agent must say the price.
var forbidden = map[string][]string{
	"nb": {
		"kan bli tatt opp", "kan tas opp",
		"tilbud|tilbudet|tilbuda|tilbudene",
		"rabatt|rabatten|rabatter|rabattene|rabattert|rabatterte",
		"gratis",
		"vinn|vinne|vinner|vant|vunnet|vinnende|vinneren|vinnere|vinnerne",
		"kampanjepris|kampanjeprisen|kampanjepriser|kampanjeprisene",
		"pris|prisen|priser|prisene", "billig|billige|billigere|billigst|billigste",
		"fordel|fordelen|fordeler|fordelene", "bonus|bonusen|bonuser", "spar|spare|sparer|sparte",
	},
	"nn": {
		"kan bli teken opp", "kan bli tatt opp", "kan takast opp",
		"tilbod|tilbodet|tilboda",
		"rabatt|rabatten|rabattar|rabattane|rabattert|rabatterte",
		"gratis",
		// "vann" is the past tense here; water is "vatn".
		"vinn|vinne|vinner|vann|vant|vunne|vunnen|vunnet|vinnande|vinnaren|vinnar|vinnarar|vinnarane",
		"kampanjepris|kampanjeprisen|kampanjeprisar|kampanjeprisane",
		"pris|prisen|prisar|prisane", "billeg|billege|billegare|billegast|billegaste",
		"fordel|fordelen|fordelar|fordelane", "føremon|føremonen|føremoner", "bonus|bonusen|bonusar",
		"spar|spare|sparer|sparte",
	},
	"en": {
		"may be recorded",
		"offer|offers|offered|offering|offerings",
		"discount|discounts|discounted|discounting",
		"free of charge", "for free",
		"win|wins|won|winning|winnings|winner|winners",
		"prize|prizes",
		"price|prices", "cheap|cheaper|cheapest", "advantage|advantages", "bonus|bonuses", "save|saves|saving|savings",
	},
}

// Lint names every forbidden word of the language that the text holds as a whole word; placeholders are not read.
func Lint(lang, text string) error {
	list, known := forbidden[lang]
	if !known {
		return fmt.Errorf("lint text: language %q is not one of %s", lang, strings.Join(languages, ", "))
	}
	// A placeholder stays as a word of its own, so that no phrase reaches across it.
	words := splitWords(placeholder.ReplaceAllString(text, " 0 "))
	var found []string
	for _, entry := range list {
		for form := range strings.SplitSeq(entry, "|") {
			if holds(words, strings.Fields(form)) {
				found = append(found, fmt.Sprintf("%q", form))
			}
		}
	}
	if found != nil {
		return fmt.Errorf("lint %s text: forbidden %s", lang, strings.Join(found, ", "))
	}
	return nil
}

// holds says whether the words have the phrase, each of its words possibly in the genitive.
func holds(words, phrase []string) bool {
	for i := range words {
		if i+len(phrase) <= len(words) && slices.EqualFunc(words[i:i+len(phrase)], phrase, sameWord) {
			return true
		}
	}
	return false
}

func sameWord(have, want string) bool {
	have = strings.TrimSuffix(strings.TrimSuffix(have, "'s"), "'")
	return have == want || have == want+"s"
}

// splitWords keeps an apostrophe inside its word: "won't" is not "won". Soft hyphens are not seen by readers
// and are left out.
func splitWords(text string) []string {
	text = strings.NewReplacer("’", "'", "\u00ad", "").Replace(strings.ToLower(text))
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
}
