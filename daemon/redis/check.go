package redis

import (
	"context"
	_ "embed" // check.lua
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

//go:embed check.lua
var checkText string

// codeStale is what check.lua answers when the epoch is another.
const codeStale = -1

var (
	errStale   = errors.New("another version came meanwhile")
	errMissing = errors.New("something of it is missing in Redis")
	errBehind  = errors.New("this Redis has lost changes")
)

// Check asks every named register in one round trip, and then this daemon's own disk, whose reservations bind
// whatever Redis says. An error or Unknown means: do not dial.
func (s *Sets) Check(ctx context.Context, who dialer.Subject, regs []dialer.RegisterID) ([]dialer.RegisterAnswer, error) {
	ctx, cancel := context.WithTimeout(ctx, s.opt.patience())
	defer cancel()
	out, err := s.check(ctx, who, regs)
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", who.Number.Masked(), s.plain(err))
	}
	return out, nil
}

func (s *Sets) check(ctx context.Context, who dialer.Subject, regs []dialer.RegisterID) ([]dialer.RegisterAnswer, error) {
	members, err := sets.Members(nil, who)
	if err != nil {
		return nil, err
	}
	out, err := s.ask(ctx, members, regs)
	for range regs { // a new version, of each at the most: ask once more
		if !errors.Is(err, errStale) {
			break
		}
		out, err = s.ask(ctx, members, regs)
	}
	if err != nil {
		return nil, err
	}
	mine, err := s.local.Check(ctx, who, regs) // last, when it knows most
	if err != nil {
		return nil, fmt.Errorf("ask this daemon's own disk: %w", err)
	}
	for i := range out {
		s.bind(&out[i], mine[i])
	}
	return out, nil
}

// ask asks once, of the registers that are believed.
func (s *Sets) ask(ctx context.Context, members []sets.Member, regs []dialer.RegisterID) ([]dialer.RegisterAnswer, error) {
	servers := s.servers.Load()
	tokens, err := s.believed(ctx, regs)
	if err != nil {
		return nil, err
	}
	codes, err := s.run(ctx, members, regs, tokens)
	if foreign(err) {
		s.suspect()
	}
	if err != nil {
		return nil, fmt.Errorf("ask Redis: %w", err)
	}
	if servers != s.servers.Load() { // the connection for this very question may have been to another server
		return nil, errors.New("another Redis answers; its registers are being looked at")
	}
	out := make([]dialer.RegisterAnswer, len(regs))
	for i, r := range regs {
		if out[i], err = s.answer(ctx, r, tokens[i], members, codes[i]); err != nil {
			return nil, fmt.Errorf("register %s: %w", r, err)
		}
	}
	return out, nil
}

// reply is what the script says of one register.
type reply struct {
	code, seq int64
	floor     int64 // the newest change known before it was asked: Redis never counts back
}

func (s *Sets) answer(ctx context.Context, r dialer.RegisterID, t *token, members []sets.Member, got reply) (dialer.RegisterAnswer, error) {
	out := dialer.RegisterAnswer{RegisterVersion: dialer.RegisterVersion{Register: r}}
	if t == nil { // nobody ever delivered it
		return out, nil
	}
	switch {
	case got.code == codeStale:
		return out, s.reread(ctx, r, t)
	case got.code < 0: // where one key is gone, more may be
		s.suspect()
		return out, errMissing
	case got.seq < got.floor:
		s.doubt(r)
		return out, errBehind
	}
	t.saw(got.seq)
	out.RegisterVersion = t.public(r)
	out.Seq = got.seq
	switch {
	case !t.loaded(r):
	case got.code > 0:
		m, added := members[(got.code-1)/2], got.code%2 == 1
		out.Answer, out.By = dialer.Reserved, sets.By(m)
		if !added {
			break
		}
		if at, err := s.truth.AddedAt(ctx, r, m); err == nil { // else it is not known, and nothing is later than that
			out.Since = at
		}
	default:
		out.Answer = dialer.Clear
	}
	return out, nil
}

// saw keeps the newest change that was seen.
func (t *token) saw(seq int64) {
	for old := t.seq.Load(); seq > old && !t.seq.CompareAndSwap(old, seq); old = t.seq.Load() {
	}
}

// reread takes the new base of a register that nobody had to rebuild.
func (s *Sets) reread(ctx context.Context, r dialer.RegisterID, t *token) error {
	s.rereading.Lock() // one for all who wait
	defer s.rereading.Unlock()
	s.mu.RLock()
	now := s.tokens[r]
	s.mu.RUnlock()
	if now != nil && now.Epoch != t.Epoch {
		return errStale
	}
	f, err := s.fast.HGetAll(ctx, s.key(r, "meta")).Result()
	if err != nil {
		return fmt.Errorf("read its version: %w", err)
	}
	m := s.readMeta(f)
	if m.State != stateReady || m.Settled != t.Settled || m.Epoch == "" {
		s.drop(r)
		return errors.New("it was brought up again by another daemon; looking at it")
	}
	if whole, err := s.there(ctx, r, m); err != nil || !whole {
		s.suspect()
		return errors.Join(err, errMissing)
	}
	s.believe(r, m, t.servers)
	return errStale
}

// believe makes checks ask for this meta, unless another server has come since.
func (s *Sets) believe(r dialer.RegisterID, m meta, servers int64) bool {
	t := &token{meta: m, servers: servers, metaKey: s.key(r, "meta"), addKey: s.key(r, "add"), remKey: s.key(r, "rem"), flat: m.flatKey(r)}
	t.seq.Store(m.Seq)
	s.mu.Lock()
	defer s.mu.Unlock()
	if servers != s.servers.Load() {
		return false
	}
	s.tokens[r] = t
	close(s.settled)
	s.settled = make(chan struct{})
	return true
}

// believed gives the tokens in the order of regs; for one that is not believed it waits a little, for one that nobody
// knows it gives nil.
func (s *Sets) believed(ctx context.Context, regs []dialer.RegisterID) ([]*token, error) {
	for {
		tokens, lacking, wait, why := s.have(regs)
		if lacking == "" {
			return tokens, nil
		}
		if known, err := s.exists(ctx, lacking); err != nil {
			return nil, err
		} else if !known {
			return s.without(ctx, regs, lacking)
		}
		s.kick()
		select {
		case <-wait:
		case <-ctx.Done():
			return nil, fmt.Errorf("register %s cannot be believed: %w", lacking, errors.Join(why, ctx.Err()))
		}
	}
}

func (s *Sets) have(regs []dialer.RegisterID) (tokens []*token, lacking dialer.RegisterID, wait <-chan struct{}, why error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	tokens = make([]*token, len(regs))
	for i, r := range regs {
		if tokens[i] = s.tokens[r]; tokens[i] == nil {
			lacking = r
		}
	}
	return tokens, lacking, s.settled, errors.Join(s.faults[""], s.faults[lacking])
}

// without gives the tokens of the others.
func (s *Sets) without(ctx context.Context, regs []dialer.RegisterID, gone dialer.RegisterID) ([]*token, error) {
	rest := slices.DeleteFunc(slices.Clone(regs), func(r dialer.RegisterID) bool { return r == gone })
	some, err := s.believed(ctx, rest)
	if err != nil {
		return nil, err
	}
	all := make([]*token, len(regs))
	for i, r := range regs {
		if r != gone {
			all[i], some = some[0], some[1:]
		}
	}
	return all, nil
}

// exists tells whether any daemon knows the register.
func (s *Sets) exists(ctx context.Context, r dialer.RegisterID) (bool, error) {
	all, err := s.truth.RegisterVersions(ctx)
	if _, here := all[r]; err != nil || here {
		return here, err
	}
	return s.fast.SIsMember(ctx, s.shared(listKey), string(r)).Result()
}

// run asks in one round trip: one script, or in a cluster one a register.
func (s *Sets) run(ctx context.Context, members []sets.Member, regs []dialer.RegisterID, tokens []*token) ([]reply, error) {
	out := make([]reply, len(regs))
	var asked []int
	for i, t := range tokens {
		if t != nil {
			out[i].floor = t.seq.Load()
			asked = append(asked, i)
		}
	}
	if len(asked) == 0 {
		return out, nil
	}
	groups := [][]int{asked}
	if s.cluster() {
		groups = slices.Collect(slices.Chunk(asked, 1))
	}
	for _, g := range groups {
		numbers, err := s.put(ctx, question(members, regs, tokens, g), 2*len(g))
		if err != nil {
			return nil, err
		}
		for j, i := range g {
			out[i].code, out[i].seq = numbers[2*j], numbers[2*j+1]
		}
	}
	return out, nil
}

type keysAndArgs struct {
	keys []string
	args []any
}

func question(members []sets.Member, regs []dialer.RegisterID, tokens []*token, of []int) keysAndArgs {
	q := keysAndArgs{
		keys: make([]string, 0, len(of)*(3+len(members))), args: make([]any, 0, 3+len(members)+len(of)*(1+2*len(members))),
	}
	q.args = append(q.args, len(of), len(members), sentinel)
	for _, m := range members {
		q.args = append(q.args, m.String())
	}
	for _, i := range of {
		r, t := regs[i], tokens[i]
		q.keys = append(q.keys, t.metaKey, t.addKey, t.remKey)
		q.args = append(q.args, t.Epoch)
		for _, m := range members {
			how, k, arg := t.place(r, m)
			if how == "b" {
				k = t.flat
			}
			if k == "" {
				k = t.metaKey
			}
			q.keys = append(q.keys, k)
			q.args = append(q.args, how, arg)
		}
	}
	return q
}

// put runs check.lua, whose text Redis has forgotten after a restart.
func (s *Sets) put(ctx context.Context, q keysAndArgs, want int) ([]int64, error) {
	got, err := s.script.EvalSha(ctx, s.fast, q.keys, q.args...).Int64Slice()
	if cut(err) {
		got, err = s.script.EvalSha(ctx, s.fast, q.keys, q.args...).Int64Slice()
	}
	if redis.HasErrorPrefix(err, "NOSCRIPT") {
		got, err = s.script.Eval(ctx, s.fast, q.keys, q.args...).Int64Slice()
	}
	if err == nil && len(got) != want {
		err = fmt.Errorf("%d numbers in the answer, not %d", len(got), want)
	}
	return got, err
}

func (s *Sets) cluster() bool { return s.opt.SentinelMaster == "" && len(s.opt.Addresses) > 1 }

// Ready waits until the registers can be asked, or says why they cannot.
func (s *Sets) Ready(ctx context.Context) error {
	if err := s.fast.Ping(ctx).Err(); errors.Is(err, dialer.ErrRefused) {
		return s.plain(err)
	}
	if err := s.local.Ready(ctx); err != nil {
		return err
	}
	regs, err := s.truth.RegisterVersions(ctx)
	if err != nil {
		return err
	}
	for r := range regs {
		for {
			short, cancel := context.WithTimeout(ctx, time.Second)
			_, err := s.believed(short, []dialer.RegisterID{r})
			cancel()
			if err == nil {
				break
			}
			if ctx.Err() != nil {
				return s.plain(err)
			}
		}
	}
	return nil
}
