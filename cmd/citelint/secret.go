package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// secretPrefix begins the names of all variables that the configuration file can name, so that a
// changed file cannot send a build's other secrets to a host of its choice.
const secretPrefix = "CITELINT_SECRET_"

// A template is text of the configuration file that names variables, as ${CITELINT_SECRET_WIKI}. It is
// printed as it is written; what the variables hold is a secret.
type template struct {
	text  string
	where string // its place in the file
}

// parts splits a template into text and names of variables, by turns.
func (t *template) parts() ([]string, error) {
	var parts []string
	rest := t.text
	for {
		before, after, ok := strings.Cut(rest, "${")
		parts = append(parts, before)
		if !ok {
			return parts, nil
		}
		name, after, closed := strings.Cut(after, "}")
		switch word := strings.TrimPrefix(name, secretPrefix); {
		case !closed:
			return nil, errors.New(`"${" without "}"`)
		case word == name || word == "" || strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "":
			return nil, fmt.Errorf("${%s}: only variables whose names begin with %s can be named", name, secretPrefix)
		}
		parts = append(parts, name)
		rest = after
	}
}

// names reports whether the template names a variable.
func (t *template) names() bool { return strings.Contains(t.text, "${") }

// expand puts in what the variables hold.
func (t *template) expand(env func(string) (string, bool)) (string, error) {
	parts, err := t.parts()
	for i := 1; i < len(parts); i += 2 {
		value, _ := env(parts[i])
		if value == "" {
			return "", usagef("%s: the variable %s is not set", t.where, parts[i])
		}
		parts[i] = value
	}
	return strings.Join(parts, ""), err
}

// expand expands a template, and takes note of the secrets in it: what is said of the web must not
// repeat them.
func (s *settings) expand(t *template, env func(string) (string, bool)) (string, error) {
	return t.expand(func(name string) (string, bool) {
		value, ok := env(name)
		s.unlocked = append(s.unlocked, value)
		return value, ok
	})
}

// A header is one that a host rule adds to requests.
type header struct {
	name  string // as http.CanonicalHeaderKey writes it
	value template
}

// ourHeaders cannot be configured: they are part of how we ask, or of how HTTP works.
var ourHeaders = []string{
	"Accept-Encoding", "Connection", "Content-Length", "Host", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since",
	"Keep-Alive", "Proxy-Connection", "Range", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent",
}

// checkName says what is wrong with a header's name.
func checkName(name string) error {
	switch {
	case !httpguts.ValidHeaderFieldName(name):
		return fmt.Errorf("%q is no name of a header", name)
	case slices.Contains(ourHeaders, http.CanonicalHeaderKey(name)):
		return fmt.Errorf("the header %s cannot be configured", name)
	}
	return nil
}

// checkValue says what is wrong with a header's value as the file writes it. A secret that stands in
// the file itself is not repeated.
func (h *header) checkValue() error {
	if _, err := h.value.parts(); err != nil {
		return err
	}
	switch {
	case secretive(h.name) && !h.value.names():
		return fmt.Errorf("the value of %s is a secret: name a variable that holds it (such as ${%s…})", h.name, secretPrefix)
	case !httpguts.ValidHeaderFieldValue(h.value.text):
		return fmt.Errorf("the value of %s holds characters that a header cannot hold", h.name)
	}
	return nil
}

// secretive reports whether a header of that name holds a secret.
func secretive(name string) bool {
	lower := strings.ToLower(name)
	switch lower {
	case "authorization", "cookie", "proxy-authorization":
		return true
	}
	return slices.ContainsFunc([]string{"key", "token", "secret"}, func(end string) bool { return strings.HasSuffix(lower, end) })
}

// unlock reads the secrets that the host rules name, for a run that goes online.
func (s *settings) unlock(env func(string) (string, bool)) error {
	for i := range s.hosts {
		h := &s.hosts[i]
		for _, header := range h.headers {
			value, err := s.expand(&header.value, env)
			if err == nil && !httpguts.ValidHeaderFieldValue(value) {
				err = usagef("%s: the value of %s holds characters that a header cannot hold (a line's end?)", header.value.where, header.name)
			}
			if err != nil {
				return err
			}
			if h.header == nil {
				h.header = http.Header{}
			}
			h.header.Set(header.name, value)
		}
		if err := s.certify(h, env); err != nil {
			return err
		}
	}
	return nil
}

// certify reads the certificate that we present to the hosts of a rule, and its key. The file's name
// may be a secret, too.
func (s *settings) certify(h *hostRule, env func(string) (string, bool)) error {
	if h.clientCert.text == "" {
		return nil
	}
	name, err := s.expand(&h.clientCert, env)
	if err != nil {
		return err
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(s.place.root, name)
	}
	src, err := os.ReadFile(name)
	if err != nil {
		return usagef("%s: %s: %w", h.clientCert.where, h.clientCert.text, plain(err))
	}
	certificate, err := tls.X509KeyPair(src, src)
	if err != nil {
		return usagef("%s: %s: no certificate with its key, both in PEM", h.clientCert.where, h.clientCert.text)
	}
	h.certificate = &certificate
	return nil
}
