package rule

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/citelint/citelint/checker"
)

var matchNewerVersion = &checker.Rule{
	ID:       "match/newer-version",
	Severity: checker.Info,
	Online:   true,
	Records:  true,
	Doc: doc("There is a later version than the one that is cited",
		"The authors have changed the work since. What is cited may stand there otherwise, or not at all.",
		`Dues rose again.[^1]

[^1]: Anna Roe, “Salt and the Sea Wall”, arXiv:2401.01234v1 (2024).`,
		"Read the later version, and cite it if it still says so.",
		"unless records are asked for (--registries identifiers), if no version is cited, and if the work was retracted (match/retracted says it)."),
	Check: eachRecord(decideNewerVersion),
}

func decideNewerVersion(_ *checker.Pass, _ checker.Subject, r checker.RecordAt) (checker.Finding, bool) {
	if r.State != checker.RecordFound {
		return checker.Finding{}, false
	}
	if cited := citedVersion(r.Identifier); cited > 0 && r.Latest > cited {
		return checker.Finding{Message: fmt.Sprintf("version %d is cited, and %s that there is version %d", cited, said(r), r.Latest)}, true
	}
	if r.Later != "" {
		return checker.Finding{Message: fmt.Sprintf("a later version, %s, has superseded the one that is cited, as %s", identifierWords(r.Later), said(r))}, true
	}
	return checker.Finding{}, false
}

// citedVersion is the version that an identifier of arXiv names; 0 if it names none.
func citedVersion(id string) int {
	name, ok := strings.CutPrefix(id, "arxiv:")
	at := strings.LastIndexByte(name, 'v')
	if !ok || at < 0 {
		return 0
	}
	n, err := strconv.Atoi(name[at+1:])
	if err != nil {
		return 0
	}
	return n
}
