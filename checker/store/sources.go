package store

import (
	"cmp"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/citelint/citelint/checker"
)

// A Source is what is remembered of one source.
type Source struct {
	Key   string // as Key makes it
	Looks []Look // one a day at most, in the order of days
}

// Key is what a source is remembered by: its address, or "sha256:" and the digest of one that holds a
// secret, as isSecret says; nil: none does.
func Key(addr string, isSecret func(string) bool) string {
	if isSecret == nil || addr == "" || !isSecret(addr) {
		return addr
	}
	sum := sha256.Sum256([]byte(addr))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Sources reads all that the state in a file remembers, sorted by key, and changes nothing there. The
// error is that of opening the file if there is none, and ErrNewer if a newer citelint made it.
func Sources(file string) ([]Source, error) {
	info, err := os.Stat(file)
	if err != nil || info.Size() == 0 {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s: is a directory", file)
	}
	if err := inspect(file, stateKind); err != nil {
		return nil, readFault(file, err)
	}
	db, err := sql.Open("sqlite", address(file, "_pragma=query_only(1)"))
	if err != nil {
		return nil, readFault(file, err)
	}
	defer db.Close()
	all, err := readSources(db)
	if err != nil {
		return nil, readFault(file, err)
	}
	return all, nil
}

func readFault(file string, err error) error {
	if isDamage(err) {
		return fmt.Errorf("%s: is damaged, or no state of citelint", file)
	}
	return fmt.Errorf("%s: %w", file, plain(err))
}

func readSources(db *sql.DB) ([]Source, error) {
	rows, err := db.Query("SELECT key, " + lookColumns + " FROM look JOIN source ON id = source ORDER BY source, day")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Source
	names := names{}
	for rows.Next() {
		var key, verdict, cause sql.RawBytes
		var digest sql.RawBytes
		var first, last int64
		var l Look
		if err := rows.Scan(&key, &first, &last, &verdict, &cause, &l.Status, &digest); err != nil {
			return nil, err
		}
		l.First, l.Time = unix(first), unix(last)
		l.Verdict, l.Cause = checker.Verdict(names.of(verdict)), checker.Cause(names.of(cause))
		if n := len(all); n == 0 || all[n-1].Key != string(key) {
			all = append(all, Source{Key: string(key)})
		}
		s := &all[len(all)-1]
		s.Looks = append(s.Looks, l)
	}
	slices.SortFunc(all, func(a, b Source) int { return strings.Compare(a.Key, b.Key) })
	return all, rows.Err()
}

// Names keep one string of each word that is read again and again.
type names map[string]string

func (n names) of(word []byte) string {
	s, ok := n[string(word)]
	if !ok {
		s = string(word)
		n[s] = s
	}
	return s
}

// Result is what a source's history comes to, as of its last look. It answers no question and holds no
// page. Without a look it is zero but for its address.
func (s *Source) Result(c Confirm) checker.Result {
	r := checker.Result{Query: checker.Query{URL: s.Key}}
	if len(s.Looks) == 0 {
		return r
	}
	last := s.Looks[len(s.Looks)-1]
	r.Verdict, r.Cause, r.Status, r.Checked = last.Verdict, last.Cause, last.Status, last.Time
	t := count(s.Looks, c)
	r.LastGood, r.FailingSince, r.Strikes, r.Changes = t.lastGood, t.failingSince, t.strikes, t.changes
	r.FirstSeen, r.Confirm, r.ConfirmSpan = t.firstSeen, c.failures(), cmp.Or(c.span(), -1)
	return r
}
