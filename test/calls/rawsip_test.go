package calls_test

import (
	"cmp"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// rawCall is one call whose headers are written by hand, as an attacker's phone would: it is hung up as soon as it is
// answered.
type rawCall struct {
	pbx, user, password string // of the phone
	to                  string // the request's user part, as it is
	from                string // the From header's value without a tag; "": the phone's own
	headers             []string
	source              string // address to send from; "": 127.0.0.1
}

var (
	codeOf  = regexp.MustCompile(`^SIP/2\.0 (\d{3})`)
	tagOf   = regexp.MustCompile(`(?i)\r\nTo:[^\r]*;tag=([^\r;]+)`)
	partsOf = regexp.MustCompile(`(\w+)="?([^",\r\n]+)"?`)
)

// make gives the final code; 0 where none came in time.
func (c rawCall) make() (int, error) {
	d := net.Dialer{LocalAddr: &net.UDPAddr{IP: net.ParseIP(cmp.Or(c.source, "127.0.0.1"))}}
	s, err := d.Dial("udp", c.pbx)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	me, id := s.LocalAddr().String(), strconv.FormatUint(rand.Uint64(), 36)
	uri := "sip:" + c.to + "@" + c.pbx
	from := c.from
	if from == "" {
		from = "<sip:" + c.user + "@" + c.pbx + ">"
	}
	body := "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP " +
		"8\r\na=rtpmap:8 PCMA/8000\r\n"
	seq, toTag := 1, ""
	send := func(method string, body string, more ...string) {
		lines := []string{method + " " + uri + " SIP/2.0",
			fmt.Sprintf("Via: SIP/2.0/UDP %s;branch=z9hG4bK%x;rport", me, rand.Uint64()),
			"Max-Forwards: 70", "From: " + from + ";tag=" + id, "To: <" + uri + ">" + toTag, "Call-ID: " + id,
			fmt.Sprintf("CSeq: %d %s", seq, method), "Contact: <sip:me@" + me + ">"}
		lines = append(lines, more...)
		if body != "" {
			lines = append(lines, "Content-Type: application/sdp")
		}
		lines = append(lines, fmt.Sprintf("Content-Length: %d", len(body)))
		s.Write([]byte(strings.Join(lines, "\r\n") + "\r\n\r\n" + body))
	}
	send("INVITE", body, c.headers...)
	buf := make([]byte, 65536)
	for end := time.Now().Add(25 * time.Second); time.Now().Before(end); {
		s.SetReadDeadline(end)
		n, err := s.Read(buf)
		if err != nil {
			return 0, err
		}
		text := string(buf[:n])
		m := codeOf.FindStringSubmatch(text)
		if m == nil || !strings.Contains(text, "INVITE") {
			continue
		}
		code, _ := strconv.Atoi(m[1])
		if code < 200 {
			continue
		}
		if tag := tagOf.FindStringSubmatch(text); tag != nil {
			toTag = ";tag=" + tag[1]
		}
		send("ACK", "")
		if code == 401 && seq == 1 {
			seq, toTag = 2, ""
			send("INVITE", body, append([]string{c.authorization(text, uri)}, c.headers...)...)
			continue
		}
		if code < 300 {
			seq++
			send("BYE", "")
		}
		return code, nil
	}
	return 0, nil
}

func (c rawCall) authorization(challenge, uri string) string {
	p := map[string]string{}
	_, after, _ := strings.Cut(challenge, "Digest ")
	line, _, _ := strings.Cut(after, "\r\n")
	for _, m := range partsOf.FindAllStringSubmatch(line, -1) {
		p[m[1]] = m[2]
	}
	h := func(text string) string { sum := md5.Sum([]byte(text)); return hex.EncodeToString(sum[:]) }
	answer := h(h(c.user+":"+p["realm"]+":"+c.password) + ":" + p["nonce"] + ":00000001:abc:auth:" + h("INVITE:"+uri))
	return fmt.Sprintf(`Authorization: Digest username="%s", realm="%s", nonce="%s", uri="%s", response="%s", `+
		`algorithm=MD5, qop=auth, nc=00000001, cnonce="abc", opaque="%s"`,
		c.user, p["realm"], p["nonce"], uri, answer, p["opaque"])
}
