package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A releaseServer hands out one release, on loopback.
type releaseServer struct {
	files map[string][]byte // by path
	fails int               // how many requests are answered with 503 first

	mu    sync.Mutex // of what changes while it serves: fails and asked
	asked []string
}

// requests returns the paths that were asked for.
func (s *releaseServer) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

func (s *releaseServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, r.URL.Path)
	body, ok := s.files[r.URL.Path]
	switch {
	case s.fails > 0:
		s.fails--
		http.Error(w, "busy", http.StatusServiceUnavailable)
	case !ok:
		http.NotFound(w, r)
	default:
		_, _ = w.Write(body)
	}
}

const installedArchive = "citelint_0.3.0_linux_amd64.tar.gz"

// newReleaseServer has release 0.3.0 for one machine.
func newReleaseServer() *releaseServer {
	program := "#!/bin/sh\necho citelint 0.3.0\n"
	var archive bytes.Buffer
	zipped := gzip.NewWriter(&archive)
	files := tar.NewWriter(zipped)
	_ = files.WriteHeader(&tar.Header{Name: "citelint", Mode: 0o755, Size: int64(len(program))})
	_, _ = files.Write([]byte(program))
	_ = files.Close()
	_ = zipped.Close()
	sum := fmt.Sprintf("%x", sha256.Sum256(archive.Bytes()))
	return &releaseServer{files: map[string][]byte{
		"/v0.3.0/" + installedArchive: archive.Bytes(),
		"/v0.3.0/checksums.txt":       []byte(strings.Repeat("0", 64) + "  citelint_0.3.0_darwin_arm64.tar.gz\n" + sum + "  " + installedArchive + "\n"),
	}}
}

// An installer runs the action's first step.
type installer struct {
	dir string
	env []string
}

// newInstaller has a machine whose sleep takes no time, and whose Go writes a program at once.
func newInstaller(t *testing.T, server *releaseServer) *installer {
	t.Helper()
	for _, program := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	web := httptest.NewTLSServer(server)
	t.Cleanup(web.Close)
	dir := t.TempDir()
	writeTestFile(t, dir, "ca.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: web.Certificate().Raw})), 0o644)
	writeTestFile(t, dir, "bin/sleep", "#!/bin/sh\necho \"$1\" >>\"$0.log\"\n", 0o755)
	writeTestFile(t, dir, "bin/go", "#!/bin/sh\nprintf '%s\\n' \"$*\" >\"$0.log\"\nwhile [ \"$1\" != -o ]; do shift; done\nprintf '#!/bin/sh\\necho citelint devel\\n' >\"$2\"\nchmod +x \"$2\"\n", 0o755)
	return &installer{dir: dir, env: []string{
		"PATH=" + filepath.Join(dir, "bin") + string(os.PathListSeparator) + os.Getenv("PATH"),
		"CURL_CA_BUNDLE=" + filepath.Join(dir, "ca.pem"), "RUNNER_TEMP=" + dir, "RUNNER_TOOL_CACHE=" + filepath.Join(dir, "tools"),
		"RUNNER_OS=Linux", "RUNNER_ARCH=X64", "GITHUB_PATH=" + filepath.Join(dir, "path"), "GITHUB_OUTPUT=" + filepath.Join(dir, "output"),
		"GITHUB_ACTION_PATH=" + filepath.Join(dir), "INPUT_MIRROR=" + web.URL, "INPUT_VERSION=0.3.0", "INPUT_CHECKSUMS=",
	}}
}

func writeTestFile(t *testing.T, dir, name, text string, mode os.FileMode) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// run returns what the step prints; env overrides.
func (in *installer) run(t *testing.T, env ...string) (string, error) {
	t.Helper()
	script, err := filepath.Abs("../../.github/action/install.sh")
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("bash", script)
	c.Dir, c.Env = t.TempDir(), slices.Concat(in.env, env)
	out, err := c.CombinedOutput()
	return string(out), err
}

func (in *installer) read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(in.dir, name))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(data)
}

func TestInstallDownloads(t *testing.T) {
	server := newReleaseServer()
	server.fails = 2
	in := newInstaller(t, server)
	out, err := in.run(t)
	if err != nil || !strings.Contains(out, "citelint 0.3.0\n") {
		t.Fatalf("after two failures the release is not installed: %v\n%s", err, out)
	}
	if got := in.read(t, "bin/sleep.log"); got != "1\n2\n" {
		t.Errorf("it waited %q between its tries, want 1 and 2 seconds", got)
	}
	home := filepath.Join(in.dir, "tools/citelint/0.3.0")
	if got := in.read(t, "output"); got != "citelint="+home+"/citelint\n" {
		t.Errorf("the output is %q", got)
	}
	if got := in.read(t, "path"); got != home+"\n" {
		t.Errorf("the path for later steps is %q", got)
	}

	if out, err := in.run(t, "RUNNER_TOOL_CACHE=/dev/null/tools"); err != nil || !strings.Contains(in.read(t, "output"), "citelint="+in.dir+"/citelint-bin/0.3.0/citelint\n") {
		t.Errorf("without a place for tools nothing is installed (%v)\n%s", err, out)
	}

	asked := len(server.requests())
	if out, err := in.run(t); err != nil || len(server.requests()) != asked {
		t.Errorf("a second run asked for %v (%v)\n%s", server.requests()[asked:], err, out)
	}
}

func TestInstallRefuses(t *testing.T) {
	good := newReleaseServer().files["/v0.3.0/checksums.txt"]
	tests := []struct {
		name, env, want string
		change          func(*releaseServer)
		asked           int // requests at most; 0: any number
	}{
		{"a wrong checksum", "INPUT_CHECKSUMS=" + strings.Repeat("1", 64) + "  " + installedArchive, "not " + strings.Repeat("1", 64) + ": it is not used", nil, 1},
		{"another archive", "", "it is not used", func(s *releaseServer) { s.files["/v0.3.0/"+installedArchive] = []byte("something else") }, 0},
		{"no checksum", "RUNNER_ARCH=ARM", "do not name citelint_0.3.0_linux_armv7.tar.gz", nil, 0},
		{"no release", "INPUT_VERSION=v0.9.1", "there is no https://", nil, 1},
		{"a server that fails", "", "could not be downloaded (503), five times", func(s *releaseServer) { s.fails = 9 }, 5},
		{"a version that is none", "INPUT_VERSION=$(id)/../x", `version: "id..x" is no release such as 0.3.0`, nil, 0},
		{"a machine without releases", "RUNNER_ARCH=X86", "there are no releases for X86: use version: source", nil, 0},
		{"a mirror without TLS", "INPUT_MIRROR=http://127.0.0.1:9", "could not be downloaded (no answer)", nil, 0},
		{"a failed build", "INPUT_VERSION=source", "citelint could not be built", nil, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := newReleaseServer()
			if tt.change != nil {
				tt.change(server)
			}
			in := newInstaller(t, server)
			if tt.name == "a failed build" {
				writeTestFile(t, in.dir, "bin/go", "#!/bin/sh\nexit 1\n", 0o755)
			}
			out, err := in.run(t, tt.env)
			if err == nil || !strings.Contains(out, "::error title=citelint::") || !strings.Contains(out, tt.want) {
				t.Errorf("the step prints (%v), want an error with %q:\n%s", err, tt.want, out)
			}
			if n := len(server.requests()); tt.asked > 0 && n > tt.asked {
				t.Errorf("it asked %d times, want %d at most: %v", n, tt.asked, server.requests())
			}
			if got := in.read(t, "output"); got != "" {
				t.Errorf("it says that it installed %s", got)
			}
		})
	}
	in := newInstaller(t, &releaseServer{})
	if out, err := in.run(t, "INPUT_CHECKSUMS="+string(good)); err == nil {
		t.Errorf("an archive that is not there is installed:\n%s", out)
	}
}

// TestInstallVersion says what an action that names no version installs: the release whose tag it is
// used at, else what it came with.
func TestInstallVersion(t *testing.T) {
	for path, want := range map[string]string{
		"/_actions/citelint/citelint/v0.3.0":      "citelint 0.3.0\n",
		`\_actions\citelint\citelint\v0.3.0`:      "citelint 0.3.0\n",
		"/_actions/citelint/citelint/main":        "citelint devel\n",
		"/_actions/citelint/citelint/v0":          "citelint devel\n",
		"/citelint/citelint/v0.3.0":               "citelint devel\n", // a checkout, whatever its folder is called
		"/_actions/citelint/citelint/0123456789a": "citelint devel\n",
	} {
		in := newInstaller(t, newReleaseServer())
		root := filepath.Join(in.dir, "work") + path
		if err := os.MkdirAll(root, 0o755); err != nil {
			t.Fatal(err)
		}
		out, err := in.run(t, "INPUT_VERSION=", "GITHUB_ACTION_PATH="+root)
		if err != nil || !strings.HasSuffix(out, want) {
			t.Errorf("the action at %s installs %q (%v), want %q", path, out, err, want)
		}
	}
}
