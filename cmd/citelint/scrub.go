package main

import (
	"cmp"
	"context"
	"encoding/base64"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/http/httpproxy"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/report"
)

const (
	hidden        = "***"
	shortestValue = 4 // characters of a variable's value that is looked for; a shorter one is no secret
	shortestToken = 8 // of a parameter's value, or of the beginning of a value at the end of a text
)

// A scrubber takes secrets out of what is said of the web: a server that was told one may say it
// back, in a title, a redirect or a header. It stands around the Client, so that nothing beyond, no
// report, log, cache or history, ever holds one. The zero scrubber knows no secrets.
type scrubber struct {
	values *pattern // of the configuration; nil: none
}

// scrubber knows the secrets that unlock has read, and the proxy's password.
func (s *settings) scrubber() *scrubber {
	all := slices.Clone(s.unlocked)
	env := httpproxy.FromEnvironment()
	for _, proxy := range []string{s.proxy, env.HTTPProxy, env.HTTPSProxy} {
		if u, err := url.Parse(proxy); err == nil && u.User != nil {
			password, _ := u.User.Password()
			all = append(all, password)
		}
	}
	for _, value := range all {
		if plain, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(value, "Basic ")); err == nil {
			if _, password, ok := strings.Cut(string(plain), ":"); ok { // RFC 7617, section 2
				all = append(all, string(plain), password)
			}
		}
	}
	return &scrubber{newPattern(all, shortestValue)}
}

// fetcher scrubs the Results of another.
func (sc *scrubber) fetcher(f checker.Fetcher) checker.Fetcher {
	return checker.FetcherFunc(func(ctx context.Context, q checker.Query) (checker.Result, error) {
		r, err := f.Fetch(ctx, q)
		query := r.Query // what documents say, and what joins the Result to them
		sc.scrub(&r, q.URL)
		r.Query = query
		if strings.Contains(r.Instead, hidden) {
			r.Instead = "" // nobody can write that
		}
		return r, err
	})
}

// inspector scrubs what another reads and people see.
func (sc *scrubber) inspector(inspect checker.Inspector) checker.Inspector {
	return func(r checker.Response, q checker.Query) checker.Inspection {
		in := inspect(r, q)
		seen := checker.Inspection{Titles: in.Titles, Signals: in.Signals}
		sc.scrub(&seen, q.URL)
		in.Titles, in.Signals = seen.Titles, seen.Signals
		return in
	}
}

// trace scrubs what is told of requests.
func (sc *scrubber) trace(tell func(fetch.Exchange)) func(fetch.Exchange) {
	return func(e fetch.Exchange) {
		query := e.Query
		sc.scrub(&e, query)
		e.Query = query
		tell(e)
	}
}

// scrub takes the secrets out of all that v points at, and out of its words the keys that an address
// holds. What v shares with others is copied.
func (sc *scrubber) scrub(v any, address string) {
	if sc.values != nil {
		each(reflect.ValueOf(v).Elem(), sc.values.clean, "Asked")
	}
	if tokens := newPattern(slices.DeleteFunc(report.Secrets(address), isWord), shortestToken); tokens != nil {
		each(reflect.ValueOf(v).Elem(), tokens.clean, "Asked", "URL", "Instead") // reports take them out of addresses
	}
}

// isWord reports whether a parameter's value says nothing: ?auth=required.
func isWord(value string) bool {
	return strings.IndexFunc(value, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// A pattern finds secrets, as they are and as addresses write them, in any case of letters: hosts are
// written small.
type pattern struct {
	secrets []string
	all     *regexp.Regexp
}

// newPattern returns nil if there is no secret of that length.
func newPattern(secrets []string, shortest int) *pattern {
	var forms []string
	for _, s := range secrets {
		if len(s) >= shortest {
			forms = append(forms, s, url.QueryEscape(s), url.PathEscape(s))
		}
	}
	if len(forms) == 0 {
		return nil
	}
	slices.SortFunc(forms, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	forms = slices.Compact(forms)
	p := &pattern{secrets: forms}
	quoted := make([]string, len(forms))
	for i, f := range forms {
		quoted[i] = regexp.QuoteMeta(f)
	}
	p.all = regexp.MustCompile("(?i:" + strings.Join(quoted, "|") + ")")
	return p
}

// clean takes out the secrets, and the beginning of one where a text was cut within. A nil pattern
// takes out nothing.
func (p *pattern) clean(s string) string {
	if p == nil {
		return s
	}
	s = p.all.ReplaceAllLiteralString(s, hidden)
	end := strings.TrimRight(s, `"'”…`)
	for _, secret := range p.secrets {
		for n := min(len(secret)-1, len(end)); n >= shortestToken; n-- {
			if strings.EqualFold(end[len(end)-n:], secret[:n]) {
				return end[:len(end)-n] + hidden + s[len(end):]
			}
		}
	}
	return s
}

// each replaces all strings in v but those of fields of certain names.
func each(v reflect.Value, clean func(string) string, but ...string) {
	switch v.Kind() {
	case reflect.String:
		if s := clean(v.String()); s != v.String() {
			v.SetString(s)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !slices.Contains(but, f.Name) {
				each(v.Field(i), clean, but...)
			}
		}
	case reflect.Slice:
		if v.Len() == 0 || v.Index(0).CanInt() || v.Index(0).CanUint() {
			return
		}
		own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(own, v)
		for i := range own.Len() {
			each(own.Index(i), clean, but...)
		}
		v.Set(own)
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		own := reflect.New(v.Type().Elem())
		own.Elem().Set(v.Elem())
		each(own.Elem(), clean, but...)
		v.Set(own)
	case reflect.Map:
		if v.IsNil() {
			return
		}
		own := reflect.MakeMap(v.Type())
		for _, key := range v.MapKeys() {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(v.MapIndex(key))
			each(value, clean, but...)
			own.SetMapIndex(key, value)
		}
		v.Set(own)
	}
}
