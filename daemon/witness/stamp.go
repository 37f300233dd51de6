package witness

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// Authority stamps the time (RFC 3161). It sees a hash of the head and nothing else.
type Authority struct {
	URL   string
	Roots *x509.CertPool // that its certificate must lead to; nil: not checked
}

// tokenLimit is far above any token, with its certificates, in bytes.
const tokenLimit = 64 << 10

// Stamp asks for a token over the head, and gives it as DER once it has been checked.
func (a Authority) Stamp(ctx context.Context, head string) ([]byte, error) {
	token, err := a.ask(ctx, head)
	if err == nil {
		_, err = a.Check(head, token)
	}
	if err != nil {
		return nil, fmt.Errorf("time stamp of the journal's head by %s: %w", a.URL, err)
	}
	return token, nil
}

func (a Authority) ask(ctx context.Context, head string) ([]byte, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(head))
	query := timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Certificates: true, Nonce: nonce}
	text, err := query.Marshal()
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, a.URL, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/timestamp-query")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	der, err := io.ReadAll(io.LimitReader(answer.Body, tokenLimit+1))
	switch {
	case err != nil:
		return nil, err
	case answer.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("it answers %s", answer.Status)
	case len(der) > tokenLimit:
		return nil, errors.New("its answer is too long")
	}
	stamp, err := timestamp.ParseResponse(der)
	if err != nil {
		return nil, err
	}
	if stamp.Nonce == nil || stamp.Nonce.Cmp(nonce) != 0 {
		return nil, errors.New("its answer is to another question")
	}
	return stamp.RawToken, nil
}

// Check gives the time at which the authority saw the head. An error says that the token is not of this head, or not
// of an authority that Roots knows.
func (a Authority) Check(head string, token []byte) (time.Time, error) {
	stamp, err := timestamp.Parse(token)
	if err != nil {
		return time.Time{}, fmt.Errorf("read the token: %w", err)
	}
	sum := sha256.Sum256([]byte(head))
	if stamp.HashAlgorithm != crypto.SHA256 || !bytes.Equal(stamp.HashedMessage, sum[:]) {
		return time.Time{}, errors.New("the token is of another head")
	}
	if a.Roots == nil {
		return stamp.Time, nil
	}
	signed, err := pkcs7.Parse(token)
	if err != nil {
		return time.Time{}, fmt.Errorf("read the token: %w", err)
	}
	between := x509.NewCertPool()
	for _, c := range signed.Certificates {
		between.AddCert(c)
	}
	err = signed.VerifyWithOpts(x509.VerifyOptions{
		Roots: a.Roots, Intermediates: between, CurrentTime: stamp.Time,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("the token is not of a known authority: %w", err)
	}
	return stamp.Time, nil
}
