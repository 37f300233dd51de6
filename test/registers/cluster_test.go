package registers_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/daemon/dialer"
	"github.com/ringevett/ringevett/daemon/redis"
	"github.com/ringevett/ringevett/daemon/sets"
	"github.com/ringevett/ringevett/test/redistest"
)

// startCluster joins two nodes, each with half of the slots.
func startCluster(t *testing.T) (nodes [2]*redistest.Server) {
	t.Helper()
	for i := range nodes {
		bus := redistest.FreePort(t) // by default it is the port and 10000, which may be none
		nodes[i] = redistest.Start(t, "--cluster-enabled", "yes", "--cluster-port", strconv.Itoa(bus))
		first := i * 8192
		if err := nodes[i].ClusterAddSlotsRange(t.Context(), first, first+8191).Err(); err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			nodes[0].Do(t.Context(), "cluster", "meet", "127.0.0.1", nodes[i].Port, bus)
		}
	}
	for _, n := range nodes {
		redistest.Eventually(t, "the cluster is whole", func() error {
			info, err := n.ClusterInfo(t.Context()).Result()
			if err == nil &&
				(!strings.Contains(info, "cluster_state:ok") || !strings.Contains(info, "cluster_known_nodes:2")) {
				err = errors.New(info)
			}
			return err
		})
	}
	return nodes
}

// A primary dies, and the Sentinel makes a replica the primary; what the replica lacks is brought up again.
func TestSentinelFailover(t *testing.T) {
	t.Parallel()
	wary := []string{"--min-replicas-to-write", "1", "--repl-diskless-sync-delay", "0"}
	first := redistest.Start(t, wary...)
	for range 2 {
		redistest.Start(t, wary...).Do(t.Context(), "replicaof", "127.0.0.1", first.Port)
	}
	sentinel := startSentinel(t, first.Port)
	a, b := behind(t, sentinel, "a"), behind(t, sentinel, "b")
	ready(t, a, b)
	must[dialer.RegisterVersion](t)(a.Replace(t.Context(), dialer.National, many(1000), delivery()))
	must[int64](t)(a.Add(t.Context(), dialer.Own, who(1), entry("agent")))
	redistest.Eventually(t, "the Sentinel knows the replicas", func() error {
		all, err := sentinel.Do(t.Context(), "sentinel", "replicas", "registers").Slice()
		if err == nil && len(all) != 2 {
			err = fmt.Errorf("%d replicas", len(all))
		}
		return err
	})
	first.Kill()
	if _, err := b.Check(t.Context(), who(1), []dialer.RegisterID{dialer.Own}); err == nil {
		t.Error("a dead primary answered")
	}
	t.Logf("own register back after %v", never(t, b, who(1), dialer.Own))
	t.Logf("national register back after %v more", never(t, b, numberSubject(numberOf(9)), dialer.National))
}

// A primary that is cut off from the Sentinels while another takes its place must stop by itself.
func TestBehindSentinelsAPrimaryMustStopByItself(t *testing.T) {
	t.Parallel()
	careless := redistest.Start(t)
	a := behind(t, startSentinel(t, careless.Port), "a")
	redistest.Eventually(t, "it is refused", func() error { // Ready waits for a server that was late to answer
		soon, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if err := a.Ready(soon); !errors.Is(err, redis.ErrAlone) {
			return fmt.Errorf("without min-replicas-to-write: got %w", err)
		}
		return nil
	})
	careless.ConfigSet(t.Context(), "min-replicas-to-write", "1")
	redistest.Eventually(t, "it has no replica", func() error {
		if err := careless.Set(t.Context(), "x", 1, 0).Err(); err == nil {
			return errors.New("it still writes")
		}
		return nil
	})
	if got, err := a.Check(t.Context(), who(1), []dialer.RegisterID{dialer.Own}); err == nil {
		t.Errorf("a primary without a replica answered %+v", got)
	}
	if got, err := a.Add(t.Context(), dialer.Own, who(1), entry("agent")); !errors.Is(err, sets.ErrSpreading) {
		t.Errorf("an addition that no replica has: got %d, %v", got, err)
	}
}

// behind is one daemon's sets, with its own disk, behind Sentinels.
func behind(t *testing.T, sentinel *redistest.Server, name string) *redis.Sets {
	t.Helper()
	s := redis.Open(store(t, t.TempDir()), redis.Options{
		Addresses: []string{
			sentinel.Addr(),
		}, SentinelMaster: "registers", Origin: name, Grace: 500 * time.Millisecond, Log: quiet(),
	})
	t.Cleanup(func() { s.Close() })
	return s
}

func startSentinel(t *testing.T, primary int) *redistest.Server {
	t.Helper()
	conf := filepath.Join(t.TempDir(), "sentinel.conf")
	text := fmt.Sprintf("sentinel monitor registers 127.0.0.1 %d 1\nsentinel down-after-milliseconds registers "+
		"500\nsentinel failover-timeout registers 2000\n", primary)
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return redistest.StartSentinel(t, conf)
}
