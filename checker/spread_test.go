package checker_test

import (
	"runtime"
	"slices"
	"testing"

	"github.com/citelint/citelint/checker"
)

// TestSpread states that each thing is in exactly one stretch, on however many processors.
func TestSpread(t *testing.T) {
	for _, processors := range []int{1, 2, 5} {
		for _, n := range []int{0, 1, 9, 10, 19, 20, 21, 100, 101} {
			times := make([]int, n)
			on(processors, func() {
				checker.Spread(n, 10, func(from, to int) {
					for i := from; i < to; i++ {
						times[i]++
					}
				})
			})
			if i := slices.IndexFunc(times, func(k int) bool { return k != 1 }); i >= 0 {
				t.Errorf("%d things on %d processors: number %d was done %d times, want once", n, processors, i, times[i])
			}
		}
	}
}

// TestSpreadPanics states that the first panic, in the order of the things, reaches the caller once all
// else is done.
func TestSpreadPanics(t *testing.T) {
	done := make([]bool, 40)
	defer func() {
		if fault := recover(); fault != 10 {
			t.Errorf("the caller got %v, want the panic of the stretch at 10", fault)
		}
		if !done[0] || !done[20] {
			t.Errorf("the stretches without panic did not run")
		}
	}()
	on(4, func() {
		checker.Spread(len(done), 10, func(from, _ int) {
			if from == 10 || from == 30 {
				panic(from)
			}
			done[from] = true
		})
	})
}

func on(processors int, do func()) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
	do()
}
