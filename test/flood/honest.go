package flood

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"time"
)

// Asterisk is a peer with the key. It asks the guard about one call that somebody dials by hand.
type Asterisk struct {
	Addr, Key string
	Channel   string // "PJSIP/101-0000002a"
	UniqueID  string
	Args      [3]string // of AGI(): marketing, campaign, number
}

// Header is what Asterisk sends first.
func (a Asterisk) Header() string {
	var b strings.Builder
	b.WriteString("agi_network_script: guard\nagi_request: agi://127.0.0.1/guard\n")
	fmt.Fprintf(&b, "agi_channel: %s\nagi_uniqueid: %s\n", a.Channel, a.UniqueID)
	for i, arg := range a.Args {
		fmt.Fprintf(&b, "agi_arg_%d: %s\n", i+1, arg)
	}
	return b.String() + "\n"
}

// Visit asks once, and gives the verdict ("allow", "block") and how long it took from the connection on. It ends with
// ctx at the latest.
func (a Asterisk) Visit(ctx context.Context) (verdict string, took time.Duration, err error) {
	began := time.Now()
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", a.Addr)
	if err != nil {
		return "", 0, err
	}
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	if _, err := io.WriteString(c, a.Header()); err != nil {
		return "", 0, err
	}
	in, said := bufio.NewReader(c), ""
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return "", 0, fmt.Errorf("after %v and %q: %w", time.Since(began), said, err)
		}
		said += line
		answer := "200 result=1\n"
		if strings.HasPrefix(line, `GET VARIABLE "RINGEVETT_AGI_KEY"`) {
			answer = "200 result=1 (" + a.Key + ")\n"
		}
		word, verdict := strings.CutPrefix(line, `SET VARIABLE "RINGEVETT_VERDICT" "`)
		took = time.Since(began)
		if _, err := io.WriteString(c, answer); err != nil {
			return "", 0, err
		}
		if verdict {
			return strings.TrimSuffix(word, "\"\n"), took, nil
		}
	}
}

// Latencies are how long several visits took.
type Latencies []time.Duration

// At gives the latency that this share of the visits did not pass, in percent; the longest at 100.
func (l Latencies) At(percent int) time.Duration {
	if len(l) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(l))
	return sorted[max((len(sorted)*percent+99)/100, 1)-1]
}

func (l Latencies) String() string {
	round := func(percent int) time.Duration { return l.At(percent).Round(10 * time.Microsecond) }
	return fmt.Sprintf("n %d, p50 %v, p99 %v, max %v", len(l), round(50), round(99), round(100))
}
