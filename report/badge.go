package report

import (
	"io"

	"github.com/citelint/citelint/checker"
)

// Badge writes what the endpoint of a badge answers (shields.io/badges/endpoint-badge): nothing
// foreign is in it.
func Badge(w io.Writer, rep *checker.Report) error {
	t := count(rep)
	return encode(w, badge{1, "citations", badgeWords(rep, t), badgeColor(rep, t), t.found[checker.Error] > 0})
}

type badge struct {
	SchemaVersion int    `json:"schemaVersion"`
	Label         string `json:"label"`
	Message       string `json:"message"`
	Color         string `json:"color"`
	IsError       bool   `json:"isError"`
}

func badgeWords(rep *checker.Report, t tally) string {
	switch {
	case !rep.Run.Online:
		found := t.findings(checker.Error, checker.Warning, checker.Info)
		if found == "" {
			found = "no findings"
		}
		return found + " (offline)"
	case t.sources == 0:
		return "no sources" + badgeIncomplete(rep)
	}
	good := t.verdicts[checker.OK] + t.verdicts[checker.Moved]
	return itoa(good) + " of " + number(t.sources, "source") + " ok" + badgeIncomplete(rep)
}

func badgeIncomplete(rep *checker.Report) string {
	if len(rep.Run.Incomplete) == 0 {
		return ""
	}
	return " (incomplete)"
}

func badgeColor(rep *checker.Report, t tally) string {
	switch {
	case t.found[checker.Error] > 0:
		return "red"
	case t.found[checker.Warning] > 0:
		return "yellow"
	case len(rep.Run.Incomplete) > 0 || !rep.Run.Online:
		return "lightgrey"
	}
	return "brightgreen"
}
