package store

import (
	"database/sql"
	"sync"
	"time"
)

// A batch collects what is to be written, so that a transaction holds many things while there is
// much to write, and none waits long while there is little.
type batch[T any] struct {
	db    *database
	now   func() time.Time
	write func(*sql.Tx, []T) error

	mu      sync.Mutex
	waiting []T
	last    time.Time // when something was written
	writing sync.Mutex
}

const (
	fullBatch = 256
	maxWait   = time.Second
)

// add writes t at once or soon.
func (b *batch[T]) add(t T) {
	b.mu.Lock()
	b.waiting = append(b.waiting, t)
	now := b.now()
	wait := now.Sub(b.last)
	due := len(b.waiting) >= fullBatch || wait >= maxWait || wait < 0
	if due {
		b.last = now
	}
	b.mu.Unlock()
	if due {
		b.flush()
	}
}

// flush writes all that waits, in one transaction.
func (b *batch[T]) flush() {
	b.writing.Lock()
	defer b.writing.Unlock()
	b.mu.Lock()
	waiting := b.waiting
	b.waiting = nil
	b.mu.Unlock()
	if len(waiting) == 0 || b.db.off.Load() {
		return
	}
	if err := b.db.transact(func(tx *sql.Tx) error { return b.write(tx, waiting) }); err != nil {
		b.db.fail(err)
	}
}
