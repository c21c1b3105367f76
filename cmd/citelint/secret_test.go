package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// secretConfig sends a secret to the first port.
const secretConfig = `version: 1
hosts:
  - match: port1.example
    headers: { Authorization: "Bearer ${CITELINT_SECRET_PORT}" }
`

// TestSecretHeader sends a secret to its host, and tells it nobody else.
func TestSecretHeader(t *testing.T) {
	t.Setenv("CITELINT_SECRET_PORT", "open-sesame")
	t.Setenv("CITELINT_SECRET_UNUSED", "1")
	web := func(web *fetchtest.Web) {
		web.Host("port1.example").Page("/dues", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
			if r.Header.Get("Authorization") != "Bearer open-sesame" {
				return fetchtest.Status(401)
			}
			return harbour(1)
		}))
	}
	for _, args := range [][]string{{"-vv"}, {"-f", "json"}, {"-f", "markdown"}, {"--print-config"}} {
		tr := trial{document: citing(ports(1)...), web: web, config: secretConfig, args: args}
		o := tr.run(t)
		o.expect(t, statusOK)
		if strings.Contains(o.stdout+o.stderr, "open-sesame") {
			t.Errorf("%v tells the secret:\n%s%s", args, o.stdout, o.stderr)
		}
		if strings.Contains(o.stderr, "unknown variable") {
			t.Errorf("%v warns of a secret:\n%s", args, o.stderr)
		}
		if args[0] == "--print-config" && !strings.Contains(o.stdout, `Authorization: "Bearer ${CITELINT_SECRET_PORT}"`) {
			t.Errorf("--print-config does not print the header as it is written:\n%s", o.stdout)
		}
	}
	trial{document: citing(ports(1)...), web: web}.run(t).expect(t, statusOK, "1 blocked")
}

// TestSecretUnset ends a run that goes online, and no other.
func TestSecretUnset(t *testing.T) {
	for _, test := range []struct {
		args   []string
		status int
	}{
		{nil, statusUsage}, {[]string{"--offline"}, statusOK}, {[]string{"--print-config"}, statusOK},
	} {
		t.Setenv("CITELINT_SECRET_PORT", "")
		o := trial{document: citing(ports(1)...), config: secretConfig, args: test.args}.run(t)
		o.expect(t, test.status)
		if told := strings.Contains(o.stderr, ".citelint.yaml:4:31: the variable CITELINT_SECRET_PORT is not set"); told != (test.status == statusUsage) {
			t.Errorf("with %v stderr is %q", test.args, o.stderr)
		}
	}
	t.Setenv("CITELINT_SECRET_PORT", "two\nlines")
	o := trial{document: citing(ports(1)...), config: secretConfig}.run(t)
	o.expect(t, statusUsage)
	if !strings.Contains(o.stderr, "holds characters that a header cannot hold") || strings.Contains(o.stderr, "two") {
		t.Errorf("of a secret of two lines stderr says %q", o.stderr)
	}
}

func TestClientCert(t *testing.T) {
	file := filepath.Join(t.TempDir(), "reader.pem")
	web := fetchtest.New()
	defer web.Close()
	certificate, err := web.Certificate("reader.example")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, inPEM(t, certificate), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("CITELINT_SECRET_CERT", file)
	tr := trial{document: citing(ports(1)...), web: func(web *fetchtest.Web) {
		web.Host("port1.example").AsksCertificate().Page("/dues", harbour(1))
	}}
	tr.run(t).expect(t, statusOK, "1 blocked")
	tr.config = "version: 1\nhosts:\n  - match: port1.example\n    client-cert: \"${CITELINT_SECRET_CERT}\"\n"
	tr.run(t).expect(t, statusOK, "1 ok")
	if err := os.WriteFile(file, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	o := tr.run(t)
	o.expect(t, statusUsage)
	if want := ".citelint.yaml:4:18: ${CITELINT_SECRET_CERT}: no certificate with its key, both in PEM"; !strings.Contains(o.stderr, want) || strings.Contains(o.stderr, file) {
		t.Errorf("stderr is %q, want %q", o.stderr, want)
	}
}

func inPEM(t *testing.T, c *tls.Certificate) []byte {
	t.Helper()
	key, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	return append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Certificate[0]}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})...)
}

func TestInsecureHost(t *testing.T) {
	tr := trial{document: citing(ports(1)...), web: answering(1, 1, fetchtest.SelfSigned)}
	tr.run(t).expect(t, statusOK, "1 insecure")
	tr.config = "version: 1\nhosts:\n  - match: port1.example\n    insecure: true\n    reason: a machine of our own\n"
	tr.run(t).expect(t, statusOK, "1 ok")
}
