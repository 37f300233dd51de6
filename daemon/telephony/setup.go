package telephony

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ringevett/ringevett/ari"
)

// Seen is what a PBX has that an installation is set up for.
type Seen struct {
	Away      string            // why the PBX cannot be reached, with what would help; "": it is reached
	Version   string            // of Asterisk
	Endpoints []string          // as PJSIP/101, sorted
	Contexts  map[string]string // of Endpoints that were asked for: the context in which the phone dials
	Dialplan  string            // the version of our contexts that is loaded; "": none
	Places    map[Place]bool    // of those that were asked for
}

// LookAround looks at a PBX, and takes nothing from it. phones are endpoints whose contexts are asked for.
func LookAround(ctx context.Context, s Settings, phones []string, places func(Seen) []Place) (seen Seen) {
	ctx, cancel := context.WithTimeout(ctx, checkPatience)
	defer cancel()
	k := &checker{s: s}
	if k.c, k.away = ari.Connect(ctx, s.config(s.App+"-setup")); k.away != nil {
		return Seen{Away: awayWhy(s, k.away)}
	}
	defer k.c.Close()
	defer k.hangUp()
	k.makeChannel(ctx)
	if info, err := k.c.AsteriskInfo(ctx); err == nil && info.System != nil {
		seen.Version = info.System.Version
	}
	all, err := k.c.Endpoints(ctx, "PJSIP")
	if err != nil {
		return Seen{Away: fmt.Sprintf("the PBX does not list its endpoints: %v", err)}
	}
	for _, e := range all {
		seen.Endpoints = append(seen.Endpoints, e.Technology+"/"+e.Resource)
	}
	slices.Sort(seen.Endpoints)
	seen.Contexts, seen.Places = map[string]string{}, map[Place]bool{}
	for _, phone := range phones {
		name, _ := sipEndpoint(phone)
		if set, err := k.fields(ctx, name); err == nil && set != nil {
			seen.Contexts[phone] = set["context"]
		}
	}
	if v, err := k.c.GlobalVar(ctx, DialplanGlobal); err == nil {
		seen.Dialplan = v
	}
	for _, p := range places(seen) {
		there, err := k.exists(ctx, p)
		seen.Places[p] = there && err == nil
	}
	return seen
}

func awayWhy(s Settings, err error) string {
	switch {
	case errors.Is(err, ari.ErrUnauthorized):
		return fmt.Sprintf("user %q or its password is wrong at %s: compare them with ari.conf", s.User, s.URL)
	case errors.Is(err, ari.ErrForbidden):
		return fmt.Sprintf("user %q may only read at %s: read_only must be no in ari.conf", s.User, s.URL)
	case errors.Is(err, ari.ErrNotFound):
		return s.URL + " is no ARI: http.conf may have a prefix, or ari.conf enabled = no"
	}
	return fmt.Sprintf("%s cannot be reached (%s): is http.conf enabled, and res_ari loaded?", s.URL,
		strings.TrimSpace(err.Error()))
}
