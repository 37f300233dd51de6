package sales

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sale"
)

// Sizes of the page, in points and millimetres.
const (
	bodySize, bodyLine   = 11, 6
	titleSize, titleLine = 16, 8
	margin               = 25
)

// PDF is the written offer on A4. at is the date in its properties: the same offer at the same time gives the same
// bytes. A sign that the font does not have is refused, as it would be left out.
func PDF(w sale.Written, at time.Time) ([]byte, error) {
	if err := printable(w); err != nil {
		return nil, err
	}
	p := fpdf.New("P", "mm", "A4", "")
	p.SetCatalogSort(true)
	p.SetCreationDate(at.UTC())
	p.SetModificationDate(at.UTC())
	p.SetLang(w.Language)
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(true, margin)
	p.AddUTF8FontFromBytes("liberation", "", liberationsansregular.TTF)
	p.AddUTF8FontFromBytes("liberation", "B", liberationsansbold.TTF)
	p.AddPage()
	for i, part := range w.Paragraphs {
		if i == 0 {
			p.SetTitle(part, true)
			p.SetFont("liberation", "B", titleSize)
			p.MultiCell(0, titleLine, part, "", "L", false)
		} else {
			p.SetFont("liberation", "", bodySize)
			p.MultiCell(0, bodyLine, part, "", "L", false)
		}
		p.Ln(bodyLine)
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		return nil, fmt.Errorf("written offer as PDF: %w", err)
	}
	return out.Bytes(), nil
}

// printable refuses a text with a sign that the font does not have.
func printable(w sale.Written) error {
	font, err := sfnt.Parse(liberationsansregular.TTF)
	if err != nil {
		return fmt.Errorf("font of the written offer: %w", err)
	}
	for _, r := range w.Text() {
		if r == '\n' {
			continue
		}
		if glyph, err := font.GlyphIndex(nil, r); err != nil || glyph == 0 || r > 0xffff {
			return dialer.Invalid{Field: "written offer", Value: string(r), Why: "a sign that can be printed in a PDF"}
		}
	}
	return nil
}
