package pacing

// conversations tells how likely somebody who has talked for so long is free again within each moment ahead: the rest
// of his conversation, and a wrap-up after it. A table, renewed a few rows at a time: a decision stays cheap.
type conversations struct {
	rows [conversationRows][moments]float64
	next int
}

const (
	conversationRows = bins + 1
	slices           = 8 // of a window: in which of them the conversation ends
)

func (c *conversations) renew(f *forecast, rows int) {
	for range rows {
		elapsed := f.talk.edge(c.next)
		for j, m := range f.moments {
			c.rows[c.next][j] = f.freeWithin(elapsed, m+f.set.Grace.Seconds())
		}
		c.next = (c.next + 1) % conversationRows
	}
}

// freeWithin: the conversation ends in one of the slices, and the wrap-up fits into what is left.
func (f *forecast) freeWithin(elapsed, window float64) float64 {
	left := 1 - f.talk.by(elapsed)
	if left < 1e-9 {
		return f.wrapUp.by(window)
	}
	slice, sum := window/slices, 0.0
	before := f.talk.by(elapsed)
	for i := range slices {
		end := float64(i+1) * slice
		by := f.talk.by(elapsed + end)
		sum += (by - before) * f.wrapUp.by(window-end+slice/2)
		before = by
	}
	return sum / left
}

// chance reads between two rows.
func (c *conversations) chance(row int, part float64, moment int) float64 {
	a, b := c.rows[row][moment], c.rows[row+1][moment]
	return a + part*(b-a)
}
