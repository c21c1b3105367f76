package cite_test

import (
	"fmt"
	"log"

	"github.com/citelint/citelint/checker/cite"
	"github.com/citelint/citelint/checker/read"
)

// Parse fills in what notes cite, and what their back-references mean.
func ExampleParse() {
	doc, err := read.Document("brief.md", []byte(`Dues rose again.[^1] Nobody objected.[^2]

[^1]: Anna Lind, “Harbour Dues”, *Port News*, 3 May 2025, 4.
[^2]: Ibid., 5.
`))
	if err != nil {
		log.Fatal(err)
	}
	cite.Parse(doc)
	for _, n := range doc.Notes {
		for _, c := range n.Citations {
			if c.RefersTo != nil {
				fmt.Printf("%s: %s of %q, %s\n", n.Label, c.Kind, c.RefersTo.Title, c.Locator)
				continue
			}
			fmt.Printf("%s: %q in %s, %s, %s\n", n.Label, c.Title, c.Container, c.Date.EDTF, c.Locator)
		}
	}
	// Output:
	// 1: "Harbour Dues" in Port News, 2025-05-03, 4
	// 2: ibid of "Harbour Dues", 5
}
