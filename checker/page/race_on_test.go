//go:build race

package page_test

// hostileSize is smaller where the race detector makes everything ten times slower.
const hostileSize = 128 << 10
