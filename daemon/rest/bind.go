package rest

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/verb"
)

// Served is what a server serves.
type Served interface {
	Keeper
	// Bindings has one for every verb that a server carries out, but for those that the server answers itself.
	Bindings() []Binding
}

// Keeper is what the server asks before it lets a request in, and what it tells of reads.
type Keeper interface {
	// Staff are all people in the book. Without any, everyone may do everything, as before there were people.
	Staff(ctx context.Context) ([]dialer.User, error)
	// Campaigns say which are a client's own.
	Campaigns(ctx context.Context) ([]verb.Campaign, error)
	// Note writes a fact: after nil it is on the disk.
	Note(ctx context.Context, f dialer.Fact) error
}

// Binding is a verb and the function that does its work.
type Binding struct {
	spec verb.Spec
	do   func(ctx context.Context, in any, by string) (any, error)
}

// Bind has do carry out a verb. by is the asker as the journal names it.
func Bind[In, Out any](v verb.Verb[In, Out], do func(ctx context.Context, in In, by string) (Out, error)) Binding {
	return Binding{v.Spec(), func(ctx context.Context, in any, by string) (any, error) {
		return do(ctx, in.(In), by)
	}}
}

// BindSpec binds a verb whose types are known at run time only.
func BindSpec(s verb.Spec, do func(ctx context.Context, in any, by string) (any, error)) Binding {
	return Binding{s, do}
}

// AnswersItself reports whether the server answers the verb without its house.
func AnswersItself(s verb.Spec) bool {
	return slices.ContainsFunc(own(), func(b Binding) bool { return b.spec.Route() == s.Route() })
}

// Reading is the work of a verb that asks for nothing and changes nothing.
func Reading[Out any](do func(context.Context) (Out, error)) func(context.Context, verb.Nothing, string) (Out, error) {
	return func(ctx context.Context, _ verb.Nothing, _ string) (Out, error) { return do(ctx) }
}

// Querying is the work of a verb that changes nothing.
func Querying[In, Out any](do func(context.Context, In) (Out, error)) func(context.Context, In, string) (Out, error) {
	return func(ctx context.Context, in In, _ string) (Out, error) { return do(ctx, in) }
}

// Doing is the work of a verb that has nothing to tell.
func Doing[In any](do func(context.Context, In, string) error) func(context.Context, In, string) (verb.Done, error) {
	return func(ctx context.Context, in In, by string) (verb.Done, error) {
		err := do(ctx, in, by)
		return verb.Done{Done: err == nil}, err
	}
}

// unbound tells of every verb that is served and not bound once, of every binding of no declared verb, and of every
// verb whose answer would reach a client unfiltered.
func unbound(declared []verb.Spec, bound []Binding) error {
	count := map[string]int{}
	for _, b := range bound {
		count[b.spec.Route()]++
	}
	var wrong []string
	for _, s := range declared {
		if s.Path != "" && count[s.Route()] != 1 {
			wrong = append(wrong, fmt.Sprintf("%s (%s) is bound %d times", s.Route(), s.Name, count[s.Route()]))
		}
		if s.Own == verb.OwnFiltered && s.Mine == nil {
			wrong = append(wrong, s.Route()+" is for clients, and nothing filters what they see")
		}
		delete(count, s.Route())
	}
	for _, route := range slices.Sorted(maps.Keys(count)) {
		wrong = append(wrong, route+" is bound and not in verb.All")
	}
	if len(wrong) > 0 {
		return fmt.Errorf("verbs and what does their work: %q", wrong)
	}
	return nil
}
