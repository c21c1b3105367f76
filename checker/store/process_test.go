package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/citelint/citelint/checker"
	"github.com/citelint/citelint/checker/store"
)

// TestMain lets the test binary be another process: with TEST_STATE it writes looks to that file, says
// what it has written whenever a second has passed on its clock, and ends after TEST_LOOKS of them.
func TestMain(m *testing.M) {
	if file := os.Getenv("TEST_STATE"); file != "" {
		if err := writeLooks(file, os.Getenv("TEST_NAME"), os.Getenv("TEST_LOOKS")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func writeLooks(file, name, looks string) error {
	n, err := strconv.Atoi(looks)
	if err != nil {
		return err
	}
	w := &web{now: begin, verdict: checker.OK}
	var failed error
	s, err := store.OpenState(file, w, store.Options{Now: w.clock, Warn: func(err error) { failed = err }})
	if err != nil {
		return err
	}
	for i := range n {
		if _, err := s.Fetch(context.Background(), checker.Query{URL: fmt.Sprintf("https://%s.example/%d", name, i)}); err != nil {
			return err
		}
		if i%50 == 49 {
			w.now = w.now.Add(2 * time.Second) // the next look is written at once, and all before it
		} else if i%50 == 0 {
			fmt.Println(i)
		}
	}
	if err := s.Close(); err != nil {
		return err
	}
	return failed
}

func process(file, name string, looks int) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "TEST_STATE="+file, "TEST_NAME="+name, "TEST_LOOKS="+strconv.Itoa(looks))
	return c
}

// written counts the looks in a file, and fails if it is not whole.
func written(t *testing.T, file string) int {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var whole string
	var n int
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&whole); err != nil || whole != "ok" {
		t.Errorf("the file is not whole: %s (%v)", whole, err)
	}
	if err := db.QueryRow("SELECT count(*) FROM look").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTwoProcesses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.db")
	a, b := process(file, "a", 600), process(file, "b", 600)
	var said strings.Builder
	a.Stderr, b.Stderr = &said, &said
	if err := a.Start(); err != nil {
		t.Fatal(err)
	}
	if err := b.Start(); err != nil {
		t.Fatal(err)
	}
	errA, errB := a.Wait(), b.Wait()
	if errA != nil || errB != nil {
		t.Fatalf("two processes at once: %v, %v; %s", errA, errB, said.String())
	}
	if n := written(t, file); n != 1200 {
		t.Errorf("two processes wrote 600 looks each, and %d are there", n)
	}
}

// TestKilled states that a process that is killed takes nothing with it that it had written.
func TestKilled(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.db")
	c := process(file, "a", 1_000_000)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	said := 0
	for lines := bufio.NewScanner(out); said < 400 && lines.Scan(); {
		if said, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // it was killed
	if n := written(t, file); n <= said {
		t.Errorf("%d looks were written before the process was killed, and %d are there", said+1, n)
	}
	openState(t, file, &web{now: begin, verdict: checker.OK}).Close()
}

// TestNewer states that a file of a newer citelint, or of somebody else, is left as it is.
func TestNewer(t *testing.T) {
	for _, c := range []struct{ change, want string }{
		{"PRAGMA user_version = 99", "newer"},
		{"PRAGMA application_id = 7", "no state of citelint"},
	} {
		file := filepath.Join(t.TempDir(), "state.db")
		openState(t, file, &web{}).Close()
		db, err := sql.Open("sqlite", "file:"+file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(c.change); err != nil {
			t.Fatal(err)
		}
		db.Close()
		before, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.OpenState(file, &web{}, store.Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("after %s: %v, want %q", c.change, err, c.want)
		}
		if after, err := os.ReadFile(file); err != nil || string(before) != string(after) {
			t.Errorf("after %s the file was changed (%v)", c.change, err)
		}
	}
}
