package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// looking runs citelint look with an invented web behind it, in a bubble where waiting costs no time.
func looking(t *testing.T, describe func(*fetchtest.Web), args ...string) (o outcome) {
	t.Helper()
	t.Chdir(t.TempDir())
	synctest.Test(t, func(t *testing.T) {
		web := fetchtest.New()
		defer web.Close()
		if describe != nil {
			describe(web)
		}
		var out, errs bytes.Buffer
		o.status = run(t.Context(), append([]string{"look", "--cache", "off", "--state", "off"}, args...), nil, &out, &errs, func(c *fetch.Client) checker.Fetcher {
			c.Network, c.Roots = web, web.Roots()
			return c
		})
		o.stdout, o.stderr = out.String(), errs.String()
	})
	return o
}

// harbourWeb has a source for each way in which a look can end.
func harbourWeb(web *fetchtest.Web) {
	web.Host("port.example").
		Page("/", harbour(0)).
		Page("/dues", harbour(1)).
		Page("/old", fetchtest.Redirect(301, "/dues")).
		Page("/soft", fetchtest.HTML("Page not found", "The page that you are looking for cannot be found.").As(200)).
		Page("/private", fetchtest.Status(401)).
		Page("/slow", harbour(2).After(time.Hour))
	web.Host("wall.example").
		Rest(fetchtest.HTML("Just a moment...", "Verify you are human.").As(403).With("Cf-Mitigated", "challenge"))
	web.Host("sale.example").Rest(fetchtest.HTML("sale.example", "This domain is for sale. Inquire about this domain."))
	web.Host("refused.example").Fault(fetchtest.Refused)
	web.Host("expired.example").Fault(fetchtest.Expired).Page("/", harbour(3))
	web.Host("inside.example").At("10.20.30.40")
}

// TestLook states for each verdict which step decides and how the command ends.
func TestLook(t *testing.T) {
	for _, c := range []struct {
		address string
		status  int
		decides string // the last step of the decision
	}{
		{"https://port.example/dues", statusOK, "11. good: status 200  ← ok"},
		{"https://port.example/old", statusOK, "10. moved: 301 to https://port.example/dues; status 200  ← moved"},
		{"https://port.example/gone", statusFindings, "4. status: status 404; the host's other pages answer  ← dead"},
		{"https://nowhere.example/", statusFindings, "2. network: no such host, asked twice  ← dead"},
		{"https://port.example/soft", statusFindings, "8. error page that says 200: title says \"Page not found\"; "},
		{"https://sale.example/", statusFindings, "6. parked or a server's default page: "},
		{"https://refused.example/", statusFindings, "2. network: the connection was refused, twice  ← unreachable"},
		{"https://expired.example/", statusFindings, "2. network: certificate ended 1999-06-30; behind it: status 200  ← insecure"},
		{"https://wall.example/a", statusIncomplete, "3. a wall's mark: cf-mitigated: challenge; status 403  ← blocked"},
		{"https://port.example/private", statusIncomplete, "4. status: status 401  ← blocked"},
		{"https://inside.example/", statusIncomplete, "1. asked: "},
		{"ftp://port.example/dues", statusIncomplete, "1. asked: the scheme is ftp  ← skipped"},
		{"https://port.example/slow", statusIncomplete, "1. asked: not reached before the budget ended  ← unchecked"},
	} {
		o := looking(t, harbourWeb, "--budget", "10s", "--timeout", "5m", c.address, "https://port.example/")
		o.expect(t, c.status, c.address+"\n", c.decides)
	}
}

func TestLookAnswers(t *testing.T) {
	o := looking(t, harbourWeb, "https://port.example/dues#tides", "--title", "Harbour dues of port 1", "--title", "Ferries",
		"--author", "Lind, Anna", "--date", "3 May 2024", "--date", "1999")
	o.expect(t, statusOK,
		"7. cited title: found in h1: the page is itself",
		"8. error page that says 200: not asked",
		"\n  titles     h1: “Harbour dues of port 1”\n             title: “Harbour dues of port 1”\n",
		"\n  title      “Harbour dues of port 1”: match, 1.00, “Harbour dues of port 1” in\n             h1; it stands in the text\n",
		"\n  title      “Ferries”: weak, 0.00, ",
		"\n  author     “Lind, Anna”: ",
		"\n  date       “3 May 2024”: ",
		"\n  date       “1999”: ",
		"\n  fragment   “tides”: ",
	)
}

func TestLookJSON(t *testing.T) {
	o := looking(t, harbourWeb, "-f", "json", "https://port.example/gone", "--title", "Ferries")
	var got struct {
		Schema string
		Looks  []struct {
			Asked  string
			Result struct {
				Verdict, Cause string
				Status         int
			}
			Decision []struct {
				Name    string
				Decides bool
			}
		}
	}
	if err := json.Unmarshal([]byte(o.stdout), &got); err != nil {
		t.Fatalf("the JSON cannot be read: %v\n%s", err, o.stdout)
	}
	if got.Schema != "citelint/look/v1" || len(got.Looks) != 1 {
		t.Fatalf("the schema is %q with %d looks, want citelint/look/v1 with 1", got.Schema, len(got.Looks))
	}
	l := got.Looks[0]
	if l.Asked != "https://port.example/gone" || l.Result.Verdict != "dead" || l.Result.Cause != "not-found" || l.Result.Status != 404 {
		t.Errorf("the look is %+v, want a dead source", l)
	}
	if last := l.Decision[len(l.Decision)-1]; last.Name != "status" || !last.Decides {
		t.Errorf("the last step is %+v, want the status, which decides", last)
	}
}

// TestLookHostile states that nothing of what a page says reaches the terminal as a command.
func TestLookHostile(t *testing.T) {
	const evil = "A\x1b[2Jtitle\x07\u202e\u0085with\x9b31m"
	web := func(web *fetchtest.Web) {
		web.Host("evil.example").
			Page("/", fetchtest.HTML(evil, evil).With("Server", "a\u202e\u009b2Jb")).
			Page("/hop", fetchtest.Redirect(301, "/%1b[2J%0a\u009b2J?token=hunter2hunter2"))
	}
	for _, format := range []string{"text", "json"} {
		o := looking(t, web, "-f", format, "https://evil.example/", "https://evil.example/hop", "https://evil.example/?token=hunter2hunter2", "--title", evil)
		for _, r := range o.stdout + o.stderr {
			if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || format == "text" && r == '\u202e' {
				t.Errorf("citelint look -f %s writes %q:\n%q", format, r, o.stdout)
				break
			}
		}
		if strings.Contains(o.stdout, "hunter2") {
			t.Errorf("citelint look -f %s tells a secret:\n%s", format, o.stdout)
		}
	}
}

func TestLookUsage(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"", "look needs an address"},
		{"port.example/dues", "did you mean https://port.example/dues?"},
		{"brief", `"brief" is no address (such as`},
		{"https://port.example/ --date soon", `--date: "soon" is no date`},
		{"https://port.example/ -f sarif", "unknown format"},
	} {
		o := looking(t, nil, strings.Fields(c.args)...)
		if o.status != statusUsage || !strings.Contains(o.stderr, c.want) || o.stdout != "" {
			t.Errorf("citelint look %s ends with %d and says %q, want status 2 and %q", c.args, o.status, o.stderr, c.want)
		}
	}
}

func TestLookInterrupted(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	web := fetchtest.New()
	defer web.Close()
	status := run(ctx, []string{"look", "--cache", "off", "--state", "off", "https://port.example/"}, nil, &out, &errs, func(c *fetch.Client) checker.Fetcher {
		c.Network = web
		return c
	})
	if status != statusInterrupted || !strings.Contains(out.String(), "unchecked (cancelled)") {
		t.Errorf("an interrupted look ends with status %d and says\n%s", status, out.String())
	}
}

// TestExplainVerdict states that check explains one verdict with what the documents say of the source.
func TestExplainVerdict(t *testing.T) {
	const address = "https://port.example/dues"
	tr := trial{document: citing(address, "https://port.example/gone"), web: harbourWeb, args: []string{"--explain-verdict", address, "brief.md"}}
	o := tr.run(t)
	o.expect(t, statusOK, "7. cited title: found in h1", "author     “Lind, Anna”: match", "← ok")
	o.lacks(t, "gone")
	tr.args = []string{"--explain-verdict", address, "-f", "json"}
	tr.run(t).expect(t, statusOK, `"schema": "citelint/look/v1"`, "none is known")
	for _, c := range []struct{ args, want string }{
		{"--explain-verdict port.example/dues", "did you mean https://port.example/dues?"},
		{"--explain-verdict https://port.example/ --offline", "contradict each other"},
		{"--explain-verdict https://port.example/ -f csv", "writes text or json, not csv"},
	} {
		tr.args = strings.Fields(c.args)
		if o := tr.run(t); o.status != statusUsage || !strings.Contains(o.stderr, c.want) {
			t.Errorf("citelint %s ends with %d and says %q, want status 2 and %q", c.args, o.status, o.stderr, c.want)
		}
	}
}
