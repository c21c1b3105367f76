//go:build race

package main

// raceEnabled says that scripts which read PDFs have to be left out, and that tests of many files and
// sources have to do with fewer: the detector makes them ten times dearer.
const raceEnabled = true
