package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"hash/fnv"
	"sync"
	"time"

	"github.com/citelint/citelint/checker"
)

// A Cache is a Fetcher that keeps Results that are OK or Moved, and answers with them until their
// time is over. Then the Fetcher is told what is Known, so that it need only ask whether the page has
// changed. Other verdicts are never kept, and make what is kept of the address be forgotten.
//
// It may be used by many goroutines, and its file by many processes.
type Cache struct {
	Fetcher checker.Fetcher
	Keep    Keep
	// Version names all else that an answer depends on: the extractor's version, and settings of the
	// Fetcher. What was kept under another version does not count.
	Version string
	Options

	db      *database
	lookups *lookups
	batch   batch[kept]

	findRecord *sql.Stmt
	records    batch[keptRecord]
}

// Keep says how long Results are kept.
type Keep struct {
	OK, Moved time.Duration  // 0: 7 days; each address has its own time, up to 20 % shorter or longer
	MaxAge    *time.Duration // if it is not nil: for exactly so long instead
}

const (
	defaultKeep   = 7 * 24 * time.Hour
	unconditioned = 30 * 24 * time.Hour // so often a page is asked for without conditions: hijacked servers say 304, too
	maxKept       = 64 << 10            // bytes of one Result, beyond which it is not kept
)

// A kept is one entry: a Result, and when it was got. An entry without a Result forgets its address.
type kept struct {
	url     string
	asked   []byte
	checked time.Time
	full    time.Time // when it was last got without conditions
	verdict checker.Verdict
	result  []byte
}

var cacheKind = kind{name: "cache", id: 0x63_6c_63_68, schema: 2, create: `
CREATE TABLE IF NOT EXISTS result (
	url TEXT NOT NULL, asked BLOB NOT NULL, version TEXT NOT NULL, checked INTEGER NOT NULL, complete INTEGER NOT NULL,
	verdict TEXT NOT NULL, result BLOB NOT NULL,
	PRIMARY KEY (url, asked)
);` + createRecords}

// OpenCache opens the cache in a file, and makes it if it is not there. Errors are those of
// OpenState.
func OpenCache(file string, f checker.Fetcher, o Options) (*Cache, error) {
	db, err := open(file, cacheKind, o.Warn)
	if err != nil {
		return nil, err
	}
	c := &Cache{Fetcher: f, Options: o, db: db}
	var errRecord error
	c.findRecord, errRecord = db.read.Prepare("SELECT asked, record FROM record WHERE key = ?")
	c.lookups, err = newLookups(db)
	if err := errors.Join(err, errRecord); err != nil {
		return nil, errors.Join(err, db.close())
	}
	c.batch = batch[kept]{db: db, now: o.now, write: c.write}
	c.records = batch[keptRecord]{db: db, now: o.now, write: c.writeRecords}
	return c, nil
}

// Fetch answers with what is kept, or asks the Fetcher.
func (c *Cache) Fetch(ctx context.Context, q checker.Query) (checker.Result, error) {
	if c.db.off.Load() || c.isSecret(q.URL) {
		return c.Fetcher.Fetch(ctx, q)
	}
	asked := fingerprint(&q)
	entry, err := c.lookups.entry(c.Version, q.URL, asked)
	if err != nil {
		c.db.fail(err)
		return c.Fetcher.Fetch(ctx, q)
	}
	if known, ok := entry.unpack(); ok {
		if bytes.Equal(entry.asked, asked) && c.isFresh(entry) {
			known.Query, known.FromCache = q, true
			return *known, nil
		}
		if age := c.now().Sub(entry.full); !known.Page.Partial && age >= 0 && age < unconditioned {
			q.Known = &known.Page
		}
	}
	r, err := c.Fetcher.Fetch(ctx, q)
	if err == nil {
		c.keep(r, entry, asked)
	}
	return r, err
}

var (
	results = sync.OnceValue(newPacking[checker.Result])
	queries = sync.OnceValue(newPacking[checker.Query])
)

// unpack returns the Result of an entry, which may be nil; it is not ok if there is none, or another
// citelint has written it.
func (e *kept) unpack() (*checker.Result, bool) {
	if e == nil {
		return nil, false
	}
	return results().unpack(e.result)
}

// fingerprint is a digest of all that is asked about an address.
func fingerprint(q *checker.Query) []byte {
	asked := *q
	asked.URL, asked.Known = "", nil
	sum := sha256.Sum256(queries().pack(&asked))
	return sum[:16]
}

// isFresh reports whether an entry's time is not over.
func (c *Cache) isFresh(e *kept) bool {
	age := c.now().Sub(e.checked)
	return age >= 0 && age < c.Keep.lifetime(e.url, e.verdict)
}

// lifetime is for how long a Result of an address is kept.
func (k Keep) lifetime(url string, v checker.Verdict) time.Duration {
	if k.MaxAge != nil {
		return *k.MaxAge
	}
	d := cmp.Or(k.OK, defaultKeep)
	if v == checker.Moved {
		d = cmp.Or(k.Moved, defaultKeep)
	}
	h := fnv.New32a()
	h.Write([]byte(url))
	const spread = 401 // from 0.800 to 1.200, by thousandths
	return d / 1000 * time.Duration(800+h.Sum32()%spread)
}

// keep writes a Result that is good, and forgets an address that is not. What could not be asked
// says nothing.
func (c *Cache) keep(r checker.Result, before *kept, asked []byte) {
	e := kept{url: r.URL, asked: asked, checked: r.Checked, full: r.Checked, verdict: r.Verdict}
	switch rank(r.Verdict) {
	case good:
	case bad:
		if before != nil {
			c.batch.add(e)
		}
		return
	default:
		return
	}
	if r.Checked.IsZero() || c.holdsSecret(&r) {
		return
	}
	if r.Status == notModified && before != nil {
		e.full = before.full
	}
	r.Query = checker.Query{}
	if e.result = results().pack(&r); len(e.result) > maxKept {
		return
	}
	c.batch.add(e)
}

const notModified = 304

// holdsSecret reports whether one of a Result's addresses is none to write down.
func (c *Cache) holdsSecret(r *checker.Result) bool {
	for _, h := range r.Hops {
		if c.isSecret(h.URL) {
			return true
		}
	}
	return c.isSecret(r.Page.URL) || c.isSecret(r.Page.Canonical) || c.isSecret(r.Instead)
}

func (c *Cache) write(tx *sql.Tx, entries []kept) error {
	put, err := tx.Prepare("INSERT OR REPLACE INTO result (url, asked, version, checked, complete, verdict, result) VALUES (?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.result == nil {
			_, err = tx.Exec("DELETE FROM result WHERE url = ?", e.url)
		} else {
			_, err = put.Exec(e.url, e.asked, c.Version, e.checked.Unix(), e.full.Unix(), string(e.verdict), e.result)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Close writes what is not yet written. The Cache is of no more use.
func (c *Cache) Close() error {
	c.batch.flush()
	c.records.flush()
	return errors.Join(c.lookups.close(), c.findRecord.Close(), c.db.close())
}
