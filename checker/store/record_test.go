package store_test

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/citelint/citelint/checker"
)

func saltRecord(w *web) checker.Record {
	return checker.Record{
		Identifier: "doi:10.5555/jot.2019.12", Registry: "Crossref", State: checker.RecordFound, Asked: w.clock().UTC().Truncate(time.Second),
		Titles: []string{"Salt and the Sea Wall"}, Authors: []checker.Name{{Family: "Roe"}}, Issued: checker.Date{EDTF: "2019"},
		Notices: []checker.Notice{{Kind: checker.NoticeRetraction, Date: checker.Date{EDTF: "2021"}}},
	}
}

// TestRecord holds for how long a record is kept.
func TestRecord(t *testing.T) {
	const day = 24 * time.Hour
	short := 2 * day
	for _, c := range []struct {
		name   string
		after  time.Duration
		maxAge *time.Duration
		kept   bool
	}{
		{"the next day", day, nil, true},
		{"after 29 days", 29 * day, nil, true},
		{"after 31 days", 31 * day, nil, false},
		{"a clock that went back", -day, nil, false},
		{"younger than what the run allows", day, &short, true},
		{"older than what the run allows", 3 * day, &short, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "cache.db")
			w := &web{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
			want := saltRecord(w)
			cache := openCache(t, file, w)
			cache.KeepRecord("doi", want)
			cache.KeepRecord("undated", checker.Record{Titles: []string{"Mud"}})
			if err := cache.Close(); err != nil {
				t.Fatal(err)
			}
			w.now = w.now.Add(c.after)
			cache = openCache(t, file, w)
			defer cache.Close()
			cache.Keep.MaxAge = c.maxAge
			got, ok := cache.Record("doi")
			if ok != c.kept {
				t.Fatalf("that the record is kept is %t, want %t", ok, c.kept)
			}
			if diff := cmp.Diff(want, got); ok && diff != "" {
				t.Errorf("the record (-kept +found):\n%s", diff)
			}
			for _, key := range []string{"undated", "nobody's"} {
				if got, ok := cache.Record(key); ok {
					t.Errorf("under %q is %+v", key, got)
				}
			}
			s, err := cache.Stats()
			if past := map[bool]int{true: 0, false: 1}[c.kept]; err != nil || s.Records != 1 || s.PastRecords != past || s.Results != 0 {
				t.Errorf("the cache holds %+v (%v)", s, err)
			}
			if _, err := cache.Prune(false); err != nil {
				t.Fatal(err)
			}
			if s, err := cache.Stats(); err != nil || (s.Records == 1) != c.kept {
				t.Errorf("after pruning it holds %d records (%v), though its record is fresh: %t", s.Records, err, c.kept)
			}
		})
	}
}

// TestOlderCache holds that a cache from before there were records is used on.
func TestOlderCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cache.db")
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TABLE result (
		url TEXT NOT NULL, asked BLOB NOT NULL, version TEXT NOT NULL, checked INTEGER NOT NULL, complete INTEGER NOT NULL,
		verdict TEXT NOT NULL, result BLOB NOT NULL, PRIMARY KEY (url, asked));
		INSERT INTO result VALUES ('https://sund.example/quay', x'00', '1', 1772442000, 1772442000, 'ok', '{}');
		PRAGMA application_id = 0x636c6368; PRAGMA user_version = 1`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	w := &web{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	cache := openCache(t, file, w)
	cache.KeepRecord("doi", saltRecord(w))
	if err := cache.Close(); err != nil {
		t.Fatal(err)
	}
	cache = openCache(t, file, w)
	defer cache.Close()
	if _, ok := cache.Record("doi"); !ok {
		t.Error("the older cache took no record")
	}
	if s, err := cache.Stats(); err != nil || s.Results != 1 {
		t.Errorf("the older cache has %d results (%v), want the one that it had", s.Results, err)
	}
}
