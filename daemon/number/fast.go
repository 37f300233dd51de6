package number

// Norwegian numbers of eight digits, as E.164 digits: from the first to the last that may stand for a subscriber.
const (
	norway    = 47_00000000
	firstNO   = norway + 20000000
	lastNO    = norway + 99999999
	firstOfNO = firstNO - norway
)

// Fast gives the digits of the number that Parse would give, for the spellings that it is sure of; for the rest ok is
// false, and Parse decides. It allocates nothing and is some hundred times faster than the library behind Parse.
func Fast(text []byte) (e164 uint64, ok bool) {
	var v uint64
	n, closed, plus := 0, 0, false
	var m marks
	for _, c := range text {
		switch {
		case c-'0' <= 9:
			v = v*10 + uint64(c-'0')
			n++
		case c == ' ' || c == '(':
		case c == ')':
			closed = n
		case c == '-' && n > 0 || c == '.':
			m.add(c, n)
		case c == '+' && n == 0 && !plus:
			plus = true
		default:
			return 0, false
		}
	}
	switch {
	case n > maxDigits: // v may have run over
		return 0, false
	case m.count != 0 && m.mayBeValue(n) || closed == n: // closed behind the last digit: a negative value
		return 0, false
	case n == 8 && !plus:
		return norway + v, v >= firstOfNO
	case v >= firstNO && v <= lastNO: // ten digits of its own; any more are zeros in front
		return v, n == 10 || n == 12 && !plus
	case plus:
		return v, neighbour(v, n)
	}
	return v, neighbour(v, n-2) // 00: two digits that v does not have
}

// marks are the dots and hyphens of a text, by how many digits stand before them.
type marks struct{ count, dots, first, second, last int }

func (m *marks) add(c byte, digits int) {
	switch m.count++; m.count {
	case 1:
		m.first = digits
	case 2:
		m.second = digits
	}
	if m.last = digits; c == '.' {
		m.dots++
	}
}

// mayBeValue reports marks that may be those of a fraction, a date (of four, two and two digits, or the reverse) or a
// negative value.
func (m *marks) mayBeValue(digits int) bool {
	date := m.count == 2 && (m.first == 4 && m.second == 6 || m.first == 2 && m.second == 4)
	return m.dots == 1 || m.last == digits || date
}

// neighbour reports a number of a country near by that Parse takes as it stands: complete, without its own country's
// leading zero. A test holds each country against the library.
func neighbour(v uint64, digits int) bool {
	if digits < 9 || digits > 13 {
		return false
	}
	own := v / pow10[digits-3] // the country code and what follows it, three digits
	switch own / 10 {
	case 44, 46, 49: // Britain, Sweden, Germany: a leading zero is their own
		return own%10 != 0
	case 45, 48: // Denmark, Poland have none
		return true
	}
	return false
}

// pow10 are powers of ten.
var pow10 = [...]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12}
