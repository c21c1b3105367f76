package store

import (
	"bytes"
	"cmp"
	"database/sql"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// Lookups read what is kept of addresses. Of what one query takes, most is to begin it and to end it:
// those who come while others are read for wait, and are read for together.
type lookups struct {
	one, many *sql.Stmt

	mu      sync.Mutex
	waiting []*lookup
	readers int
}

// A lookup is one address to be read for, and what is found.
type lookup struct {
	version, url string
	asked        []byte
	found        *kept
	err          error
	done         chan struct{}
}

// together is how many lookups one query is for, at most.
const together = 64

// newLookups prepares the queries. The parameters are the version and the addresses.
func newLookups(db *database) (*lookups, error) {
	prepare := func(n int) (*sql.Stmt, error) {
		return db.read.Prepare("SELECT url, asked, checked, complete, verdict, result FROM result WHERE version = ? AND url IN (?" + strings.Repeat(", ?", n-1) + ")")
	}
	one, errOne := prepare(1)
	many, errMany := prepare(together)
	return &lookups{one: one, many: many}, errors.Join(errOne, errMany)
}

// entry returns what is kept of an address as the answer to a question; failing that, to the last
// other question. Nil if nothing is.
func (l *lookups) entry(version, url string, asked []byte) (*kept, error) {
	w := &lookup{version: version, url: url, asked: asked, done: make(chan struct{})}
	l.mu.Lock()
	l.waiting = append(l.waiting, w)
	reads := l.readers < runtime.GOMAXPROCS(0)
	if reads {
		l.readers++
	}
	l.mu.Unlock()
	if reads {
		l.serve()
	}
	<-w.done
	return w.found, w.err
}

// serve reads for all that wait, until nobody does.
func (l *lookups) serve() {
	for {
		l.mu.Lock()
		n := min(len(l.waiting), together)
		batch := l.waiting[:n:n]
		l.waiting = l.waiting[n:]
		if n == 0 {
			l.waiting = nil
			l.readers--
			l.mu.Unlock()
			return
		}
		l.mu.Unlock()
		err := l.read(batch)
		for _, w := range batch {
			w.err = err
			close(w.done)
		}
	}
}

// read finds what is kept of each address of a batch. All are of one version.
func (l *lookups) read(batch []*lookup) error {
	query, size := l.many, together
	if len(batch) == 1 {
		query, size = l.one, 1
	}
	args := make([]any, 1, 1+size)
	args[0] = batch[0].version
	byURL := make(map[string][]*lookup, len(batch))
	for _, w := range batch {
		if byURL[w.url] == nil {
			args = append(args, w.url)
		}
		byURL[w.url] = append(byURL[w.url], w)
	}
	for len(args) < cap(args) {
		args = append(args, nil)
	}
	rows, err := query.Query(args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var e kept
		var checked, full int64
		var result sql.RawBytes
		if err := rows.Scan(&e.url, &e.asked, &checked, &full, &e.verdict, &result); err != nil {
			return err
		}
		e.checked, e.full, e.result = time.Unix(checked, 0), time.Unix(full, 0), bytes.Clone(result)
		for _, w := range byURL[e.url] {
			if w.found == nil || w.prefers(&e, w.found) {
				w.found = &e
			}
		}
	}
	return rows.Err()
}

// prefers reports whether a answers better than b: it is the answer to the same question, else the
// later.
func (w *lookup) prefers(a, b *kept) bool {
	same := func(e *kept) int {
		if bytes.Equal(e.asked, w.asked) {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(same(a), same(b)), a.checked.Compare(b.checked), slices.Compare(b.asked, a.asked)) > 0
}

func (l *lookups) close() error { return errors.Join(l.one.Close(), l.many.Close()) }
