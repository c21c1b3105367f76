package main

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// TestCAFile trusts what a file names, in addition, and says what is wrong with other files.
func TestCAFile(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "ca.pem"), filepath.Join(dir, "no.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	for name, src := range map[string][]byte{good: block, bad: []byte("no certificate")} {
		if err := os.WriteFile(name, src, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := configured(t, "version: 1\n", "--ca-file="+good)
	if err != nil {
		t.Fatal(err)
	}
	trusting := server.Client().Transport.(*http.Transport).Clone()
	trusting.TLSClientConfig.RootCAs = s.client(s.pageReader()).Roots
	resp, err := (&http.Client{Transport: trusting}).Get(server.URL)
	if err != nil {
		t.Fatalf("a server that the file vouches for is not trusted: %v", err)
	}
	resp.Body.Close()
	for name, want := range map[string]string{bad: "holds no certificate in PEM", filepath.Join(dir, "none.pem"): "--ca-file: "} {
		if _, err := configured(t, "version: 1\n", "--ca-file="+name); !isUsage(err) || !strings.Contains(err.Error(), want) {
			t.Errorf("--ca-file=%s: the error is %v, want one that says %q", name, err, want)
		}
	}
}

func TestRobotsFlag(t *testing.T) {
	tr := trial{document: citing(ports(1)...), web: func(web *fetchtest.Web) {
		h := web.Host("port1.example")
		h.Page("/dues", harbour(1))
		h.Page("/robots.txt", fetchtest.Text("text/plain", "User-agent: *\nDisallow: /dues"))
	}}
	tr.run(t).expect(t, statusOK, "1 ok")
	tr.args = []string{"--robots=respect"}
	tr.run(t).expect(t, statusOK, "1 skipped")
	tr.args, tr.config = nil, "version: 1\nnetwork:\n  robots: respect\n"
	tr.run(t).expect(t, statusOK, "1 skipped")
}
