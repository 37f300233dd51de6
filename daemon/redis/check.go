package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/sets"
)

// codeStale is what check.lua answers when the epoch has changed.
const codeStale = -1

var (
	errStale  = errors.New("another version came meanwhile")
	errBehind = errors.New("this Redis has lost changes")
)

// Check asks every named register in one round trip, and then this daemon's own disk, whose reservations bind
// whatever Redis says. An error or Unknown means: do not dial.
func (s *Sets) Check(
	ctx context.Context,
	who dialer.Subject,
	regs []dialer.RegisterID,
) ([]dialer.RegisterAnswer, error) {
	ctx, cancel := context.WithTimeout(ctx, s.opt.patience())
	defer cancel()
	out, err := s.check(ctx, who, regs)
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", who.Number.Masked(), s.plain(err))
	}
	return out, nil
}

func (s *Sets) check(
	ctx context.Context,
	who dialer.Subject,
	regs []dialer.RegisterID,
) ([]dialer.RegisterAnswer, error) {
	members, err := sets.Members(nil, who)
	if err != nil {
		return nil, err
	}
	out, err := s.query(ctx, members, regs)
	for range regs { // each may have a new version: ask again
		if !errors.Is(err, errStale) {
			break
		}
		out, err = s.query(ctx, members, regs)
	}
	if err != nil {
		return nil, err
	}
	mine, err := s.local.Check(ctx, who, regs) // last, when the disk knows most
	if err != nil {
		return nil, fmt.Errorf("ask this daemon's own disk: %w", err)
	}
	for i := range out {
		s.bind(&out[i], mine[i])
	}
	return out, nil
}

// query asks Redis once. It waits for registers that are not trusted yet.
func (s *Sets) query(
	ctx context.Context,
	members []sets.Member,
	regs []dialer.RegisterID,
) ([]dialer.RegisterAnswer, error) {
	servers := s.servers.Load()
	tokens, err := s.awaitTrust(ctx, regs)
	if err != nil {
		return nil, err
	}
	codes, err := s.run(ctx, members, regs, tokens)
	if foreign(err) {
		s.distrustAll(wrongType)
	}
	if err != nil {
		return nil, fmt.Errorf("ask Redis: %w", err)
	}
	if servers != s.servers.Load() { // this query may have used a connection to another server
		return nil, errors.New("another Redis answers; its registers are being settled")
	}
	out := make([]dialer.RegisterAnswer, len(regs))
	for i, r := range regs {
		if out[i], err = s.answer(ctx, r, tokens[i], members, codes[i]); err != nil {
			return nil, fmt.Errorf("register %s: %w", r, err)
		}
	}
	return out, nil
}

// reply is what check.lua returns for one register.
type reply struct {
	code, seq int64
	floor     int64 // the newest change known before the query: Redis never counts back
}

// answer turns a reply into the answer for one register, or says why it cannot be trusted.
func (s *Sets) answer(
	ctx context.Context,
	r dialer.RegisterID,
	t *token,
	members []sets.Member,
	got reply,
) (dialer.RegisterAnswer, error) {
	out := dialer.RegisterAnswer{RegisterVersion: dialer.RegisterVersion{Register: r}}
	if t == nil { // no daemon knows it
		return out, nil
	}
	switch {
	case got.code == codeStale:
		return out, s.reread(ctx, r, t)
	case got.code < 0: // where one key is missing, more may be
		s.distrustAll(keyMissing)
		return out, errMissing
	case got.seq < got.floor:
		s.distrust(r, countWentBack)
		return out, errBehind
	}
	t.noteSeq(got.seq)
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
		if at, err := s.truth.AddedAt(ctx, r, m); err == nil { // else unknown, which counts as the latest time
			out.Since = at
		}
	default:
		out.Answer = dialer.Clear
	}
	return out, nil
}

// reread takes over a new base that was swapped in without a rebuild. It returns errStale where the check is to ask
// again.
func (s *Sets) reread(ctx context.Context, r dialer.RegisterID, t *token) error {
	s.rereading.Lock() // one check reads for all that wait
	defer s.rereading.Unlock()
	if now := s.tokenOf(r); now != nil && now.Epoch != t.Epoch {
		return errStale
	}
	f, err := s.fast.HGetAll(ctx, s.key(r, "meta")).Result()
	if err != nil {
		return fmt.Errorf("read its version: %w", err)
	}
	m := s.readMeta(f)
	if m.State != stateReady || m.Settled != t.Settled || m.Epoch == "" {
		s.distrust(r, settledAgain)
		return errors.New("another daemon has brought it up again; it is being settled")
	}
	if whole, err := s.there(ctx, r, m); err != nil || !whole {
		s.distrustAll(keyMissing)
		return errors.Join(err, errMissing)
	}
	s.trust(r, baseSeen, m, t.servers)
	return errStale
}

// run asks in one round trip: one script call, or in a cluster one for each register.
func (s *Sets) run(
	ctx context.Context,
	members []sets.Member,
	regs []dialer.RegisterID,
	tokens []*token,
) ([]reply, error) {
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
		numbers, err := s.evalCheck(ctx, question(members, regs, tokens, g), 2*len(g))
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

// question gives the arguments of check.lua for the registers at the positions of.
func question(members []sets.Member, regs []dialer.RegisterID, tokens []*token, of []int) keysAndArgs {
	q := keysAndArgs{
		keys: make([]string, 0, len(of)*(3+len(members))),
		args: make([]any, 0, 3+len(members)+len(of)*(1+2*len(members))),
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

// evalCheck runs check.lua by its hash, or by its text after a restart of Redis.
func (s *Sets) evalCheck(ctx context.Context, q keysAndArgs, want int) ([]int64, error) {
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
			_, err := s.awaitTrust(short, []dialer.RegisterID{r})
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

// bind makes this daemon's own disk hold: what it has reserved is reserved. If Redis says otherwise, Redis has lost it,
// or another daemon has lifted it and this one has not read that yet. The register is compared either way.
func (s *Sets) bind(out *dialer.RegisterAnswer, mine dialer.RegisterAnswer) {
	if out.Version == mine.Version {
		out.Count, out.LoadedAt = mine.Count, mine.LoadedAt
	}
	if mine.Answer != dialer.Reserved || out.Answer == dialer.Reserved {
		return
	}
	if out.Version == mine.Version { // else this daemon is about to adopt a newer base
		s.distrustDiffering(mine.Register)
	}
	*out = mine
}
