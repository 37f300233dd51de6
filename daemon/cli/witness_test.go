package cli_test

import (
	"crypto/x509"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/ringevett/ringevett/test/authority"
)

// TestWitnessesAreToldTheHead: the system's log and a time-stamping authority are told once; a relay that is away
// shows in status and delays nothing. Verify checks the stamp against the authority's certificate.
func TestWitnessesAreToldTheHead(t *testing.T) {
	t.Parallel()
	h := loaded(t)
	syslog, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: h.path("log"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer syslog.Close()
	mine, err := authority.NewCertificate(x509.ExtKeyUsageTimeStamping)
	if err != nil {
		t.Fatal(err)
	}
	stamps := authority.Serve(mine, nil)
	defer stamps.Close()
	h.write("authority.pem", string(mine.PEM))
	evidence := func(authority string) {
		h.write("ringevett.yaml.d/30-evidence.yaml", fmt.Sprintf(`evidence:
  syslog: %q
  mail: {relay: %q, from: ringevett@example.no, to: kari@example.no}
  stamps: {url: %q, authority_file: %q}
`, h.path("log"), closedPort(t), stamps.URL, h.path(authority)))
	}
	evidence("authority.pem")
	d := h.serve()
	syslog.SetReadDeadline(time.Now().Add(time.Minute))
	text := make([]byte, 1024)
	n, err := syslog.Read(text)
	first := h.must(0, "journal", "heads")
	_, first, _ = strings.Cut(first, "first key ")
	if err != nil || !strings.Contains(string(text[:n]), "first_key="+strings.TrimSpace(first)) {
		t.Errorf("the system's log has %q, %v; the first key is %s", text[:n], err, first)
	}
	h.until("time stamps: 1, the last of head ", "journal", "verify")
	h.untilWith(1, "head by mail", "status")
	d.stop()
	h.serve().stop()
	syslog.SetReadDeadline(time.Now())
	if n, err := syslog.Read(text); err == nil {
		t.Errorf("told again: %s", text[:n])
	}
	other, err := authority.NewCertificate(x509.ExtKeyUsageTimeStamping)
	if err != nil {
		t.Fatal(err)
	}
	h.write("other.pem", string(other.PEM))
	evidence("other.pem")
	wants(t, h.must(2, "journal", "verify"), "BROKEN", "not of a known authority")
}
