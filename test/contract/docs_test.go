package contract_test

import (
	"os"
	"strings"
	"testing"

	"github.com/ringevett/ringevett/test/asterisk"
	"github.com/ringevett/ringevett/test/contract"
)

func docsOf(t *testing.T) (*contract.Docs, bool) {
	t.Helper()
	pbx := asterisk.Start(t, asterisk.Options{Log: os.Stderr})
	docs, err := contract.ReadDocs(pbx.ARIURL, pbx.User, pbx.Password)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("Asterisk %s: %d operations, %d models", pbx.Version, len(docs.Operations), len(docs.Models))
	return docs, strings.Contains(pbx.Version, "22.")
}

// report fails on what went away in the version that the client is made for, and lists the rest.
func report(t *testing.T, r contract.Report, ours bool) {
	t.Helper()
	for _, s := range r.Gone {
		if ours {
			t.Errorf("gone: %s", s)
		} else {
			t.Logf("not in this version: %s", s)
		}
	}
	t.Logf("not used by us: %s", strings.Join(r.New, ", "))
}

func TestEveryRequestAndFieldIsWhatAsteriskDescribes(t *testing.T) {
	t.Parallel()
	docs, ours := docsOf(t)
	sent := docs.Requests(contract.EverythingSent())
	fields := docs.Fields(docs.Types())
	t.Logf("compared %d operations with %d parameters, %d models with %d fields", sent.Operations, sent.Parameters,
		fields.Models, fields.Fields)
	report(t, sent, ours)
	report(t, fields, ours)
	if sent.Operations < 60 || fields.Fields < 200 {
		t.Errorf("compared too little: %+v", [2]int{sent.Operations, fields.Fields})
	}

	t.Run("a misspelt field and a misspelt parameter are caught", func(t *testing.T) {
		dial := docs.Models["Dial"].Properties
		dial["dialstatvs"] = dial["dialstatus"]
		delete(dial, "dialstatus")
		for _, op := range docs.Operations {
			for i := range op.Parameter {
				if op.Nickname == "addChannel" && op.Parameter[i].Name == "absorbDTMF" {
					op.Parameter[i].Name = "absorbDTFM"
				}
			}
		}
		fields, sent := docs.Fields(docs.Types()), docs.Requests(contract.EverythingSent())
		if !strings.Contains(strings.Join(fields.Gone, "\n"), "Dial has no field dialstatus") {
			t.Errorf("the field was not caught: %q", fields.Gone)
		}
		if !strings.Contains(strings.Join(sent.Gone, "\n"), "no parameter absorbDTMF") {
			t.Errorf("the parameter was not caught: %q", sent.Gone)
		}
	})
}
