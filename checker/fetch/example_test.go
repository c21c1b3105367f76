package fetch_test

import (
	"context"
	"fmt"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/fetch"
	"github.com/citelint/citelint/checker/fetch/fetchtest"
	"github.com/citelint/citelint/checker/page"
)

func ExampleClient() {
	web := fetchtest.New()
	defer web.Close()
	web.Host("port.example").
		Page("/harbour", fetchtest.HTML("The harbour of Lomaria", "It was opened in 1962.")).
		Page("/old", fetchtest.Redirect(301, "/harbour"))

	client := &fetch.Client{Network: web, Roots: web.Roots(), Inspect: page.Inspect}
	defer client.Close()
	r, err := client.Fetch(context.Background(), checker.Query{URL: "https://port.example/old", Titles: []string{"The Harbour of Lomaria"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Verdict, r.Cause)
	for _, e := range r.Evidence {
		fmt.Println("-", e)
	}
	// Output:
	// moved permanent
	// - 301 to https://port.example/harbour
	// - status 200
	// - title found in h1
}
