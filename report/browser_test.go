package report_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	browserdomain "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	browserpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
	"github.com/citelint/citelint/checker/rule"
)

// browserVariable, if it is set to anything, makes a missing browser a failure.
const browserVariable = "BROWSER_TESTS"

// findBrowser returns the path of a Chromium; empty if there is none.
func findBrowser() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
}

// TestBrowser opens reports in one browser for all, a tab each.
func TestBrowser(t *testing.T) {
	path := findBrowser()
	if path == "" {
		if os.Getenv(browserVariable) != "" {
			t.Fatalf("%s is set, and no browser is found: apt-get install chromium", browserVariable)
		}
		t.Skip("no browser is found: apt-get install chromium runs these tests, too")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1280, 900), chromedp.UserDataDir(t.TempDir()))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	browser, stopBrowser := chromedp.NewContext(allocator)
	defer stopBrowser()
	if err := chromedp.Do(browser); err != nil {
		t.Fatalf("the browser %s does not start: %v", path, err)
	}
	for _, test := range []struct {
		name string
		run  func(*testing.T, context.Context)
	}{
		{"hostile", testHostile}, {"filter", testFilter}, {"keys", testKeys}, {"no script", testNoScript}, {"print", testPrint},
		{"contrast", testContrast}, {"structure", testStructure}, {"focus", testFocus}, {"an editor's way", testEditor}, {"narrow", testNarrow},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, browser) })
	}
}

// A tab shows one report, and takes note of what it does that it must not do.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu   sync.Mutex
	seen []string
}

// open shows a report in a tab of its own. Before, if it is not nil, prepares the tab.
func open(t *testing.T, browser context.Context, rep *checker.Report, before ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, writeAll(t, "html", rep), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(stop)
	b := &tab{t: t, ctx: ctx}
	b.do() // the tab is there before it is listened to
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	b.do(before...)
	b.do(chromedp.Navigate("file://" + file))
	return b
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) listen(ev any) {
	note := ""
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(ev.Request.URL, "file://") || !strings.HasSuffix(ev.Request.URL, "/report.html") {
			note = "request: " + ev.Request.URL
		}
	case *browserpage.EventJavascriptDialogOpening:
		note = "dialog: " + ev.Message
	case *runtime.EventConsoleAPICalled:
		note = "console: " + string(ev.Type)
	case *runtime.EventExceptionThrown:
		note = "exception: " + ev.ExceptionDetails.Text
	case *log.EventEntryAdded:
		note = "log: " + ev.Entry.Text
	case *browserpage.EventFrameNavigated:
		if !strings.HasSuffix(ev.Frame.URL, "/report.html") && ev.Frame.URL != "about:blank" {
			note = "navigation: " + ev.Frame.URL
		}
	}
	if note != "" {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.seen = append(b.seen, note)
	}
}

// quiet fails if the page has done anything that it must not do.
func (b *tab) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.seen {
		b.t.Errorf("the page is not quiet: %s", s)
	}
}

func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// press presses one key after another. A key that the page takes for itself writes nothing, as at a
// keyboard.
func (b *tab) press(keys string) {
	b.t.Helper()
	for _, r := range keys {
		if k := kb.Keys[r]; k == nil || !k.Print {
			b.do(chromedp.KeyEvent(string(r)))
			continue
		}
		for _, typ := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
			p := input.DispatchKeyEventParams{Type: typ, Key: string(r)}
			if typ == input.DispatchKeyEventTypeKeyDown {
				p.Text = string(r)
			}
			if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, p); err != nil {
				b.t.Fatal(err)
			}
		}
	}
}

// shown returns the IDs of the notes that are shown.
func (b *tab) shown() []string {
	b.t.Helper()
	return eval[[]string](b, `[...document.querySelectorAll("article")].filter(a => a.checkVisibility()).map(a => a.id)`)
}

// focused is where the focus is.
func (b *tab) focused() string {
	b.t.Helper()
	return eval[string](b, `document.activeElement.id || document.activeElement.className || document.activeElement.tagName`)
}

func media(kind, scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: kind, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	})
}

var withoutScript = chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
	_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return err
})

// sampleReport is the sample brief, whose sources get every verdict in turn.
func sampleReport(t *testing.T) *checker.Report {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("..", "testdata", "brief.md"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := read.Document("brief.md", src)
	if err != nil {
		t.Fatal(err)
	}
	cite.Parse(d)
	results := map[string]checker.Result{}
	for i, q := range checker.Queries([]*checker.Document{d}) {
		r := checker.Result{Verdict: checker.Verdicts[i%len(checker.Verdicts)], Status: 200, Evidence: []string{"status 200"}}
		if len(q.Titles) > 0 {
			r.Page.Answers.Titles = []checker.TitleAnswer{{Asked: q.Titles[0], Answer: checker.AnswerMatch, Found: q.Titles[0]}}
		}
		r.Hops = []checker.Hop{{URL: q.URL, Status: 301}}
		r.Snapshots = []checker.Snapshot{{Archive: "wayback", URL: "https://web.archive.org/web/2025/" + q.URL}}
		results[q.URL] = r
	}
	c := checker.Checker{Rules: rule.All, Fetcher: web(results), Today: checker.Date{EDTF: "2026-09-01"}}
	rep, err := c.Check(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	rep.Findings[0].State = checker.Known
	return rep
}

// testHostile opens what means harm: nothing is asked for, said or run, and the filter works.
func testHostile(t *testing.T, browser context.Context) {
	for _, c := range cases(t) {
		if !strings.HasPrefix(c.name, "hostile") {
			continue
		}
		b := open(t, browser, c.report)
		all := b.shown()
		b.press("3")
		b.do(chromedp.SendKeys(chromedp.ID("search"), "octocat"))
		if some := b.shown(); len(all) == 0 || len(some) == 0 || len(some) >= len(all) {
			t.Errorf("%s: the filter shows %d of %d notes", c.name, len(some), len(all))
		}
		eval[chromedp.Void](b, `for (const d of document.querySelectorAll("details")) d.open = true`)
		b.press(kb.Escape)
		if n := eval[int](b, `document.querySelectorAll("img, iframe, object, embed, svg, link, base, audio, video").length`); n > 0 {
			t.Errorf("%s: the page has %d elements that load something", c.name, n)
		}
		b.quiet()
	}
}

func testFilter(t *testing.T, browser context.Context) {
	rep := notesReport(t, 20)
	b := open(t, browser, rep)
	all := b.shown()
	click := func(selector string) { b.do(chromedp.Click(chromedp.CSS(selector))) }
	expect := func(what string, want int) []string {
		t.Helper()
		got := b.shown()
		if len(got) != want {
			t.Errorf("%s shows %d notes, want %d", what, len(got), want)
		}
		if out := eval[string](b, `document.getElementById("shown").textContent`); out != fmt.Sprintf("%d of 20 notes", want) {
			t.Errorf("%s says %q", what, out)
		}
		return got
	}
	expect("all", 20)
	persons := eval[int](b, `document.querySelectorAll("article[data-person]").length`)
	click(`input[value=person]`)
	if got := expect("needs a person", persons); slices.Equal(got, all) {
		t.Error("the filter hides nothing")
	}
	click(`input[value=error]`)
	expect("errors", eval[int](b, `document.querySelectorAll("article[data-error]").length`))
	click(`input[value=all]`)
	eval[chromedp.Void](b, `{ const v = document.getElementById("verdict"); v.value = "blocked"; v.dispatchEvent(new Event("change", {bubbles: true})) }`)
	expect("the verdict blocked", 2)
	b.press(kb.Escape)
	expect("everything again", 20)
	b.do(chromedp.SendKeys(chromedp.ID("search"), "THE 7. réport"))
	expect("a search", 2) // 7 and 17
	b.do(chromedp.SendKeys(chromedp.ID("search"), " nowhere"))
	expect("a search for nothing", 0)
	if !eval[bool](b, `document.getElementById("none").checkVisibility()`) {
		t.Error("nothing says that nothing fits")
	}
	click("#reset")
	expect("show all", 20)
	b.quiet()
}

func testKeys(t *testing.T, browser context.Context) {
	b := open(t, browser, notesReport(t, 20))
	persons := eval[[]string](b, `[...document.querySelectorAll("article[data-person]")].map(a => a.id)`)
	b.press("n")
	first := b.focused()
	b.press("n")
	second := b.focused()
	b.press("p")
	if got, want := []string{first, second, b.focused()}, []string{persons[0] + "-h", persons[1] + "-h", persons[0] + "-h"}; !slices.Equal(got, want) {
		t.Errorf("n, n, p lead to %v, want %v", got, want)
	}
	if top := eval[float64](b, `document.activeElement.getBoundingClientRect().top`); top < 0 || top > 450 {
		t.Errorf("the note that has the focus stands at %v, out of sight", top)
	}
	b.press("j")
	b.press("k")
	b.press("2")
	if got := b.shown(); !slices.Equal(got, persons) {
		t.Errorf("2 shows %v, want %v", got, persons)
	}
	b.press("/")
	b.press("n2")
	if got := eval[string](b, `document.getElementById("search").value`); got != "n2" {
		t.Errorf("in the search the keys write %q, want n2", got)
	}
	b.press(kb.Escape)
	if n := len(b.shown()); n != 20 {
		t.Errorf("Escape shows %d notes, want all 20", n)
	}
	eval[chromedp.Void](b, `document.activeElement.blur()`)
	b.press("?")
	if !eval[bool](b, `document.getElementById("keys").open`) {
		t.Error("? does not show the keys")
	}
	b.do(chromedp.Click(chromedp.ID("single")))
	b.press(kb.Escape)
	b.press("2")
	if n := len(b.shown()); n != 20 {
		t.Errorf("single letters are off, and 2 shows %d notes", n)
	}
	b.quiet()
}

// testNoScript shows all without a script, and no control that would do nothing.
func testNoScript(t *testing.T, browser context.Context) {
	rep := notesReport(t, 20)
	b := open(t, browser, rep, withoutScript)
	if got := len(b.shown()); got != 20 {
		t.Errorf("without script %d notes are shown, want 20", got)
	}
	if dead := eval[[]string](b, `[...document.querySelectorAll("input, select, button")].filter(e => e.checkVisibility()).map(e => e.outerHTML)`); len(dead) > 0 {
		t.Errorf("without script these do nothing: %v", dead)
	}
	b.do(chromedp.Click(chromedp.CSS(".letter summary")))
	if !eval[bool](b, `document.querySelector(".paper").checkVisibility()`) {
		t.Error("without script the letter cannot be opened")
	}
	b.quiet()
}

// testPrint holds that on paper nothing is folded, and every address written out.
func testPrint(t *testing.T, browser context.Context) {
	b := open(t, browser, sampleReport(t), media("print", "light"))
	if hidden := eval[[]string](b, `[...document.querySelectorAll("details > :not(summary)")].filter(e => !e.querySelector("button") &&
		(!e.checkVisibility() || e.getBoundingClientRect().height === 0)).map(e => e.outerHTML.slice(0, 200))`); len(hidden) > 0 {
		t.Errorf("on paper this is folded: %v", hidden)
	}
	if bare := eval[[]string](b, `[...document.querySelectorAll("a[href^=http]")].filter(a => a.textContent !== a.getAttribute("href") &&
		!getComputedStyle(a, "::after").content.includes("<")).map(a => a.outerHTML)`); len(bare) > 0 {
		t.Errorf("on paper these addresses are not written out: %v", bare)
	}
	if n := eval[int](b, `document.querySelectorAll("a.named").length`); n == 0 {
		t.Error("no link with words of its own shows that addresses are written out")
	}
	if n := eval[int](b, `[...document.querySelectorAll("fieldset, select, button, dialog")].filter(e => e.checkVisibility()).length`); n > 0 {
		t.Errorf("on paper there are %d controls", n)
	}
	b.quiet()
}

// contrasts computes the contrast of all text that is shown (WCAG 2.2, 1.4.3) and returns the elements
// whose text has less than 4.5 to 1.
const contrasts = `(() => {
	const rgba = (s) => { const n = s.match(/[\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n };
	const light = (c) => { c /= 255; return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4 };
	const luminance = (c) => .2126 * light(c[0]) + .7152 * light(c[1]) + .0722 * light(c[2]);
	const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
	const behind = (e) => e ? over(rgba(getComputedStyle(e).backgroundColor), behind(e.parentElement)) : [255, 255, 255, 1];
	for (const d of document.querySelectorAll("details")) d.open = true;
	document.querySelector("dialog")?.show();
	const low = [];
	let n = 0;
	for (const e of document.body.querySelectorAll("*")) {
		const own = [...e.childNodes].some((c) => c.nodeType === 3 && c.data.trim()) || e.matches("input, select");
		if (!own || !e.checkVisibility() || e.matches("script, style, option")) continue;
		n++;
		const bg = behind(e), fg = over(rgba(getComputedStyle(e).color), bg);
		const [a, b] = [luminance(fg), luminance(bg)].sort((x, y) => y - x);
		const ratio = (a + .05) / (b + .05);
		if (ratio < 4.5) low.push(ratio.toFixed(2) + " " + e.outerHTML.slice(0, 120));
	}
	return n < 50 ? ["only " + n + " elements have text"] : low;
})()`

func testContrast(t *testing.T, browser context.Context) {
	for _, rep := range []*checker.Report{sampleReport(t), notesReport(t, 10)} {
		b := open(t, browser, rep)
		for _, scheme := range []string{"light", "dark"} {
			b.do(media("screen", scheme))
			if low := eval[[]string](b, contrasts); len(low) > 0 {
				t.Errorf("in %s the contrast is too low:\n%s", scheme, strings.Join(low, "\n"))
			}
		}
	}
}

// testStructure holds the page to what a screen reader goes by.
func testStructure(t *testing.T, browser context.Context) {
	b := open(t, browser, sampleReport(t))
	if unnamed := eval[[]string](b, `[...document.querySelectorAll("input, select, button, [contenteditable]")].filter((e) =>
		![...(e.labels || [])].some((l) => l.textContent.trim()) && !e.ariaLabel && !(e.matches("button") && e.textContent.trim())).map((e) => e.outerHTML)`); len(unnamed) > 0 {
		t.Errorf("these controls have no label: %v", unnamed)
	}
	levels := eval[[]int](b, `[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => +h.tagName[1])`)
	for i, l := range levels {
		if i == 0 && l != 1 || i > 0 && (l == 1 || l > levels[i-1]+1) {
			t.Errorf("the headings go %v: number %d skips a level, or is a second h1", levels, i+1)
			break
		}
	}
	got := eval[map[string]int](b, `Object.fromEntries(["body > header", "body > main", "body > footer", "h1", "html[lang]", "form[role=search]"].map((s) => [s, document.querySelectorAll(s).length]))`)
	want := map[string]int{"body > header": 1, "body > main": 1, "body > footer": 1, "h1": 1, "html[lang]": 1, "form[role=search]": 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("landmarks (-want +got):\n%s", diff)
	}
	if loose := eval[[]string](b, `[...document.querySelectorAll("[tabindex]")].filter((e) => e.tabIndex > 0).map((e) => e.outerHTML)`); len(loose) > 0 {
		t.Errorf("these leave the order of the focus: %v", loose)
	}
}

// testFocus goes through the page by the tabulator: forward only, and the focus always shows.
func testFocus(t *testing.T, browser context.Context) {
	b := open(t, browser, sampleReport(t))
	eval[chromedp.Void](b, `globalThis.last = document.body`)
	for i := range 40 {
		b.press(kb.Tab)
		wrong := eval[string](b, `(() => {
			const e = document.activeElement, was = globalThis.last, style = getComputedStyle(e);
			globalThis.last = e;
			if (e === document.body) return "nothing has the focus";
			if (!(was.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) return "the focus goes back to " + e.outerHTML.slice(0, 120);
			if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "the focus does not show at " + e.outerHTML.slice(0, 120);
			return "";
		})()`)
		if wrong != "" {
			t.Fatalf("after %d tabulators: %s", i+1, wrong)
		}
	}
}

// testEditor is an editor's way with the keyboard alone: past the head, to the notes that need a
// person, to the letter, and to the clipboard.
func testEditor(t *testing.T, browser context.Context) {
	b := open(t, browser, sampleReport(t))
	b.press(kb.Tab)
	if got := b.focused(); got != "skip" {
		t.Fatalf("the first thing to reach is %s, want the link that skips", got)
	}
	b.press(kb.Enter)
	if got := b.focused(); got != "notes" {
		t.Fatalf("the link skips to %s, want the notes", got)
	}
	b.press("2")
	persons := b.shown()
	var seen []string
	for range persons {
		b.press("n")
		seen = append(seen, strings.TrimSuffix(b.focused(), "-h"))
	}
	if diff := cmp.Diff(persons, seen); diff != "" || len(seen) < 3 {
		t.Errorf("n leads through other notes than those that need a person (-want +got):\n%s", diff)
	}
	b.press("l")
	if got := b.focused(); got != "d1-letter" {
		t.Fatalf("l leads to %s, want the letter", got)
	}
	letter := eval[string](b, `document.activeElement.innerText`)
	for _, words := range []string{"Dear ", "What we saw: ", "What we ask: ", "kind regards"} {
		if !strings.Contains(letter, words) {
			t.Errorf("the letter lacks %q:\n%s", words, letter)
		}
	}
	b.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
	if got := b.focused(); got != "copy" {
		t.Fatalf("before the letter stands %s, want the button that copies", got)
	}
	b.press(kb.Enter)
	if _, err := chromedp.Run(b.ctx, chromedp.Poll[bool](`document.querySelector(".letter [role=status]").textContent === "Copied."`)); err != nil {
		t.Fatalf("the page does not say that it has copied the letter: %v", err)
	}
	if _, err := chromedp.CallBrowser(b.ctx, browserdomain.SetPermission, browserdomain.SetPermissionParams{
		Permission: &browserdomain.PermissionDescriptor{Name: "clipboard-read"}, Setting: browserdomain.PermissionSettingGranted,
	}); err != nil {
		t.Fatal(err)
	}
	pasted, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`navigator.clipboard.readText()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	if pasted != letter {
		t.Errorf("what was copied is %q, want the letter", pasted)
	}
	b.quiet()
}

// testNarrow holds the page to the width of a phone: nothing reaches over its edge.
func testNarrow(t *testing.T, browser context.Context) {
	for _, rep := range []*checker.Report{sampleReport(t), notesReport(t, 20)} {
		b := open(t, browser, rep, chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile))
		if over := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
			t.Errorf("at 360 pixels the page is %d too wide: %v", over, eval[[]string](b, `[...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > 361).map((e) => e.outerHTML.slice(0, 100)).slice(0, 5)`))
		}
	}
}
