package store

import (
	"errors"
	"os"
	"time"

	"github.com/citelint/citelint/checker"
)

// Stats says what a Cache holds.
type Stats struct {
	File        string
	Bytes       int64 // on the disk
	Results     int
	Past        int // of them, those whose time is over
	ByVerdict   map[checker.Verdict]int
	Oldest      time.Time // when the oldest Result was got; zero if there is none
	Records     int       // of registries
	PastRecords int       // of them, those whose time is over
}

// Stats counts what the Cache holds.
func (c *Cache) Stats() (Stats, error) {
	s := Stats{File: c.db.file, ByVerdict: map[checker.Verdict]int{}}
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(c.db.file + suffix); err == nil {
			s.Bytes += info.Size()
		}
	}
	err := c.each(func(e *kept) {
		s.Results++
		s.ByVerdict[e.verdict]++
		if !c.isFresh(e) {
			s.Past++
		}
		if s.Oldest.IsZero() || e.checked.Before(s.Oldest) {
			s.Oldest = e.checked
		}
	})
	if err != nil {
		return s, err
	}
	s.Records, s.PastRecords, err = c.countRecords()
	return s, err
}

// each goes through all entries, without their Results.
func (c *Cache) each(visit func(*kept)) error {
	rows, err := c.db.read.Query("SELECT url, asked, checked, verdict FROM result")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var e kept
		var checked int64
		if err := rows.Scan(&e.url, &e.asked, &checked, &e.verdict); err != nil {
			return err
		}
		e.checked = time.Unix(checked, 0)
		visit(&e)
	}
	return rows.Err()
}

// Prune deletes the Results and the records whose time is over, or all of them, gives their room back
// to the disk, and says how many Results they were.
func (c *Cache) Prune(all bool) (int, error) {
	var past []*kept
	if err := c.each(func(e *kept) {
		if all || !c.isFresh(e) {
			past = append(past, e)
		}
	}); err != nil {
		return 0, err
	}
	tx, err := c.db.write.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback() // after a commit it does nothing
	for _, e := range past {
		// What another process has got again meanwhile stays.
		if _, err := tx.Exec("DELETE FROM result WHERE url = ? AND asked = ? AND checked = ?", e.url, e.asked, e.checked.Unix()); err != nil {
			return 0, err
		}
	}
	if err := errors.Join(c.pruneRecords(tx, all), tx.Commit()); err != nil {
		return 0, err
	}
	_, errVacuum := c.db.write.Exec("VACUUM")
	_, errWAL := c.db.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	return len(past), errors.Join(errVacuum, errWAL)
}
