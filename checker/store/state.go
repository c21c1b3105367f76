package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/citelint/citelint/checker"
)

// Options are what a Cache and a State have in common.
type Options struct {
	Now    func() time.Time       // nil: the clock
	Warn   func(error)            // is told, once, of what the run goes on without; nil: nobody is
	Secret func(addr string) bool // reports whether an address holds a secret: none is written; nil: none does
}

func (o Options) now() time.Time {
	if o.Now != nil {
		return o.Now()
	}
	return time.Now()
}

func (o Options) isSecret(addr string) bool { return o.Secret != nil && addr != "" && o.Secret(addr) }

// A State is a Fetcher that remembers the looks of all runs, and tells each Result what they come
// to, as Tell does. It is never a reason not to ask.
//
// It may be used by many goroutines, and its file by many processes.
type State struct {
	Fetcher checker.Fetcher
	Confirm Confirm
	// Version is the extractor's. What another one has read of a page is not compared.
	Version string
	Options

	db    *database
	find  *sql.Stmt
	seen  *sql.Stmt
	batch batch[remembered]
}

// A remembered is one look to write, and what is to be kept of the page; nil: what is kept.
type remembered struct {
	key  string
	look Look
	page *sighting
}

// The second form of the schema has the table page. What an earlier form has is made only if it is not
// there.
var stateKind = kind{name: "state", id: 0x63_6c_73_74, schema: 2, create: `
CREATE TABLE IF NOT EXISTS source (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS look (
	source INTEGER NOT NULL, day INTEGER NOT NULL, first INTEGER NOT NULL, time INTEGER NOT NULL,
	verdict TEXT NOT NULL, cause TEXT NOT NULL, status INTEGER NOT NULL, digest TEXT NOT NULL,
	PRIMARY KEY (source, day)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (
	source INTEGER PRIMARY KEY, version TEXT NOT NULL, seen INTEGER NOT NULL, words INTEGER NOT NULL, sketch BLOB NOT NULL, found TEXT NOT NULL
);`}

const lookColumns = "first, time, verdict, cause, status, digest"

// OpenState opens the history in a file, and makes it if it is not there. A damaged file is set
// aside. An error means that there is no history to be had: a file that a newer citelint made
// (ErrNewer), or that is somebody else's, is left as it is.
func OpenState(file string, f checker.Fetcher, o Options) (*State, error) {
	db, err := open(file, stateKind, o.Warn)
	if err != nil {
		return nil, err
	}
	s := &State{Fetcher: f, Options: o, db: db}
	var errFind, errSeen error
	s.find, errFind = db.read.Prepare("SELECT " + lookColumns + " FROM look JOIN source ON id = source WHERE key = ? ORDER BY day")
	s.seen, errSeen = db.read.Prepare("SELECT seen, words, sketch, found FROM page JOIN source ON id = source WHERE key = ? AND version = ?")
	if err := errors.Join(errFind, errSeen); err != nil {
		return nil, errors.Join(err, db.close())
	}
	s.batch = batch[remembered]{db: db, now: o.now, write: s.write}
	return s, nil
}

// Fetch asks the Fetcher, and tells the Result what earlier looks saw.
func (s *State) Fetch(ctx context.Context, q checker.Query) (checker.Result, error) {
	r, err := s.Fetcher.Fetch(ctx, q)
	if err != nil || s.db.off.Load() {
		return r, err
	}
	key := s.key(q.URL)
	history, failed := s.history(key)
	if failed != nil {
		s.db.fail(failed)
		return r, nil
	}
	Tell(&r, history, s.Confirm)
	l, ok := LookOf(&r)
	if !ok {
		return r, nil
	}
	var was *sighting
	if rank(r.Verdict) == good {
		if was, failed = s.sighting(key); failed != nil {
			s.db.fail(failed)
			return r, nil
		}
	}
	r.Drift = drift(was, &r)
	s.batch.add(remembered{key, l, grown(was, &r)})
	return r, nil
}

func (s *State) key(addr string) string { return Key(addr, s.Secret) }

func (s *State) history(key string) ([]Look, error) {
	rows, err := s.find.Query(key)
	if err != nil {
		return nil, err
	}
	return scanLooks(rows)
}

func scanLooks(rows *sql.Rows) ([]Look, error) {
	defer rows.Close()
	var looks []Look
	for rows.Next() {
		var l Look
		var first, last int64
		if err := rows.Scan(&first, &last, &l.Verdict, &l.Cause, &l.Status, &l.Digest); err != nil {
			return nil, err
		}
		l.First, l.Time = unix(first), unix(last)
		looks = append(looks, l)
	}
	return looks, rows.Err()
}

func unix(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }

// write merges looks into the history. Another process may have written since we read.
func (s *State) write(tx *sql.Tx, looks []remembered) error {
	w, err := newLookWriter(tx)
	if err != nil {
		return err
	}
	for _, r := range looks {
		if err := w.write(r, s.now(), s.Confirm, s.Version); err != nil {
			return err
		}
	}
	return nil
}

// A lookWriter holds the statements of one transaction; its end closes them.
type lookWriter struct{ name, id, all, put, drop, page *sql.Stmt }

func newLookWriter(tx *sql.Tx) (*lookWriter, error) {
	w := &lookWriter{}
	for _, p := range []struct {
		stmt **sql.Stmt
		sql  string
	}{
		{&w.name, "INSERT OR IGNORE INTO source (key) VALUES (?)"},
		{&w.id, "SELECT id FROM source WHERE key = ?"},
		{&w.all, "SELECT " + lookColumns + " FROM look WHERE source = ? ORDER BY day"},
		{&w.put, "INSERT OR REPLACE INTO look (source, day, " + lookColumns + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
		{&w.page, "INSERT OR REPLACE INTO page (source, version, seen, words, sketch, found) VALUES (?, ?, ?, ?, ?, ?)"},
		{&w.drop, "DELETE FROM look WHERE source = ? AND day = ?"},
	} {
		var err error
		if *p.stmt, err = tx.Prepare(p.sql); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func (w *lookWriter) write(r remembered, now time.Time, c Confirm, version string) error {
	if _, err := w.name.Exec(r.key); err != nil {
		return err
	}
	var id int64
	if err := w.id.QueryRow(r.key).Scan(&id); err != nil {
		return err
	}
	rows, err := w.all.Query(id)
	if err != nil {
		return err
	}
	before, err := scanLooks(rows)
	if err != nil {
		return err
	}
	merged := Merge(before, []Look{r.look})
	for _, l := range merged {
		if l.day() != r.look.day() {
			continue
		}
		if _, err := w.put.Exec(id, l.day(), l.First.Unix(), l.Time.Unix(), string(l.Verdict), string(l.Cause), l.Status, l.Digest); err != nil {
			return err
		}
	}
	for _, l := range superfluous(merged, now, c) {
		if _, err := w.drop.Exec(id, l.day()); err != nil {
			return err
		}
	}
	if r.page != nil {
		return r.page.write(w.page, id, version)
	}
	return nil
}

// Close writes what is not yet written. The State is of no more use.
func (s *State) Close() error {
	s.batch.flush()
	return errors.Join(s.find.Close(), s.seen.Close(), s.db.close())
}
