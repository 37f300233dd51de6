package wash

// write is the last pass: each row as it was, and its verdict.
func (w *washer) write(b *block[washed]) {
	from, out := 0, b.of.out
	for i, r := range w.rows {
		line := b.in[from:r.end]
		from = r.end
		if r.text == blank {
			out = append(out, line...)
			continue
		}
		v := w.verdict(i, r)
		v.times++
		text := lineEnd(line)
		out = append(out, line[:text]...)
		for range r.missing {
			out = append(out, w.scan.delimiter)
		}
		if end := line[text:]; len(end) == 1 && end[0] == '\n' { // nearly all rows
			out = append(out, v.line...)
			continue
		}
		out = append(append(out, v.line[:len(v.line)-1]...), line[text:]...) // as the row ended, or the file
	}
	b.of.out = out
}

// lineEnd gives where a row's text ends.
func lineEnd(line []byte) int {
	n := len(line)
	if n > 0 && line[n-1] == '\n' {
		n--
	}
	if n > 0 && line[n-1] == '\r' {
		n--
	}
	return n
}

func (w *washer) verdict(i int, r row) *verdict {
	in := w.in[i]
	if r.text >= refusals && in == 0 {
		return w.refused[r.text-refusals]
	}
	if in < Bits(len(w.plain)) {
		if v := w.plain[in]; v != nil {
			return v
		}
	}
	return w.newVerdict(in)
}

// newVerdict makes the text of a combination of registers the first time that it is seen.
func (w *washer) newVerdict(in Bits) *verdict {
	if v, ok := w.verdicts[in]; ok {
		return v
	}
	v := &verdict{in: in, line: w.cell(WordClear)}
	if in != 0 {
		v.line = w.cell(WordReserved + w.sets.names(in))
	}
	w.verdicts[in] = v
	if in < Bits(len(w.plain)) {
		w.plain[in] = v
	}
	return v
}

// refuse gives a refusal's place; number.Parse has some twenty reasons.
func (w *washer) refuse(why string) int32 {
	at, ok := w.places[why]
	if !ok {
		at = len(w.refused)
		w.places[why] = at
		w.refused = append(w.refused, &verdict{why: why, line: w.cell(WordRefused + why)})
	}
	return int32(refusals + at)
}

func (w *washer) cell(text string) string {
	return string(w.scan.delimiter) + cell(text, w.scan.delimiter) + "\n"
}

// count takes what was counted while writing, and begins again.
func (w *washer) count(c *counts) {
	for in, v := range w.verdicts {
		c.rows += v.times
		if in == 0 {
			c.clear += v.times
		} else {
			c.reserved[in] += v.times
		}
		v.times = 0
	}
	for _, v := range w.refused {
		c.rows += v.times
		c.refused[v.why] += v.times
		v.times = 0
	}
}
