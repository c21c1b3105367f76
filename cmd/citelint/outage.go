package main

import (
	"fmt"
	"net/url"
	"slices"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/report"
)

// Of fewer hosts than this nothing is concluded about our own network.
const fewestHosts = 10

// oneNetwork marks the report as incomplete if more than 30 % of at least ten hosts were unreachable
// and none of those failures is confirmed: that looks like our network, and is said once instead of
// once a link.
func oneNetwork(rep *checker.Report) {
	hosts, silent := silentHosts(rep)
	if hosts < fewestHosts || 10*len(silent) <= 3*hosts {
		return
	}
	addReason(rep, "network")
	rest := *rep
	rest.Results = slices.DeleteFunc(slices.Clone(rep.Results), func(r *checker.Result) bool { return isSilent(r) && silent[host(r.URL)] })
	rep.NotChecked = append(slices.Clone(report.NotChecked(&rest)), checker.NotChecked{
		What: "sources", Count: len(rep.Results) - len(rest.Results),
		Reason: fmt.Sprintf("on the %d of %d hosts that were unreachable: that looks like our own network", len(silent), hosts),
	})
	before := len(rep.Findings)
	rep.Findings = slices.DeleteFunc(rep.Findings, func(f *checker.Finding) bool {
		r := rep.Result(f.URL)
		return r != nil && isSilent(r) && silent[host(f.URL)] && checker.MatchRule("health/*", f.Rule)
	})
	rep.Masked += before - len(rep.Findings)
}

// silentHosts counts the hosts that were asked, and returns those that never gave an answer.
func silentHosts(rep *checker.Report) (asked int, silent map[string]bool) {
	silent = map[string]bool{}
	for _, r := range rep.Results {
		if r.Verdict == checker.Skipped || r.Verdict == checker.Unchecked {
			continue
		}
		h := host(r.URL)
		before, known := silent[h]
		silent[h] = isSilent(r) && (before || !known)
	}
	asked = len(silent)
	for h, is := range silent {
		if !is {
			delete(silent, h)
		}
	}
	return asked, silent
}

// isSilent reports whether a source gave no answer, in a way that the days before do not confirm.
func isSilent(r *checker.Result) bool { return r.Verdict == checker.Unreachable && !r.Confirmed() }

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host
}
