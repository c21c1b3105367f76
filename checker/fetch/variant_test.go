package fetch

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVariants(t *testing.T) {
	const h = "https://a.example/"
	for _, c := range []struct {
		addr string
		want []string
	}{
		{h + "x", nil},
		{h + "x)", []string{h + "x"}},
		{h + "x.", []string{h + "x"}},
		{h + "x%E2%80%9D", []string{h + "x"}},
		{h + "x%EF%BC%8C%E5%90%8E", []string{h + "x"}},
		{h + "Sund_(port).", []string{h + "Sund_(port)", h + "Sund_(port"}},
		{h + "Sund_(port", []string{h + "Sund_(port)"}},
		{h + "Sund_(port))", []string{h + "Sund_(port)", h + "Sund_(port"}},
		{h + "x?a=1&amp;b=2", []string{h + "x?a=1&b=2"}},
		{h + "x%E2%80%8By%C2%ADz", []string{h + "xyz"}},
	} {
		if diff := cmp.Diff(c.want, variants(c.addr, nil)); diff != "" {
			t.Errorf("other readings of %s (-want +got):\n%s", c.addr, diff)
		}
	}
	if got := variants(h+"x)", []string{h + "1", h + "2", h + "3", h + "4", h + "5"}); len(got) != maxVariants || got[0] != h+"1" {
		t.Errorf("the reader's doubts come first and no more than %d are asked: %q", maxVariants, got)
	}
}

// FuzzVariants states the law: there are at most four, none is the address itself, and taking an
// address apart loses nothing of it.
func FuzzVariants(f *testing.F) {
	f.Add("https://a.example/x)%EF%BC%8C%ff%")
	f.Fuzz(func(t *testing.T, addr string) {
		if got := join(decode(addr)); got != addr {
			t.Errorf("%q was taken apart and became %q", addr, got)
		}
		got := variants(addr, nil)
		if len(got) > maxVariants {
			t.Errorf("%d variants of %q", len(got), addr)
		}
		for _, v := range got {
			if v == addr {
				t.Errorf("%q is no variant of itself", addr)
			}
		}
	})
}
