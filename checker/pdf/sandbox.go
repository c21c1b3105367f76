package pdf

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	pdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	atOnce      = 2    // documents
	memoryPages = 4096 // of 64 KiB: what one document may take, its own bytes with it
	patience    = 20 * time.Second
)

// start compiles PDFium and prepares its sandbox.
func (r *Reader) start() {
	defer func() {
		if e := recover(); e != nil { // the machine forbids code that is made at run time
			r.failed = fmt.Errorf("PDFs cannot be read here: %v", e)
		}
	}()
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages).
		WithCloseOnContextDone(true) // or Kill stops nothing
	if r.CacheDir != "" {
		if cache, err := openCache(r.CacheDir); err == nil {
			config, r.cache = config.WithCompilationCache(cache), cache
		}
	}
	r.slots = make(chan struct{}, atOnce)
	var ctx context.Context
	ctx, r.cancel = context.WithCancel(context.Background())
	// Without a file system of its own the sandbox would be given all of this machine's.
	r.pool, r.failed = webassembly.Init(webassembly.Config{
		Context: ctx, MaxTotal: atOnce, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if r.failed != nil {
		r.failed = fmt.Errorf("PDFs cannot be read here: %w", r.failed)
	}
}

// openCache opens a cache of compiled code in a directory that is the user's alone: who can write
// there can run code as the user.
func openCache(dir string) (wazero.CompilationCache, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	info, err := os.Lstat(dir)
	switch {
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is no directory", dir)
	case info.Mode().Perm()&0o077 != 0:
		if err := os.Chmod(dir, 0o700); err != nil {
			return nil, err
		}
	}
	return wazero.NewCompilationCacheWithDir(dir)
}

// stop ends what was started, if it was.
func (r *Reader) stop() error {
	var err error
	if r.pool != nil {
		err = r.pool.Close()
	}
	if r.cache != nil {
		if errCache := r.cache.Close(context.Background()); err == nil {
			err = errCache
		}
	}
	return err
}

// A sandbox is where one document is read.
type sandbox struct {
	pdfium.Pdfium
	reader *Reader
	alarm  *time.Timer
	late   time.Time // no page is begun any more
}

// borrow returns a fresh sandbox, which is killed when the time is over.
func (r *Reader) borrow() (*sandbox, error) {
	r.once.Do(r.start)
	if r.failed != nil {
		return nil, r.failed
	}
	r.slots <- struct{}{}
	p, err := r.pool.GetInstance(patience)
	if err != nil {
		<-r.slots
		return nil, ErrCrashed
	}
	limit := r.Timeout
	if limit <= 0 {
		limit = patience
	}
	b := &sandbox{Pdfium: p, reader: r, late: time.Now().Add(limit * 3 / 4)}
	b.alarm = time.AfterFunc(limit, func() { _ = p.Kill() })
	return b, nil
}

// isLate reports whether most of the time is over.
func (b *sandbox) isLate() bool { return time.Now().After(b.late) }

// giveBack ends the sandbox, and reports whether it was still alive.
func (b *sandbox) giveBack() bool {
	inTime := b.alarm.Stop()
	if inTime {
		_ = b.Close() // nothing is used of it any more
	}
	<-b.reader.slots
	return inTime
}
