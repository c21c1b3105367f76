package match

import "testing"

func TestResolve(t *testing.T) {
	const base = "https://a.example/x/y?q=1"
	for _, c := range []struct{ ref, want, fragment string }{
		{"https://b.example/z", "https://b.example/z", ""},
		{"/z", "https://a.example/z", ""},
		{"z", "https://a.example/x/z", ""},
		{"../z/./w", "https://a.example/z/w", ""},
		{"//b.example/z#f", "https://b.example/z", "f"},
		{`\\b.example\z`, "https://b.example/z", ""},
		{"?p=2", "https://a.example/x/y?p=2", ""},
		{"#f", "https://a.example/x/y?q=1", "f"},
		{"", "https://a.example/x/y?q=1", ""},
		{"https:z", "https://a.example/x/z", ""},
		{"http:z", "http://z/", ""},
		{" a b\tc ", "https://a.example/x/a%20bc", ""},
		{"/路?路", "https://a.example/%E8%B7%AF?%E8%B7%AF", ""},
		{"z:1", "", ""},
		{"javascript:alert(1)", "", ""},
		{"file:///etc/passwd", "", ""},
		{"//", "", ""},
	} {
		got, fragment, ok := Resolve(base, c.ref)
		if got != c.want || fragment != c.fragment || ok != (c.want != "") {
			t.Errorf("Resolve(%q) = %q, %q, %t; want %q, %q", c.ref, got, fragment, ok, c.want, c.fragment)
		}
	}
	if got, _, ok := Resolve("http://a.example", "z"); !ok || got != "http://a.example/z" {
		t.Errorf("a base without a path: %q, %t", got, ok)
	}
}

// FuzzResolve: what is resolved is an address, and is itself from any base.
func FuzzResolve(f *testing.F) {
	f.Add("https://a.example/x?q", "../z?p#f")
	f.Add("http://a.example", "//b.example")
	f.Fuzz(func(t *testing.T, page, ref string) {
		base, _, ok := Address(page)
		if !ok {
			return
		}
		a, _, ok := Resolve(base, ref)
		if !ok {
			return
		}
		if again, _, ok := Resolve(base, a); !ok || again != a {
			t.Fatalf("Resolve(%q, %q) = %q, which resolves to %q (%t)", base, ref, a, again, ok)
		}
	})
}
