package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
)

// A database is one file of SQLite: one connection that writes, and some that read. Other processes
// may have it open, too.
type database struct {
	file        string
	write, read *sql.DB
	warn        func(error)
	off         atomic.Bool // it failed: the run goes on without it
	failing     sync.Once
	damaged     atomic.Bool
}

// A kind is what a database holds.
type kind struct {
	name   string // "cache", "state"
	id     int    // SQLite's application_id: marks the file as ours
	schema int    // SQLite's user_version
	create string
}

// The result codes of SQLite that matter here (sqlite.org/rescode.html).
const (
	codeCorrupt = 11
	codeNotADB  = 26
)

// ErrNewer says that a file was made by a newer citelint. It is left as it is.
var ErrNewer = errors.New("made by a newer citelint; it is left as it is")

// open opens a file, and makes it if it is not there. A damaged file is set aside with the suffix
// .broken, and warn is told of it.
func open(file string, k kind, warn func(error)) (*database, error) {
	if warn == nil {
		warn = func(error) {}
	}
	if err := prepare(file); err != nil {
		return nil, err
	}
	d, err := connect(file, k)
	if isDamage(err) && isOurs(file) {
		if err := setAside(file); err != nil {
			return nil, err
		}
		warn(fmt.Errorf("%s was damaged and is set aside as %s", file, filepath.Base(file)+broken))
		if err := prepare(file); err != nil {
			return nil, err
		}
		d, err = connect(file, k)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, plain(err))
	}
	d.warn = warn
	return d, nil
}

const broken = ".broken"

// isOurs reports whether a file that is no database may be moved: it has the beginning of one, or the
// extension of ours. What somebody named by mistake stays where it is.
func isOurs(file string) bool {
	if filepath.Ext(file) == ".db" {
		return true
	}
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	var head [16]byte
	_, err = io.ReadFull(f, head[:])
	return err == nil && string(head[:]) == "SQLite format 3\x00"
}

func setAside(file string) error {
	if err := os.Rename(file, file+broken); err != nil {
		return err
	}
	for _, suffix := range []string{"-wal", "-shm"} { // they belong to what is gone
		if err := os.Remove(file + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// connect tries again while another run makes the file: SQLite does not wait by itself for the change
// to a write-ahead log.
func connect(file string, k kind) (*database, error) {
	for tries := 1; ; tries++ {
		d, err := dial(file, k)
		var fault *sqlite.Error
		if tries == 50 || !errors.As(err, &fault) || fault.Code()&0xff != sqliteBusy {
			return d, err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// sqliteBusy is SQLITE_BUSY of sqlite.org/rescode.html.
const sqliteBusy = 5

func dial(file string, k kind) (*database, error) {
	if err := inspect(file, k); err != nil {
		return nil, err
	}
	d := &database{file: file}
	var err error
	if d.write, err = sql.Open("sqlite", address(file, "_pragma=journal_mode(WAL)", "_pragma=synchronous(NORMAL)", "_txlock=immediate")); err != nil {
		return nil, err
	}
	d.write.SetMaxOpenConns(1)
	if err := d.create(k); err != nil {
		return nil, errors.Join(err, d.write.Close())
	}
	if d.read, err = sql.Open("sqlite", address(file, "_pragma=query_only(1)")); err != nil {
		return nil, errors.Join(err, d.write.Close())
	}
	n := max(2, runtime.GOMAXPROCS(0))
	d.read.SetMaxOpenConns(n)
	d.read.SetMaxIdleConns(n)
	return d, nil
}

// address writes a file as the driver wants it. Busy files are waited for, for 5 s.
func address(file string, options ...string) string {
	u := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(file)}
	return u.String() + "?" + strings.Join(append([]string{"_pragma=busy_timeout(5000)"}, options...), "&")
}

// inspect refuses a file that is not ours to write to, before anything changes in it.
func inspect(file string, k kind) error {
	info, err := os.Stat(file)
	if err != nil || info.Size() == 0 {
		return err
	}
	db, err := sql.Open("sqlite", address(file, "_pragma=query_only(1)"))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	var id, schema, tables int
	if err := db.QueryRow("SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)").Scan(&id, &schema, &tables); err != nil {
		return err
	}
	switch {
	case id == k.id && schema > k.schema:
		return ErrNewer
	case id != k.id && (id != 0 || schema != 0 || tables > 0):
		return fmt.Errorf("a database, but no %s of citelint; it is left as it is", k.name)
	}
	return nil
}

// create makes the tables, all at once, if they are not there.
func (d *database) create(k kind) error {
	tx, err := d.write.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() // after a commit it does nothing
	var schema int
	if err := tx.QueryRow("PRAGMA user_version").Scan(&schema); err != nil || schema == k.schema {
		return err
	}
	if schema > k.schema { // since inspect looked
		return ErrNewer
	}
	_, err = tx.Exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d; %s", k.id, k.schema, k.create))
	return errors.Join(err, tx.Commit())
}

// transact does some writing, all or nothing.
func (d *database) transact(do func(*sql.Tx) error) error {
	tx, err := d.write.Begin()
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// fail gives the database up for this run, and says so once.
func (d *database) fail(err error) {
	d.off.Store(true)
	d.damaged.CompareAndSwap(false, isDamage(err))
	d.failing.Do(func() {
		err := fmt.Errorf("%s: %w; the run goes on without it", d.file, plain(err))
		if isDamage(err) {
			err = fmt.Errorf("%s is damaged and set aside as %s; the run goes on without it", d.file, filepath.Base(d.file)+broken)
		}
		d.warn(err)
	})
}

// close ends all work on the file. What turned out to be damaged is set aside.
func (d *database) close() error {
	err := errors.Join(d.read.Close(), d.write.Close())
	if d.damaged.Load() {
		return setAside(d.file)
	}
	if d.off.Load() {
		return nil // it was said already
	}
	return err
}

func isDamage(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	code := e.Code() & 0xff // the rest is detail
	return code == codeCorrupt || code == codeNotADB
}

// plain returns the first line of an error without what the reader knows already.
func plain(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
