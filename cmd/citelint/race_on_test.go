//go:build race

package main

// raceEnabled says that scripts which read PDFs have to be left out.
const raceEnabled = true
