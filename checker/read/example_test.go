package read_test

import (
	"fmt"
	"log"

	"github.com/citelint/citelint/checker/read"
)

// What a document has is at hand before anything is understood of it, each with its place.
func ExampleDocument() {
	doc, err := read.Document("brief.md", []byte(`Dues rose again.[^1] See [the tides](https://port.example/tides).

[^1]: “[Harbour Dues](https://port.example/dues)”, *Port News*, 3 May 2025.
`))
	if err != nil {
		log.Fatal(err)
	}
	for _, n := range doc.Notes {
		fmt.Printf("note %s, line %d: %s\n", n.Label, n.Span.Start.Line, n.Text)
	}
	for _, l := range doc.Links {
		fmt.Printf("link, line %d: %s\n", l.Span.Start.Line, l.Raw)
	}
	// Output:
	// note 1, line 3: “Harbour Dues”, Port News, 3 May 2025.
	// link, line 1: https://port.example/tides
}
