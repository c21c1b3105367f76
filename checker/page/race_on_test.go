//go:build race

package page_test

// hostileSize is smaller where the race detector makes everything ten times slower.
const hostileSize = 128 << 10

// raceEnabled says that a test which reads many PDFs has to be left out.
const raceEnabled = true
