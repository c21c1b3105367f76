package checker

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Spread calls do for stretches that together are 0 to n: once for all, or where n is several times
// share, for a share at a time, the last of which may be smaller, on all processors. It is for work on
// one long document, and returns when all is done. What do changes must belong to its stretch alone;
// what panics in it does so here, as if there were one goroutine only.
func Spread(n, share int, do func(from, to int)) {
	workers := min(runtime.GOMAXPROCS(0), n/share)
	if workers < 2 {
		do(0, n)
		return
	}
	var next atomic.Int64
	faults := make([]any, (n+share-1)/share)
	one := func(k int) {
		defer func() { faults[k] = recover() }()
		do(k*share, min(n, (k+1)*share))
	}
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for k := int(next.Add(1)) - 1; k < len(faults); k = int(next.Add(1)) - 1 {
				one(k)
			}
		})
	}
	group.Wait()
	for _, fault := range faults {
		if fault != nil {
			panic(fault)
		}
	}
}
