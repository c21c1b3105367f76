package cite

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// A share is how many notes, or blocks, are worth a goroutine.
const share = 128

// spread calls do for stretches that together are 0 to n: for all at once, or if there are many, for a
// share at a time on all processors. What do changes must belong to its stretch alone. What panics
// does so here, as if there were one goroutine only.
func spread(n int, do func(from, to int)) {
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
