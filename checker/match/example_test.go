package match_test

import (
	"fmt"

	"github.com/citelint/citelint/checker/match"
)

// An address is made comparable; its fragment is told apart.
func ExampleAddress() {
	addr, fragment, ok := match.Address("HTTPS://Port.Example:443/dues#tolls")
	fmt.Println(addr, fragment, ok)
	// Output: https://port.example/dues tolls true
}

// Texts are equal for a reader if they fold to one string.
func ExampleFold() {
	fmt.Println(match.Fold("Harbour–Dues: “Étude”"))
	fmt.Println(match.Fold("HARBOUR-DUES: \"étude\""))
	// Output:
	// harbour-dues: "étude"
	// harbour-dues: "étude"
}
