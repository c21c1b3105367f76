package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A reason is why an attempt is followed by another.
type reason int

const (
	reasonNone          reason = iota
	reasonOnce                 // a failure that may pass
	reasonTwice                // one that often passes
	reasonName                 // an unknown name, looked up again
	reasonCut                  // the body ended early
	reasonNotAcceptable        // again, accepting anything
	reasonUnconditional        // again, without caches
	reasonNoCookies            // again, with smaller headers
	reasonFresh                // again, over HTTP/1.1 on a new connection
)

// limit says how often an address is asked again for the reason.
func (r reason) limit() int {
	switch r {
	case reasonNone:
		return 0
	case reasonTwice:
		return 2
	}
	return 1
}

// wait says how long to wait; negative: the usual time for the attempt.
func (r reason) wait() time.Duration {
	switch r {
	case reasonOnce, reasonTwice, reasonCut:
		return -1
	case reasonName:
		return secondLook
	}
	return 0
}

// reason says why an answer is asked for again, and what it asked us to wait.
func (a *answer) reason(walled bool) (reason, time.Duration) {
	switch a.status {
	case 304:
		if a.known != nil {
			return reasonNone, 0
		}
		return reasonUnconditional, 0
	case 406:
		return reasonNotAcceptable, 0
	case 408, 425, 500, 502, 504, 520, 522, 524, 529:
		return reasonOnce, 0
	case 421:
		return reasonFresh, 0
	case 431:
		if a.cookies == "" {
			return reasonNone, 0
		}
		return reasonNoCookies, 0
	case 429, 503:
		after, ok := retryAfter(a.header)
		switch {
		case walled:
			return reasonNone, 0
		case ok || a.status == 429:
			return reasonTwice, after
		}
		return reasonOnce, 0
	}
	return reasonNone, 0
}

// longestDuration is what a Retry-After of absurd length is taken for.
const longestDuration = 100 * 365 * 24 * time.Hour

// retryAfter reads Retry-After: seconds, or a date, measured from the answer's own Date, since
// clocks differ. What is negative, past or unreadable is no Retry-After. It never overflows.
func retryAfter(h http.Header) (time.Duration, bool) {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0, false
	}
	if strings.Trim(v, "0123456789") == "" {
		n, err := strconv.ParseUint(v, 10, 64)
		if err != nil || n > uint64(longestDuration/time.Second) {
			return longestDuration, true
		}
		return time.Duration(n) * time.Second, n > 0
	}
	at, err := http.ParseTime(v)
	if err != nil {
		return 0, false
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	d := min(at.Sub(now), longestDuration)
	return max(0, d), d > 0
}
