package report_test

import (
	"context"
	"log"
	"os"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
	"github.com/citelint/citelint/checker/rule"
	"github.com/citelint/citelint/report"
)

// A format is found by its name, as the command does. Without a Fetcher nothing is asked of the web.
func ExampleFind() {
	doc, err := read.Document("brief.md", []byte("Dues rose.[^1]\n\n[^1]: “[Dues](#)”, *Port News*, 3 May 2025.\n"))
	if err != nil {
		log.Fatal(err)
	}
	cite.Parse(doc)
	rep, err := (&checker.Checker{Rules: rule.All}).Check(context.Background(), doc)
	if err != nil {
		log.Fatal(err)
	}
	if f, ok := report.Find("checkstyle"); ok {
		if err := f.Write(os.Stdout, rep); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <checkstyle version="8.0">
	//   <file name="brief.md">
	//     <error line="3" column="15" severity="error" message="the link&#39;s target “#” is a placeholder (note 1)" source="citelint.link.placeholder"/>
	//   </file>
	// </checkstyle>
}
