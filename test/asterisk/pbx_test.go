package asterisk_test

import (
	"context"
	"testing"

	"github.com/ringevett/ringevett/test/asterisk"
)

func TestBoot(t *testing.T) {
	p := asterisk.Start(t, asterisk.Options{})
	t.Logf("%s booted in %v", p.Version, p.BootTime)
	if err := p.Restart(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Log(p.LogTail(30))
}
