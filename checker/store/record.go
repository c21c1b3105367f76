package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/citelint/citelint/checker"
)

// keepRecord is for how long a record of a registry is kept.
const keepRecord = 30 * 24 * time.Hour

// A keptRecord is one record as it is written.
type keptRecord struct {
	key    string
	asked  time.Time
	record []byte
}

const createRecords = `
CREATE TABLE IF NOT EXISTS record (key TEXT PRIMARY KEY, asked INTEGER NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;`

// Record returns a registry's record that is kept under a key; ok is false if there is none, or if its
// time is over: 30 days, or what MaxAge of Keep says.
func (c *Cache) Record(key string) (r checker.Record, ok bool) {
	if c.db.off.Load() {
		return r, false
	}
	var asked int64
	var text []byte
	err := c.findRecord.QueryRow(key).Scan(&asked, &text)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return r, false
	case err != nil:
		c.db.fail(err)
		return r, false
	}
	if !c.isRecordFresh(time.Unix(asked, 0)) || json.Unmarshal(text, &r) != nil {
		return checker.Record{}, false
	}
	return r, true
}

func (c *Cache) isRecordFresh(asked time.Time) bool {
	lifetime := keepRecord
	if c.Keep.MaxAge != nil {
		lifetime = *c.Keep.MaxAge
	}
	age := c.now().Sub(asked)
	return age >= 0 && age < lifetime
}

// KeepRecord keeps a registry's record under a key.
func (c *Cache) KeepRecord(key string, r checker.Record) {
	text, err := json.Marshal(r)
	if err != nil || len(text) > maxKept || r.Asked.IsZero() {
		return
	}
	c.records.add(keptRecord{key, r.Asked, text})
}

func (c *Cache) writeRecords(tx *sql.Tx, records []keptRecord) error {
	put, err := tx.Prepare("INSERT OR REPLACE INTO record (key, asked, record) VALUES (?, ?, ?)")
	if err != nil {
		return err
	}
	for _, r := range records {
		if _, err := put.Exec(r.key, r.asked.Unix(), r.record); err != nil {
			return err
		}
	}
	return nil
}

// countRecords says how many records there are, and of how many the time is over.
func (c *Cache) countRecords() (all, past int, err error) {
	rows, err := c.db.read.Query("SELECT asked FROM record")
	if err != nil {
		return 0, 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var asked int64
		if err := rows.Scan(&asked); err != nil {
			return 0, 0, err
		}
		all++
		if !c.isRecordFresh(time.Unix(asked, 0)) {
			past++
		}
	}
	return all, past, rows.Err()
}

// pruneRecords deletes the records whose time is over, or all of them.
func (c *Cache) pruneRecords(tx *sql.Tx, all bool) error {
	rows, err := tx.Query("SELECT key, asked FROM record")
	if err != nil {
		return err
	}
	var past []string
	for rows.Next() {
		var key string
		var asked int64
		if err := rows.Scan(&key, &asked); err != nil {
			return errors.Join(err, rows.Close())
		}
		if all || !c.isRecordFresh(time.Unix(asked, 0)) {
			past = append(past, key)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, key := range past {
		if _, err := tx.Exec("DELETE FROM record WHERE key = ?", key); err != nil {
			return err
		}
	}
	return nil
}
