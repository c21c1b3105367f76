package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// parseDuration reads Go's durations, with days in front: "7d", "1d12h", "250ms".
func parseDuration(s string) (time.Duration, error) {
	days, rest, hasDays := strings.Cut(s, "d")
	var d time.Duration
	if hasDays {
		n, err := strconv.ParseUint(days, 10, 16)
		if err != nil || n > 36500 {
			return 0, badDuration(s)
		}
		d = time.Duration(n) * 24 * time.Hour
	} else {
		rest = s
	}
	if rest != "" || !hasDays {
		part, err := time.ParseDuration(rest)
		if err != nil || part < 0 {
			return 0, badDuration(s)
		}
		d += part
	}
	return d, nil
}

func badDuration(s string) error {
	return fmt.Errorf("%q is no duration (such as 250ms, 20s, 10m or 7d)", s)
}

// showDuration is the inverse of parseDuration, in its shortest form.
func showDuration(d time.Duration) string {
	if d == 0 {
		return "0s"
	}
	var b strings.Builder
	if days := d / (24 * time.Hour); days > 0 {
		fmt.Fprintf(&b, "%dd", days)
		d -= days * 24 * time.Hour
	}
	if d == 0 {
		return b.String()
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return b.String() + s
}
