package rule

import (
	"testing"

	"github.com/citelint/citelint/checker"
)

func TestTrailing(t *testing.T) {
	for target, want := range map[string]string{
		"https://sund.example/a":                 "",
		"https://sund.example/a,":                ",",
		"https://sund.example/dues).":            ").",
		"https://sund.example/a_(b)":             "",
		"https://sund.example/a_(b))":            ")",
		"https://sund.example/10.1016/S0(05)6-1": "",
		"https://sund.example/Acme_Inc.":         "",
		"https://sund.example/Acme_Inc..":        "",
		"https://sund.example/U.S.":              "",
		"https://sund.example/dues.":             ".",
		"https://sund.example/dues”。":            "”。",
		"https://sund.example/a#:~:text=dues!":   "",
		"notes/a.":                               "",
		"mailto:ana@sund.example,":               "",
	} {
		if got := trailing(target); got != want {
			t.Errorf("the marks at the end of %s are %q, not %q", target, got, want)
		}
	}
}

func TestCompareAddresses(t *testing.T) {
	for _, c := range []struct {
		printed, target string
		cut             bool
		want            checker.Severity
	}{
		{"https://sund.example/a", "http://www.sund.example/a/", false, checker.Off},
		{"https://sund.example/", "https://en.sund.example/a", false, checker.Off},
		{"https://sund.example/20", "https://sund.example/2024/a", true, checker.Off},
		{"https://sund.example/2023", "https://sund.example/2024/a", true, checker.Warning},
		{"https://sund.example/", "https://other.example/", false, checker.Error},
		{"https://sund.example/", "https://sund.test/", false, checker.Warning},
		{"https://youtu.be/abc", "https://www.youtube.com/watch?v=abc", false, checker.Off},
		{"https://sund.example/a", "https://web.archive.org/web/20240101000000/https://sund.example/a", false, checker.Off},
		{"https://sund.example/a.json", "https://code.example/b/sund.example/a.json", false, checker.Off},
	} {
		if got := compareAddresses(c.printed, c.target, c.cut); got != c.want {
			t.Errorf("words that show %s on a link to %s are %s, not %s", c.printed, c.target, got, c.want)
		}
	}
}

func TestPlainAddressHidesSecrets(t *testing.T) {
	for addr, want := range map[string]string{
		"https://ana:s3a@sund.example/a":                        "https://***@sund.example/a",
		"https://sund.example/a?access_token=9f3b27c1a8d0&b=2":  "https://sund.example/a?access_token=***&b=2",
		"https://sund.example/a?b=2#password=quay-77-salt":      "https://sund.example/a?b=2#password=***",
		"https://sund.example/a?X-Amz-Signature=2f6b0a9d8c7e":   "https://sund.example/a?X-Amz-Signature=***",
		"https://sund.example/a?id=AKIAABCDEFGHIJKLMNOP":        "https://sund.example/a?id=***",
		"https://sund.example/a?token=abc":                      "https://sund.example/a?token=abc",
		"https://sund.example/a@b?c=d@e":                        "https://sund.example/a@b?c=d@e",
		"https://sund.example/login?url=https://port.example/a": "https://sund.example/login?url=https://port.example/a",
	} {
		if got := plainAddress(addr); got != want {
			t.Errorf("%s is shown as %s, not as %s", addr, got, want)
		}
	}
}
