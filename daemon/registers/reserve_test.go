package registers_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/engine"
	"github.com/ringevett/ringevett/daemon/registers"
	"github.com/ringevett/ringevett/daemon/verb"
)

// slowDisk notes when a reservation is on it.
type slowDisk struct {
	registers.Sets
	note func(string)
	err  error
}

func (d slowDisk) Add(context.Context, dialer.RegisterID, dialer.Subject, dialer.RegisterEntry) (int64, error) {
	d.note("on the disk")
	return 1, d.err
}

// A reservation cancels what rings before it is on the disk, and again what was looked up until it was.
func TestWhatRingsStopsBeforeTheDisk(t *testing.T) {
	full := errors.New("disk full")
	for _, tt := range []struct {
		name, scope string
		err         error
		want        []string
	}{
		{"own", "own", nil, []string{"cancel", "on the disk", "cancel"}},
		{"a client's", "fjellvann", nil, []string{"cancel", "on the disk", "cancel"}},
		{"the disk is full", "own", full, []string{"cancel", "on the disk"}},
		{"national", "national", nil, []string{"on the disk"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			note := func(what string) { got = append(got, what) }
			r := registers.New(registers.Ports{
				Sets: slowDisk{note: note, err: tt.err}, Tell: func(engine.Event) { note("cancel") },
			})
			err := r.Reserve(t.Context(), verb.Wish{Number: "90000001", Scope: tt.scope, Why: "asked"}, "kari")
			if !errors.Is(err, tt.err) || !slices.Equal(got, tt.want) {
				t.Errorf("got %q and %v, want %q and %v", got, err, tt.want, tt.err)
			}
		})
	}
}
