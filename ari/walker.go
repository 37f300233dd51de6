package ari

// walker steps over JSON text. After a fault ok is false and every step does nothing.
type walker struct {
	b  []byte
	i  int
	ok bool
}

func (w *walker) peek() byte {
	if w.i < len(w.b) {
		return w.b[w.i]
	}
	return 0
}

func (w *walker) space() {
	for w.i < len(w.b) && (w.b[w.i] == ' ' || w.b[w.i] == '\n' || w.b[w.i] == '\t' || w.b[w.i] == '\r') {
		w.i++
	}
}

func (w *walker) take(c byte) {
	w.space()
	if w.peek() != c {
		w.ok = false
		return
	}
	w.i++
}

// object calls member for each key; member must step over the value.
func (w *walker) object(member func(key []byte)) {
	w.take('{')
	w.space()
	if w.ok && w.peek() == '}' {
		w.i++
		return
	}
	for w.ok {
		w.space()
		key := w.plain()
		w.take(':')
		if !w.ok {
			return
		}
		member(key)
		w.space()
		if w.ok && w.peek() == '}' {
			w.i++
			return
		}
		w.take(',')
	}
}

// text reads a string value; another kind of value is stepped over and gives nothing.
func (w *walker) text() []byte {
	w.space()
	if w.peek() != '"' {
		w.skip()
		return nil
	}
	return w.plain()
}

// plain reads a string of printable ASCII without escapes. Others are left to the full look.
func (w *walker) plain() []byte {
	w.take('"')
	start := w.i
	for w.ok && w.i < len(w.b) {
		switch c := w.b[w.i]; {
		case c == '"':
			w.i++
			return w.b[start : w.i-1]
		case c == '\\' || c < ' ' || c > '~':
			w.ok = false
		}
		w.i++
	}
	w.ok = false
	return nil
}

// skip steps over any value.
func (w *walker) skip() {
	w.space()
	switch w.peek() {
	case '"':
		w.skipString()
	case '{', '[':
		w.skipNested()
	default:
		start := w.i
		for w.i < len(w.b) && isScalar(w.b[w.i]) {
			w.i++
		}
		w.ok = w.ok && w.i > start
	}
}

func isScalar(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '-' || c == '+' || c == '.' || c == 'E'
}

func (w *walker) skipString() {
	for w.i++; w.i < len(w.b); w.i++ {
		switch w.b[w.i] {
		case '"':
			w.i++
			return
		case '\\':
			w.i++
		}
	}
	w.ok = false
}

func (w *walker) skipNested() {
	for depth := 0; w.i < len(w.b); {
		switch w.b[w.i] {
		case '"':
			w.skipString()
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		w.i++
		if depth == 0 {
			return
		}
	}
	w.ok = false
}
