package page

import (
	"net/url"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/match"
)

// isWallTitle reports whether a title is that of a wall.
func isWallTitle(title string) bool {
	t := fold(title)
	for _, m := range wallTitles {
		if t == m.all[0] {
			return true
		}
	}
	return false
}

// walls looks for the walls that keep programs out.
func (o *observer) walls() {
	if o.wallHeaders() {
		return
	}
	for _, id := range o.marks {
		o.see(checker.SignalWall, true, "page has an element %s of a challenge", id)
		return
	}
	for _, src := range o.srcs {
		if host := hostOf(src); host == "captcha-delivery.com" || strings.HasSuffix(host, ".captcha-delivery.com") {
			o.see(checker.SignalWall, true, "page is built by %s", host)
			return
		}
	}
	if o.wallAddress() {
		return
	}
	// With these a network says that the server behind it is down; its pages bear its marks, too.
	if s := o.response.Status; s >= 500 && s != 503 && s < 600 {
		return
	}
	if o.wallTitle() {
		return
	}
	if !o.sparse() {
		return
	}
	if m, ok := anyMark(o.markup(), wallMarkup, strings.Contains); ok && !o.isArticle() {
		o.see(checker.SignalWall, false, "page has the mark of a wall: %s%s", prefixed(m.who), strings.Join(m.all, ", "))
		return
	}
	// An error page that says so is what its status says, whatever form stands below it.
	if m, ok := anyMark(o.bones, wallText, match.Has); ok && o.words < gate && !o.isAbout(m) && !o.isArticle() && (m.who != "" || o.words < nameless && !o.isKnown() && !o.hasOwnForm()) {
		o.see(checker.SignalWall, false, "text says %q", strings.Join(m.all, "” and “"))
		return
	}
	if o.hasOwnForm() || o.isActive() && o.says(checker.SignalWall, wallSayings) {
		return
	}
	if o.words < 40 && !o.isKnown() || o.words < 20 {
		if m, ok := anyMark(o.markup(), captchas, strings.Contains); ok {
			o.see(checker.SignalWall, false, "page of %d words has a puzzle: %s", o.words, m.who)
		}
	}
}

// wallTitle looks for a page that is called what walls are called. A long page with the metadata of
// a work is none.
func (o *observer) wallTitle() bool {
	if o.response.Status < 400 && o.words >= gate && o.titled() {
		return false
	}
	for _, n := range o.names() {
		if o.isWall(n.value) {
			o.see(checker.SignalWall, false, "%s says %q", n.name, n.value)
			return true
		}
	}
	return false
}

func (o *observer) isWall(name string) bool {
	t := fold(name)
	if dottedWalls[t] && o.response.Status < 400 && !strings.HasSuffix(name, "...") && !strings.HasSuffix(name, "…") {
		return false
	}
	if alwaysWalls[t] {
		return true
	}
	if !o.sparse() || o.isInTitle(name) {
		return false
	}
	for _, m := range wallTitles {
		if t == m.all[0] && (m.who != "" || o.words < nameless && !o.titled() || o.response.Status >= 400) {
			return true
		}
	}
	if o.words < nameless && !o.isKnown() && refusalNames[t] {
		return true
	}
	if parts := match.Stretches(name); len(parts) == 2 && o.words < 60 && !o.isKnown() && (refusalNames[fold(parts[0])] || refusalNames[fold(parts[1])]) {
		return true
	}
	// Some bear the site's name beside: "Bloomberg - Are you a robot?".
	return slices.ContainsFunc(match.Stretches(name), func(part string) bool { return alwaysWalls[fold(part)] })
}

// isInTitle reports whether a heading is but a part of what the document's title says in one stretch, as
// of a novel's and its author's name.
func (o *observer) isInTitle(heading string) bool {
	const more = 4 // words
	h := fold(heading)
	return o.response.Status < 400 && slices.ContainsFunc(match.Stretches(o.title), func(part string) bool {
		t := fold(part)
		return match.Has(t, h) && match.Words(t) >= match.Words(h)+more && !saysAny(t)
	})
}

// Phrases of walls that name nobody stand in short notices, too: only a page of fewer words than
// this is believed to say them itself.
const nameless = 100

// isAbout reports whether the page has a title that says more than what walls say, and a text to it.
func (o *observer) isAbout(m mark) bool {
	return o.words >= nameless && slices.ContainsFunc(o.names(), func(n property) bool {
		t := fold(n.value)
		return slices.ContainsFunc(m.all, func(p string) bool { return match.Has(t, p) && match.Words(t) > match.Words(p)+3 })
	})
}

// titled reports whether the page has the metadata of a work.
func (o *observer) titled() bool {
	kind := o.meta1("og:type")
	return o.main != nil || o.meta1("og:title", "citation_title") != "" && kind != "" && !strings.EqualFold(kind, "website")
}

// isArticle reports whether a page that was not refused is a work of its own: what it says of walls it
// says about them.
func (o *observer) isArticle() bool {
	return o.response.Status < 400 && (o.isProven() || o.words >= nameless && o.isHeaded(4) || o.isNamed())
}

// isHeaded reports whether the page has a headline of so many words at least.
func (o *observer) isHeaded(words int) bool { return o.headline(words) != "" }

// headline returns the first headline of so many words at least; empty if there is none.
func (o *observer) headline(words int) string {
	for _, h := range o.headlines() {
		if match.Words(h) >= words {
			return h
		}
	}
	return ""
}

// findHeadlines returns what is the document's title, or a stretch of it, and a heading or one of the
// first lines of the text, and is not what walls, logins and gates are called.
func (o *observer) findHeadlines() []string {
	const most = 40 // lines of the text
	lines := map[string]bool{}
	add := func(line string) {
		if len(line) <= 4*maxString {
			lines[match.Letters(line)] = true
		}
	}
	for _, h := range slices.Concat(o.h1, o.h2) {
		add(h)
	}
	n := 0
	for line := range strings.SplitSeq(o.text, "\n") {
		if n++; n > most {
			break
		}
		add(line)
	}
	return slices.DeleteFunc(wholeAndParts(o.title), func(part string) bool {
		return !lines[match.Letters(part)] || o.isOfNoPage(part) || saysAny(fold(part))
	})
}

// isKnown reports whether the page is known to be one that somebody wrote to be read: it says what work
// it is, or has a name of its own.
func (o *observer) isKnown() bool { return o.isWork() || o.isNamed() }

// isNamed reports whether the page has a name of its own, of several words or one that its address has,
// too, which walls do not know; and that is not another than the cited one.
func (o *observer) isNamed() bool {
	const several = 3
	contradicted := slices.ContainsFunc(o.page.Answers.Titles, func(a checker.TitleAnswer) bool { return a.Answer == checker.AnswerMismatch })
	return o.response.Status < 400 && !contradicted && slices.ContainsFunc(o.headlines(), func(h string) bool {
		return match.Words(h) >= several || inSlug(fold(h), o.asked)
	})
}

// isActive reports whether the page can do anything to let its visitor pass.
func (o *observer) isActive() bool {
	return o.controls > 0 || o.response.Status >= 300 || strings.Contains(o.markup(), "<script") || strings.Contains(o.markup(), "http-equiv")
}

// hasOwnForm reports whether the page has a form that visitors write in, as contact pages have: a
// puzzle there keeps programs from writing, not from reading.
func (o *observer) hasOwnForm() bool { return o.fields > 1 }

func prefixed(who string) string {
	if who == "" {
		return ""
	}
	return who + ", "
}

func anyMark(text string, marks []mark, has func(text, s string) bool) (mark, bool) {
	for _, m := range marks {
		all := true
		for _, s := range m.all {
			if !has(text, s) {
				all = false
				break
			}
		}
		if all {
			return m, true
		}
	}
	return mark{}, false
}

// wallHeaders looks at status and headers, which no article can imitate.
func (o *observer) wallHeaders() bool {
	h := func(key string) string { return strings.ToLower(header(o.response, key)) }
	status := o.response.Status
	cookies := strings.ToLower(strings.Join(o.response.Header["Set-Cookie"], "\n"))
	server := h("Server")
	decisive := func(format string, args ...any) bool { o.see(checker.SignalWall, true, format, args...); return true }
	gated := func(format string, args ...any) bool { o.see(checker.SignalWall, false, format, args...); return true }
	switch {
	case h("Cf-Mitigated") == "challenge":
		return decisive("cf-mitigated: challenge")
	case h("X-Amzn-Waf-Action") == "challenge" || h("X-Amzn-Waf-Action") == "captcha":
		return decisive("x-amzn-waf-action: %s", h("X-Amzn-Waf-Action"))
	case h("X-Vercel-Mitigated") == "challenge":
		return decisive("x-vercel-mitigated: challenge")
	case h("X-Datadome") != "" && h("X-Datadome") != "protected":
		return decisive("x-datadome: %s", h("X-Datadome"))
	case h("X-Dd-B") == "1" || h("X-Dd-B") == "2":
		return decisive("x-dd-b: %s", h("X-Dd-B"))
	case h("X-Px-Authorization") != "":
		return decisive("x-px-authorization")
	case status == 403 && server == "akamaighost":
		return decisive("status 403 by akamaighost")
	case o.hasHeader("X-Kasada"):
		return decisive("x-kasada")
	case status >= 400 && o.hasHeader("X-Kpsdk-"): // Kasada; the answers to those it lets in bear it, too
		return decisive("status %d with x-kpsdk", status)
	case h("X-Sucuri-Block") != "":
		return decisive("x-sucuri-block")
	case h("X-Dotdefender-Denied") != "":
		return decisive("x-dotdefender-denied")
	case status == 521 && strings.Contains(cookies, "__jsluid"): // Knownsec answers so until its script has run; Cloudflare's 521 is a server that is down
		return decisive("status 521 with the cookie of knownsec")
	case (status == 403 || status == 429 || status == 503 && strings.Contains(o.markup(), "cloudflare")) && server == "cloudflare":
		return gated("status %d by cloudflare", status)
	case status == 403 && strings.Contains(cookies, "datadome="):
		return gated("status 403 with a cookie of datadome")
	case refused(status) && (server == "ddos-guard" || strings.HasPrefix(server, "sucuri") || strings.HasPrefix(server, "reblaze") || server == "qrator"):
		return gated("status %d by %s", status, server)
	case status == 403 && h("X-Azure-Ref") != "" && o.words < gate && match.Has(o.bones, fold("the request is blocked")):
		return gated("status 403 by azure front door")
	case (h("X-Cdn") == "incapsula" || h("X-Cdn") == "imperva" || h("X-Iinfo") != "") && (status == 403 || status == 429 || status == 503 || status < 300 && o.words < 20 && strings.Contains(o.markup(), "_incapsula_resource")):
		return gated("status %d by imperva", status)
	case (status == 202 || status == 405) && strings.Contains(o.markup(), "awswaf"):
		return gated("status %d with the script of aws waf", status)
	}
	return false
}

// refused reports whether a status is one with which networks that stand before a server send
// programs away.
func refused(status int) bool { return status == 401 || status == 403 || status == 429 }

// hasHeader reports whether a header's key begins with prefix.
func (o *observer) hasHeader(prefix string) bool {
	for key := range o.response.Header {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

func hostOf(ref string) string {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
