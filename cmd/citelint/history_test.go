package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// TestHistory runs check over some weeks, in which one source dies and another comes back, and then
// asks what is remembered.
func TestHistory(t *testing.T) {
	c := newCourse(t)
	for day := 0; day < 28; day += 2 {
		web := func(web *fetchtest.Web) {
			web.Host("port1.example").Page("/dues", harbour(1))
			two := web.Host("port2.example").Page("/", harbour(0))
			if day < 15 {
				two.Page("/dues", harbour(2))
			}
			three := web.Host("port3.example").Page("/dues", harbour(3))
			if day < 10 {
				three.Fault(fetchtest.Refused)
			}
		}
		c.check(t, time.Duration(day)*aDay, citing(ports(3)...), web, "--max-age", "0")
	}
	nobody := func(*fetchtest.Web) {}
	began := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // where a bubble's clock begins
	today := began.AddDate(0, 0, 27).Format(time.DateOnly)
	o, asked := c.history(t, nobody, "--today", today, "brief.md")
	o.expect(t, statusOK, "3 sources since 2000-01-01, last looked at on 2000-01-27: 1 fails, for 11 days in the median.",
		"brief.md: 3 sources, 1 fails\n  https://port2.example/dues\n    dead (not-found); failing since 2000-01-17, 11 days, confirmed; last good 2000-01-15",
		"Recovered\n  https://port3.example/dues\n    good since 2000-01-11; had failed since 2000-01-01\n",
		"port2.example        1        1     11 days",
		"\n  1999-12-27          3   2        1        0      1          0  2 of 3\n",
		"\n  2000-01-10          3   3        0        0      0          1  3 of 3\n",
		"\n  2000-01-17          3   2        1        0      1          0  2 of 3\n")
	if len(asked) > 0 {
		t.Errorf("history asks the web: %v", asked)
	}
	o, _ = c.history(t, nobody, "--today", today, "https://port3.example/dues", "https://other.example/")
	o.expect(t, statusOK, "https://port3.example/dues\n  first seen  2000-01-01\n", "  changes     2000-01-11 ok\n", "Nothing is remembered of\n  https://other.example/\n")
	o.lacks(t, "port2")

	o, _ = c.history(t, nobody, "--today", today, "-f", "json", "--since", "14d", "-o", "out/history.html")
	o.expect(t, statusOK)
	var h struct {
		Since   string
		Summary struct{ Sources, Failing int }
		Weeks   []struct{ Broke, Recovered int }
	}
	if err := json.Unmarshal([]byte(o.stdout), &h); err != nil {
		t.Fatal(err)
	}
	if h.Since != "2000-01-10" || len(h.Weeks) != 3 || h.Weeks[0].Recovered != 1 || h.Weeks[1].Broke != 1 || h.Summary.Failing != 1 {
		t.Errorf("the JSON says %+v", h)
	}
	if !exists("out/history.html") {
		t.Error("no page is written")
	}

	o, _ = c.history(t, nobody, "--today", "2000-01-05")
	o.expect(t, statusOK, "last looked at on 2000-01-05", "https://port3.example/dues\n    unreachable (refused); failing since 2000-01-01, 4 days")
	o, _ = c.history(t, nobody, "--today", "1999-01-05")
	o.expect(t, statusOK, "Nothing is remembered yet")
}

// history runs history over the state that the course's runs have written.
func (c *course) history(t *testing.T, web func(*fetchtest.Web), args ...string) (outcome, []fetchtest.Request) {
	t.Helper()
	return c.invokeWith(t, web, append([]string{"history", "--state", ".citelint/state.db"}, args...)...)
}

// TestHistorySecret states that an address with a secret is found in the state, and not told.
func TestHistorySecret(t *testing.T) {
	c := newCourse(t)
	const addr = "https://port1.example/dues?token=9f3b27c1"
	web := func(web *fetchtest.Web) { web.Host("port1.example").Page("/", harbour(1)) }
	c.check(t, 0, citing(addr), web)
	for _, args := range [][]string{{"brief.md"}, {addr}, {"-f", "json", addr}, {"-f", "html", "brief.md"}} {
		o, _ := c.history(t, web, append(args, "--today", "2000-01-02")...)
		o.expect(t, statusOK)
		if strings.Contains(o.stdout, "9f3b27c1") || !strings.Contains(o.stdout, "dead") {
			t.Errorf("%v tells the secret, or not of its source:\n%s", args, o.stdout)
		}
	}
}
