package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"html"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
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

// TestSecretEchoed states that what a page says back of a secret is in no report, log, cache or
// history, however it is written there.
func TestSecretEchoed(t *testing.T) {
	const secret = "Open sesame/42&more" // is written in several ways in addresses
	config := `version: 1
hosts:
  - match: port1.example
    headers: { X-Key: "${CITELINT_SECRET_PORT}", Authorization: "Basic ${CITELINT_SECRET_LOGIN}" }
`
	t.Setenv("CITELINT_SECRET_PORT", secret)
	t.Setenv("CITELINT_SECRET_LOGIN", base64.StdEncoding.EncodeToString([]byte("lind:tide-table-9")))
	echo := func(r fetchtest.Request) string { return r.Header.Get("X-Key") }
	web := func(web *fetchtest.Web) {
		web.Host("port1.example").
			Page("/", harbour(0)).
			Page("/dues", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				said := "Not found: " + echo(r) + " tide-table-9"
				return fetchtest.HTML(said, said, echo(r)).With("Server", echo(r)).With("Etag", `"`+echo(r)+`"`)
			})).
			Page("/sent", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				return fetchtest.Redirect(301, "https://port1.example/dues2?"+url.QueryEscape(echo(r))+"#"+url.PathEscape(echo(r)))
			})).
			Page("/dues2?"+url.QueryEscape(secret), fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				reply := harbour(1)
				reply.Body = append(reply.Body, "<h1>By "+html.EscapeString(strings.ToLower(echo(r)))+"</h1>"...)
				return reply
			})).
			Page("/nowhere", fetchtest.Func(func(r fetchtest.Request) fetchtest.Reply {
				return fetchtest.Redirect(302, "ftp://"+strings.Repeat("x", 285)+echo(r)) // is cut within
			})).
			Page("/token?token=abcdef9876543210", fetchtest.HTML("Token abcdef9876543210", "The token abcdef9876543210 is known."))
	}
	addresses := []string{"https://port1.example/dues", "https://port1.example/sent", "https://port1.example/nowhere", "https://port1.example/token?token=abcdef9876543210"}
	check := []string{"--cache", "memory", "--state", "memory/state.db"}
	for _, args := range [][]string{
		slices.Concat(check, []string{"-vv"}), {"-f", "json"}, {"-f", "jsonl"}, {"-f", "markdown", "-v"}, slices.Concat(check, []string{"-vv", "--log-format", "json"}),
		slices.Concat([]string{"-vv", "--explain-verdict"}, addresses[:1]), {"--explain-verdict", addresses[1], "-f", "json"},
		{"--explain-verdict", addresses[2]}, {"--explain-verdict", addresses[3]},
	} {
		o := trial{document: citing(addresses...), web: web, config: config, args: args}.run(t)
		if o.status == statusUsage || o.stdout == "" {
			t.Errorf("%v ends with %d and says %q", args, o.status, o.stderr)
		}
		said := o.stdout + o.stderr
		_ = filepath.WalkDir("memory", func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				b, _ := os.ReadFile(path)
				said += string(b)
			}
			return err
		})
		for _, secret := range []string{"sesame", "Open%20s", "Open sesa", "tide-table-9", "9876543210"} {
			if i := strings.Index(strings.ToLower(said), strings.ToLower(secret)); i >= 0 {
				t.Errorf("%v tells %q: %q", args, secret, said[max(0, i-80):min(len(said), i+80)])
			}
		}
	}
}
