package checker

import (
	"context"
	"time"

	"github.com/citelint/citelint/checker/match"
)

// A Query is what is asked about one URL.
type Query struct {
	URL          string   // normalized, without fragment
	Alternatives []string // other readings of the address, asked only if it is not found
	Fragments    []string
	Titles       []string // what citations call it: the page says whether it agrees
	Authors      []string // "Family, Given", or an undivided name
	Containers   []string // containers and publishers: whose site or periodical it should be
	Dates        []Date
	Quotations   []string // what claims quote from it
	Others       []string // what other claims quote: the page says only which of it stands there, word for word
	Works        []Work   // what citations without an identifier say of it, for registries to find it by
	Known        *Page    // what an earlier look kept, for a conditional request; nil in a Result
}

// A Verdict says in one word what was seen.
type Verdict string

// The ten verdicts. A verdict never says more than was seen.
const (
	OK          Verdict = "ok"
	Moved       Verdict = "moved"     // the page is good, at another address, or the chain ends somewhere else
	Dead        Verdict = "dead"      // 404 or 410 by an honest host, no such host, no such DOI
	SoftDead    Verdict = "soft-dead" // an error page that says 200
	Parked      Verdict = "parked"    // the domain is for sale, expired or suspended
	Blocked     Verdict = "blocked"   // the host answers, but not to us; a person has to look
	Unreachable Verdict = "unreachable"
	Insecure    Verdict = "insecure"  // a certificate that a browser would warn of
	Skipped     Verdict = "skipped"   // we decided not to ask
	Unchecked   Verdict = "unchecked" // we could not ask
)

// Verdicts lists all verdicts, best first.
var Verdicts = []Verdict{OK, Moved, Dead, SoftDead, Parked, Blocked, Unreachable, Insecure, Skipped, Unchecked}

// A Cause is the reason behind a Verdict: a closed list, for rules to switch on.
type Cause string

// The causes, by verdict. OK has none.
const (
	CausePermanent   Cause = "permanent"
	CauseFrontPage   Cause = "front-page"
	CauseSectionPage Cause = "section-page"
	CauseOtherSite   Cause = "other-site"

	CauseNotFound   Cause = "not-found"
	CauseGone       Cause = "gone"
	CauseNoSuchHost Cause = "no-such-host"
	CauseNoSuchDOI  Cause = "no-such-doi"

	CauseSoft404         Cause = "soft-404"
	CausePlaceholderPage Cause = "placeholder-page"
	CauseParked          Cause = "parked"

	CauseBotWall       Cause = "bot-wall"
	CauseRateLimit     Cause = "rate-limit"
	CauseLogin         Cause = "login"
	CausePayment       Cause = "payment"
	CauseForbidden     Cause = "forbidden"
	CauseMethod        Cause = "method"
	CauseNotAcceptable Cause = "not-acceptable"
	CauseLegal         Cause = "legal"
	CauseConsent       Cause = "consent"
	CauseRefusesAll    Cause = "refuses-all"
	CauseScriptOnly    Cause = "script-only"
	CauseOddStatus     Cause = "odd-status"

	CauseTimeout         Cause = "timeout"
	CauseRefused         Cause = "refused"
	CauseReset           Cause = "reset"
	CauseDNS             Cause = "dns"
	CauseServerError     Cause = "server-error"
	CauseClientError     Cause = "client-error"
	CauseRedirectLoop    Cause = "redirect-loop"
	CauseRedirectLimit   Cause = "redirect-limit"
	CauseRedirectNowhere Cause = "redirect-nowhere"
	CauseProtocol        Cause = "protocol"
	CauseHeadersTooLarge Cause = "headers-too-large"
	CauseHostDown        Cause = "host-down"
	CauseTLSExpired      Cause = "tls-expired"
	CauseTLSName         Cause = "tls-name"
	CauseTLSIssuer       Cause = "tls-issuer"
	CauseTLSHandshake    Cause = "tls-handshake"
	CauseTLSOther        Cause = "tls-other"
	CauseScheme          Cause = "scheme"
	CauseAddress         Cause = "address"
	CausePort            Cause = "port"
	CauseHostRule        Cause = "host-rule"
	CauseRobots          Cause = "robots"
	CauseNotPublic       Cause = "not-public"
	CauseTooLong         Cause = "too-long"
	CauseDeadline        Cause = "deadline"
	CauseCancelled       Cause = "cancelled"
	CauseNetworkDown     Cause = "network-down"
	CauseCaptivePortal   Cause = "captive-portal"
	CausePaused          Cause = "paused"
	CauseInternal        Cause = "internal"
	CauseOffline         Cause = "offline" // the run opened no socket
)

// A Result is what was seen at one URL. It carries the question that it answers.
type Result struct {
	Query
	Verdict      Verdict
	Cause        Cause    // empty for OK
	Evidence     []string // the observations behind the verdict, most decisive first: words for people
	Instead      string   // the address to write instead, if one is known to be good
	Status       int      // of the last response; 0 if there was none
	Hops         []Hop    // redirects, in order
	Page         Page
	Snapshots    []Snapshot
	Strikes      int           // failures counted over time; 0 without a memory
	Confirm      int           // how many strikes make a failure certain; 0: three
	ConfirmSpan  time.Duration // over how long at least, after the source was good; 0: 72 hours, negative: no time
	Drift        *Drift        // how the page has changed; nil without a memory of it, or if nobody can tell
	Changes      []Change      // the verdicts over time, oldest first; nil without a memory
	FirstSeen    time.Time     // when it was first looked at, as far as is remembered; zero without a memory
	Checked      time.Time     // when we looked; zero if we did not
	FromCache    bool          // we looked in an earlier run, and that still holds
	LastGood     time.Time     // when it was last seen OK or Moved, as far as is remembered
	FailingSince time.Time     // when the first failure was seen after the last good answer; zero without a memory
}

// StrikesToConfirm is how many strikes make the failure certain.
func (r *Result) StrikesToConfirm() int {
	if r.Confirm > 0 {
		return r.Confirm
	}
	return 3
}

// SpanToConfirm is over how long a source that was good must fail, at least, until that is certain.
func (r *Result) SpanToConfirm() time.Duration {
	if r.ConfirmSpan == 0 {
		return 72 * time.Hour
	}
	return max(0, r.ConfirmSpan)
}

// Confirmed reports whether failures over time have made this one certain.
func (r *Result) Confirmed() bool { return r.Strikes >= r.StrikesToConfirm() }

// A Change is a day on which a source was seen first, or seen otherwise than before.
type Change struct {
	Time    time.Time
	Verdict Verdict
}

// A Hop is one redirect: URL answered Status and sent us on.
type Hop struct {
	URL    string
	Status int // 0 for a refresh inside the page
}

// A Snapshot is one capture of a page in a web archive.
type Snapshot struct {
	Archive, URL string
	Time         time.Time
	Verdict      Verdict
}

// A Page is what a source says about itself: what is archived of it.
type Page struct {
	URL          string   // the final address
	Titles       []string // candidates, best first, no two equal
	Authors      []string
	Site         string
	Published    Date
	Modified     Date
	Canonical    string
	Language     string // BCP 47
	Type         string // article, report, dataset, book, page
	DOI          string
	ContentType  string       // media type without parameters, as declared or, failing that, sniffed
	Size         int64        // decoded bytes that were read
	Words        int          // visible words
	Digest       string       // "sha256:…" of the decoded bytes that were read; empty for an empty body, or if nobody read the page
	TextDigest   string       // "sha256:…" of the folded visible text; empty if there is none
	MainWords    int          // words of running text, about
	Sketch       match.Sketch // of the running text: tells later how much it has changed
	Partial      bool         // we stopped before its end
	Paywall      bool         // the page says itself that it is not free
	ETag         string
	LastModified string
	Record       *Record // what a registry says of the work; nil if none was asked
	Answers      Answers
}

// Answers is what a page answers to a Query, one for each thing asked, in the order of asking.
type Answers struct {
	Titles     []TitleAnswer
	Authors    []Answer
	Containers []Answer // a mismatch says that the page states another name in the same script
	Dates      []Answer
	Fragments  []Answer
	Quotations []QuotationAnswer
	Others     []string // those of Query.Others that the page has; an answer of an earlier run may lack some
}

// Misnamed reports whether citations have titles for the page, and it has none of them, not even in its
// text; false if no title was asked.
func (a *Answers) Misnamed() bool {
	for _, t := range a.Titles {
		if t.InText || t.Answer != AnswerMismatch && t.Answer != AnswerNoMetadata {
			return false
		}
	}
	return len(a.Titles) > 0
}

// The words of answers to titles: TitleAnswer.Answer.
const (
	AnswerMatch      = "match"       // score ≥ 0.7
	AnswerWeak       = "weak"        // between, or numbers that differ, or another language
	AnswerMismatch   = "mismatch"    // score < 0.5
	AnswerNoMetadata = "no-metadata" // nothing to compare with
	AnswerFound      = "found"       // of fragments
	AnswerMissing    = "missing"
	AnswerCannotTell = "cannot-tell"
)

// A TitleAnswer says how well a cited title fits the page.
type TitleAnswer struct {
	Asked  string
	Answer string
	Score  float64 // from 0 to 1
	Found  string  // the candidate that fits best
	Where  string  // what kind of candidate it is: "h1", "title", "og:title", ...
	InText bool    // the title stands in the visible text
	// Proof says that the match proves the page to be itself. A title of one word proves nothing,
	// nor does one that would make a page look like an error, a wall or a login page.
	Proof bool
}

// An Answer is the page's answer to one name, date or fragment.
type Answer struct {
	Asked  string
	Answer string
	Found  string
}

// TitleFound reports whether a cited title was found on the page.
func (a Answers) TitleFound() bool {
	for _, t := range a.Titles {
		if t.Answer == AnswerMatch {
			return true
		}
	}
	return false
}

// A Fetcher answers a Query. A dead link is a Result; an error means that we could not look. It
// may be called from many goroutines at once.
type Fetcher interface {
	Fetch(ctx context.Context, q Query) (Result, error)
}

// A FetcherFunc is a function as a Fetcher.
type FetcherFunc func(ctx context.Context, q Query) (Result, error)

// Fetch calls f.
func (f FetcherFunc) Fetch(ctx context.Context, q Query) (Result, error) { return f(ctx, q) }

// A Response is one final answer, as an Inspector reads it.
type Response struct {
	URL     string // the final address, with the chain's last fragment cut off
	Status  int
	Header  map[string][]string // canonical keys, as net/http makes them
	Body    []byte              // decoded, at most what the caps allow; overwritten once the Inspector has returned
	Partial bool                // Body ends early
	Hops    []Hop
}

// An Inspection is what an Inspector reads out of a Response.
type Inspection struct {
	Page    Page
	Signals []Signal
	Refresh string      // where <meta http-equiv=refresh> with a delay of at most 5 s leads, as written; empty if nowhere
	Text    string      // the visible text, for comparing two pages; not kept
	Titles  []Statement // all that the page gives as its title, in the order of trust, junk too
	Notes   []string    // what stood in the way of reading it, in words: evidence
}

// A Statement is one thing that a page states, and where: "h1", "title", "og:title", …
type Statement struct{ Where, Text string }

// An Inspector reads a page: page.Inspect is one. It is a pure function and never fails.
type Inspector func(Response, Query) Inspection

// A Signal is one observation that the page may not be the page.
type Signal struct {
	Kind     SignalKind
	Decisive bool   // enough alone; a Gated signal was let through its gate by the Inspector
	Evidence string // in words, lower case, without a final stop
}

// A SignalKind says what a Signal speaks for.
type SignalKind string

// The kinds of signals.
const (
	SignalWall        SignalKind = "bot-wall"
	SignalLogin       SignalKind = "login"
	SignalConsent     SignalKind = "consent"
	SignalRegion      SignalKind = "region" // the page says that it is not for where we are
	SignalParked      SignalKind = "parked"
	SignalPlaceholder SignalKind = "placeholder-page"
	SignalScriptOnly  SignalKind = "script-only"
	SignalHolding     SignalKind = "holding"  // the page says that its site is not there yet, or no more; no verdict by itself
	SignalUnfilled    SignalKind = "unfilled" // an element for the page's content is empty until a script fills it; no verdict by itself
	// The groups of soft 404; two of them are needed, one of them words or (by the fetcher) probe.
	SignalWordsIs  SignalKind = "words-is"  // the title or heading is an error phrase and nothing more
	SignalWordsHas SignalKind = "words-has" // it contains one; shape is no second group then
	SignalShape    SignalKind = "shape"
	SignalAddress  SignalKind = "address" // the page says itself that its status is 404: enough alone
)
