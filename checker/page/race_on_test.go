//go:build race

package page_test

// hostileSize is smaller where the race detector makes everything ten times slower.
const hostileSize = 128 << 10

// raceEnabled says that tests which read PDFs have to be left out, and that of others a sample will do.
const raceEnabled = true
