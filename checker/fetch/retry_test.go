package fetch

import (
	"net/http"
	"testing"
	"time"
)

func TestRetryAfter(t *testing.T) {
	const date = "Sat, 01 Mar 2025 12:00:00 GMT"
	for value, want := range map[string]time.Duration{
		"1": time.Second, " 120 ": 2 * time.Minute, "0": 0, "-5": 0, "+5": 0, "1.5": 0, "abc": 0, "1e9": 0, "": 0,
		"99999999999999999999999999999": longestDuration, "9223372036854775807": longestDuration,
		"Sat, 01 Mar 2025 12:00:30 GMT": 30 * time.Second, "Saturday, 01-Mar-25 12:00:30 GMT": 30 * time.Second, "Sat Mar  1 12:00:30 2025": 30 * time.Second,
		"Sat, 01 Mar 2025 11:00:00 GMT": 0, "Sat, 01 Mar 9999 11:00:00 GMT": longestDuration,
	} {
		got, ok := retryAfter(http.Header{"Retry-After": {value}, "Date": {date}})
		if got != want || ok != (want > 0) {
			t.Errorf("Retry-After: %q is %s, want %s", value, got, want)
		}
	}
}

// FuzzRetryAfter states the law: whatever stands there, the wait is neither negative nor absurd.
func FuzzRetryAfter(f *testing.F) {
	for _, v := range []string{"1", "-5", "1e9", "999999999999999999999999999999", "Sat, 01 Mar 2025 12:00:30 GMT", "Sat Mar  1 12:00:30 2025"} {
		f.Add(v, "Sat, 01 Mar 2025 12:00:00 GMT")
	}
	f.Fuzz(func(t *testing.T, value, date string) {
		got, ok := retryAfter(http.Header{"Retry-After": {value}, "Date": {date}})
		if got < 0 || got > longestDuration || ok != (got > 0) {
			t.Errorf("Retry-After: %q at %q is %s, %v", value, date, got, ok)
		}
	})
}
