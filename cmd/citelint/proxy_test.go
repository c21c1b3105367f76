package main

import (
	"strings"
	"testing"

	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// TestProxy asks through the proxy that the environment, a flag or the file names, and prints no
// password.
func TestProxy(t *testing.T) {
	const open, address = "reader:open-sesame", "http://reader:open-sesame@proxy.example:80"
	web := func(web *fetchtest.Web) {
		web.Host("proxy.example").At("10.9.9.9").Proxy(open)
		web.Host("port1.example").Page("/dues", fetchtest.HTML("Harbour dues of port 1, open-sesame", "By Anna Lind. 3 May 2024."))
	}
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"} {
		t.Setenv(name, "")
	}
	for _, test := range []struct {
		name, env, config string
		args              []string
		asked             bool
	}{
		{name: "no proxy"},
		{name: "the environment", env: address, asked: true},
		{name: "the environment, switched off", env: address, args: []string{"--proxy=off"}},
		{name: "a flag", args: []string{"--proxy=" + address}, asked: true},
		{name: "a flag, over TLS", args: []string{"--proxy=" + strings.Replace(strings.Replace(address, "http:", "https:", 1), ":80", ":443", 1)}, asked: true},
		{name: "the file", config: "version: 1\nnetwork:\n  proxy: " + address + "\n", asked: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("HTTPS_PROXY", test.env)
			var seen *fetchtest.Web
			tr := trial{document: citing(ports(1)...), config: test.config, args: append([]string{"-vv"}, test.args...), web: func(w *fetchtest.Web) {
				web(w)
				seen = w
			}}
			o := tr.run(t)
			o.expect(t, statusOK, "1 ok")
			if asked := seen.Dials("proxy.example") > 0; asked != test.asked {
				t.Errorf("asked through the proxy: %t, want %t", asked, test.asked)
			}
			tr.args = append(tr.args, "--print-config")
			printed := tr.run(t)
			if strings.Contains(o.stdout+o.stderr+printed.stdout+printed.stderr, "sesame") {
				t.Errorf("the password is printed:\n%s%s%s", o.stdout, o.stderr, printed.stdout)
			}
		})
	}
	o := trial{document: citing(ports(1)...), args: []string{"--proxy=ftp://reader:open-sesame@proxy.example"}}.run(t)
	o.expect(t, statusUsage)
	if !strings.Contains(o.stderr, "neither env nor off nor a proxy") || strings.Contains(o.stderr, "sesame") {
		t.Errorf("of a bad proxy stderr says %q", o.stderr)
	}
}
