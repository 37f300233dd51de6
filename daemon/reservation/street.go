package reservation

import "strings"

// FullAddress joins a street address with its postcode and town, where they stand in columns of their own.
func FullAddress(street, postcode, town string) string {
	all := strings.TrimSpace(street)
	for _, part := range []string{postcode, town} {
		part = strings.TrimSpace(part)
		there := strings.Contains(" "+strings.ToLower(all)+" ", " "+strings.ToLower(part)+" ")
		if part != "" && !there {
			all = strings.TrimSpace(all + " " + part)
		}
	}
	return all
}

// Street gives the street address with its postcode as persons are compared by it; "" where there is no postcode of
// four digits behind a street: such an address matches no one. The town, which has many spellings, and the flat are
// left out.
func Street(address string) string {
	if !strings.ContainsAny(address, "0123456789") {
		return ""
	}
	text := Name(address)
	words := withoutCountry(strings.Fields(text))
	if _, ok := plain(text); !ok { // else the first recipe reads it as it stands
		words = strings.Fields(name1(strings.Join(words, " ")))
	}
	words = atNumber(words)
	code := -1
	for i, w := range words {
		if i > 0 && len(w) == 4 && onlyDigits(w) {
			code = i
		}
	}
	if code < 1 {
		return ""
	}
	street := words[:0]
	for _, w := range words[:code] {
		if !flat(w) {
			street = append(street, kindOfStreet(oneLetter(w)))
		}
	}
	if len(street) == 0 {
		return ""
	}
	return strings.Join(append(street, words[code]), " ")
}

// withoutCountry drops the N of N-0155: it is no letter of the house before it. It changes words.
func withoutCountry(words []string) []string {
	out := words[:0]
	for i, w := range words {
		if (w == "n" || w == "no") && i+1 < len(words) && len(words[i+1]) == 4 && onlyDigits(words[i+1]) {
			continue
		}
		out = append(out, w)
	}
	return out
}

// flat reports a number of a flat, H0201.
func flat(w string) bool {
	return len(w) == 5 && strings.IndexByte("hklu", w[0]) >= 0 && onlyDigits(w[1:])
}

func onlyDigits(s string) bool { return strings.Trim(s, "0123456789") == "" && s != "" }

// kindOfStreet gives one ending to what is written gate, gata, gaten, gt. and vei, veg, veien, vegen.
func kindOfStreet(w string) string {
	for _, kind := range [...]struct {
		one string
		all []string
	}{
		{"gt", []string{"gata", "gaten", "gate", "gt", "gtn"}},
		{"vn", []string{"veien", "vegen", "vei", "veg", "vn"}},
		{"pl", []string{"plassen", "plass", "pl"}},
	} {
		for _, end := range kind.all {
			if stem, ok := strings.CutSuffix(w, end); ok {
				return stem + kind.one
			}
		}
	}
	return w
}
