package ari_test

import (
	"bufio"
	"context"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/ringevett/ringevett/ari"
)

// source is a server that does nothing but write prepared frames, so that the figures are the client's.
type source struct {
	*httptest.Server
	conn chan net.Conn
	live atomic.Pointer[net.Conn]
}

func newSource(b *testing.B) *source {
	s := &source{conn: make(chan net.Conn, 1)}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	b.Cleanup(s.Close)
	return s
}

func (s *source) serve(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/ari/events":
		sum := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
		conn, rw, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		fmt.Fprintf(rw,
			"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "+
				"%s\r\n\r\n",
			base64.StdEncoding.EncodeToString(sum[:]))
		rw.Flush()
		go io.Copy(io.Discard, bufio.NewReader(conn))
		s.live.Store(&conn)
		s.conn <- conn
	case strings.HasPrefix(r.URL.Path, "/ari/events/user/"): // the client's proof that events flow comes back
		w.WriteHeader(http.StatusNoContent)
		fmt.Fprintf(*s.live.Load(), "%s",
			frame(fmt.Sprintf(`{"type":"ChannelUserevent","timestamp":"2026-01-27T10:00:00.000+0100",`+
				`"eventname":%q,"userevent":{},"application":"dialer"}`,
				strings.TrimPrefix(r.URL.Path, "/ari/events/user/"))))
	case strings.HasSuffix(r.URL.Path, "/channels"), strings.HasSuffix(r.URL.Path, "/bridges"):
		io.WriteString(w, "[]")
	default:
		io.WriteString(w, "{}")
	}
}

func (s *source) connect(b *testing.B) (*ari.Client, net.Conn) {
	c, err := ari.Connect(b.Context(), ari.Config{URL: s.URL + "/ari", App: "dialer", User: "u", Password: "p",
		PingEvery: time.Hour, MaxBuffered: 1 << 30})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { c.Close() })
	return c, <-s.conn
}

func channelID(n int) string { return fmt.Sprintf("01k8b0000000000000%08d", n) }

// frames are prepared messages of about 600 bytes, going round the channels.
func frames(channels, n int) [][]byte {
	kinds := []string{"ChannelDtmfReceived", "ChannelStateChange", "ChannelTalkingStarted", "ChannelHangupRequest"}
	list := make([][]byte, n)
	for i := range list {
		body := strings.Replace(channelBody, `"a1"`, `"`+channelID(i%channels)+`"`, 1)
		list[i] = frame(fmt.Sprintf(`{"type":%q,"timestamp":"2026-01-27T10:%02d:%02d.%03d+0100",`+
			`"digit":"5","duration_ms":100,`+
			`"channel":%s,"asterisk_id":"00:00:5e:00:53:01","application":"dialer"}`, kinds[i%len(kinds)], i/60000%60,
			i/1000%60, i%1000, body))
	}
	return list
}

func frame(text string) []byte {
	head := []byte{0x81, 126, 0, 0}
	binary.BigEndian.PutUint16(head[2:], uint16(len(text)))
	return append(head, text...)
}

func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkDelivery: events of so many live channels, each with its own handler, decoded and delivered.
func BenchmarkDelivery(b *testing.B) {
	for _, channels := range []int{1, 100, 1000} {
		b.Run(fmt.Sprintf("channels=%d", channels), func(b *testing.B) {
			c, conn := newSource(b).connect(b)
			var got atomic.Int64
			for i := range channels {
				sub := c.SubscribeChannel(channelID(i))
				go func() {
					for ev, err := range sub.All(context.Background()) {
						if err != nil {
							return
						}
						if u, bad := ev.(*ari.Unknown); bad {
							b.Errorf("not decoded: %v", u.Fault)
						}
						got.Add(1)
					}
				}()
			}
			list := frames(channels, 20000)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			used := cpu()
			b.ResetTimer()
			sendAll(b, conn, list, b.N, &got)
			b.StopTimer()
			used = cpu() - used
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(used.Nanoseconds())/float64(b.N), "cpu-ns/event")
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(b.N), "allocs/event")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N), "B/event")
		})
	}
}

// sendAll writes n frames in batches of 64, never more than 4096 ahead of the handlers, and waits for the last one.
func sendAll(b *testing.B, conn net.Conn, list [][]byte, n int, got *atomic.Int64) {
	for sent := 0; sent < n; {
		for int64(sent)-got.Load() > 4096 {
			runtime.Gosched()
		}
		end := min(sent+64, n, sent+len(list)-sent%len(list))
		batch := net.Buffers(slices.Clone(list[sent%len(list) : sent%len(list)+end-sent]))
		if _, err := batch.WriteTo(conn); err != nil {
			b.Fatal(err)
		}
		sent = end
	}
	for got.Load() < int64(n) {
		runtime.Gosched()
	}
}

// BenchmarkBurst: 2000 events on one channel while its handler is away for 50 ms.
func BenchmarkBurst(b *testing.B) {
	c, conn := newSource(b).connect(b)
	sub := c.SubscribeChannel(channelID(0))
	list := frames(1, 2000)
	lost := 0
	for b.Loop() {
		all := net.Buffers(slices.Clone(list))
		if _, err := all.WriteTo(conn); err != nil {
			b.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond) // the handler is away
		ctx, cancel := context.WithTimeout(b.Context(), 5*time.Second)
		for got := range 2000 {
			if _, err := sub.Next(ctx); err != nil {
				lost += 2000 - got
				break
			}
		}
		cancel()
	}
	b.ReportMetric(float64(lost)/float64(b.N), "lost/burst")
	if lost > 0 {
		b.Errorf("%d events lost", lost)
	}
}

// BenchmarkBlockedHandler: 5000 events a second over 100 channels, one handler of which never reads; delay of the
// others.
func BenchmarkBlockedHandler(b *testing.B) {
	for _, blocked := range []bool{false, true} {
		b.Run(fmt.Sprintf("blocked=%v", blocked), func(b *testing.B) {
			c, conn := newSource(b).connect(b)
			var mu sync.Mutex
			var delays []time.Duration
			var got atomic.Int64
			sentAt := make([]atomic.Int64, 20000)
			for i := range 100 {
				sub := c.SubscribeChannel(channelID(i))
				if i == 0 && blocked {
					continue
				}
				go func() {
					for ev, err := range sub.All(context.Background()) {
						if err != nil {
							return
						}
						at := ev.Head().Timestamp
						n := at.Minute()*60000 + at.Second()*1000 + at.Nanosecond()/1e6
						d := time.Duration(time.Now().UnixNano() - sentAt[n].Load())
						mu.Lock()
						delays = append(delays, d)
						mu.Unlock()
						got.Add(1)
					}
				}()
			}
			list := frames(100, 20000)
			tick := time.NewTicker(time.Millisecond)
			defer tick.Stop()
			b.ResetTimer()
			want := int64(0)
			for i := range b.N {
				if i%5 == 0 {
					<-tick.C
				}
				n := i % len(list)
				sentAt[n].Store(time.Now().UnixNano())
				if _, err := conn.Write(list[n]); err != nil {
					b.Fatal(err)
				}
				if !blocked || n%100 != 0 {
					want++
				}
			}
			for got.Load() < want {
				runtime.Gosched()
			}
			slices.Sort(delays)
			if len(delays) > 0 {
				b.ReportMetric(float64(delays[len(delays)/2].Microseconds()), "p50-µs")
				b.ReportMetric(float64(delays[len(delays)*99/100].Microseconds()), "p99-µs")
			}
		})
	}
}
