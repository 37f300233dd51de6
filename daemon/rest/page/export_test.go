package page

import (
	"context"

	"github.com/ringevett/ringevett/daemon/verb"
)

// Policy is the one that every answer has.
const Policy = policy

// HeadState is the state of the head line.
func HeadState(s verb.Status) string { return headOf(s).State }

// States are all of the head line.
func States() []string {
	return []string{stateAway, stateStopping, stateHalted, stateClosed, stateTrunk, stateNone, stateWaiting, stateDialing}
}

// Needs are the keys of what needs a person, and how many more there are.
func Needs(s verb.Status) (keys []string, more int) {
	all, more := needsOf(s)
	for _, n := range all {
		keys = append(keys, n.Key)
	}
	return keys, more
}

// Texts are the words of a language.
func Texts(lang string) (map[string]string, error) { return readWords(lang) }

// Languages are all that there are.
func Languages() []string { return languages() }

// LinkFor gives a secret as ringevett page link does.
func (s *Server) LinkFor(ctx context.Context, by string) (string, error) {
	secret, _, err := s.sessions.Link(ctx, by)
	return secret, err
}

// Percent formats a share.
func Percent(lang string, a, e int) string { return percent(lang, a, e) }

// Count formats a number.
func Count(n int) string { return count(n) }

// Differ is what two looks differ in: the ids sent, those gone, and the lists whose order is sent.
func Differ(was, is verb.Status) (sent, gone, ordered []string, err error) {
	a, err := readAssets()
	if err != nil {
		return nil, nil, nil, err
	}
	t, err := newTongue("en", a)
	if err != nil {
		return nil, nil, nil, err
	}
	h := had{map[string]string{}, map[string]string{}}
	var c change
	for _, s := range []verb.Status{was, is} {
		p, err := t.partsOf(floorOf(s, nil, 5, true))
		if err != nil {
			return nil, nil, nil, err
		}
		c = h.differ(p)
	}
	for _, p := range c.Parts {
		sent = append(sent, p.ID)
	}
	for id := range c.Order {
		ordered = append(ordered, id)
	}
	return sent, c.Gone, ordered, nil
}
