package sales_test

import (
	"bytes"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sale"
	"github.com/ringevett/ringevett/daemon/sales"
)

var checked = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

func offer() sale.Written {
	return sale.Written{Language: "nb", Paragraphs: []string{
		"Tilbud fra Kraft & Sønn <AS>",
		"Tilbudet gjelder: strøm på månedsavtale, æøå ÆØÅ\nPris: 39 øre per kWh – «fast» i 12 måneder, 49 € i gebyr",
		strings.Repeat("Angrerett: du kan gå fra avtalen innen 14 dager. ", 200),
		"Du er ikke bundet før du har godtatt dette tilbudet skriftlig.",
	}}
}

// TestThePDFSaysWhatTheTextSays: what a reader takes out of the PDF is the text, word for word.
func TestThePDFSaysWhatTheTextSays(t *testing.T) {
	pdf, err := sales.PDF(offer(), checked)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "pdftotext", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	got, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftotext (Debian: poppler-utils): %v", err)
	}
	if got, want := words(string(got)), words(offer().Text()); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if pages := bytes.Count(got, []byte("\f")); pages < 2 {
		t.Errorf("the long offer has %d pages", pages)
	}
}

func words(text string) string { return strings.Join(strings.Fields(text), " ") }

// TestTheSameOfferIsTheSamePDF, byte for byte, so that two deliveries of one offer can be compared.
func TestTheSameOfferIsTheSamePDF(t *testing.T) {
	first, err := sales.PDF(offer(), checked)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(first, []byte("D:20261127120000")) {
		t.Error("its date is not that of the check")
	}
	for range 10 {
		again, err := sales.PDF(offer(), checked)
		if err != nil || !bytes.Equal(first, again) {
			t.Fatalf("%v; %d and %d bytes", err, len(first), len(again))
		}
	}
}

// TestASignThatCannotBePrintedIsRefused: it would be left out without a word.
func TestASignThatCannotBePrintedIsRefused(t *testing.T) {
	for _, sign := range []string{"😀", "電"} {
		w := offer()
		w.Paragraphs = append(w.Paragraphs, sign)
		var bad dialer.Invalid
		if _, err := sales.PDF(w, checked); !errors.As(err, &bad) || bad.Value != sign {
			t.Errorf("%s: got %v", sign, err)
		}
	}
}
