//go:build !race

package page_test

// hostileSize is the length of the bodies of TestHostile in bytes.
const hostileSize = 1 << 20

const raceEnabled = false
