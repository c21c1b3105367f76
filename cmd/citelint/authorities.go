package main

import (
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"os"
)

// authorities returns the machine's certificate authorities and those of --ca-file; nil if there is
// no such file to add.
func (s *settings) authorities() (*x509.CertPool, error) {
	if s.caFile == "" {
		return nil, nil
	}
	src, err := os.ReadFile(s.place.abs(s.caFile))
	if err != nil {
		return nil, usagef("--ca-file: %w", err)
	}
	s.caDigest = fmt.Sprintf("%x", sha256.Sum256(src))
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(src) {
		return nil, usagef("--ca-file: %s holds no certificate in PEM", s.caFile)
	}
	return pool, nil
}
