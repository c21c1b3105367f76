package read

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSiteBlocks holds that what an admonition or a tab of Python-Markdown holds is prose, and what a
// shortcode for code holds is none.
func TestSiteBlocks(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"an admonition", "!!! note\n    Said.[^1]\n\n    Twice.[^2]\n\nAfter.", "Said.|Twice.|After. 1 2"},
		{"with a title and a blank line", "Before.\n\n!!! note \"Of salt\"\n\n    Said.[^1]\n", "Before.|note|Said. 1"},
		{"right below prose", "Before.\n??? tip\n    Said.[^1]\n", "Before.|tip Said. 1"},
		{"one that is open", "???+ tip \"Of salt\"\n\n    Said.[^1]\n", "+ tip|Said. 1"},
		{"one in another", "!!! note\n    Outer.[^1]\n\n    ??? tip\n        Inner.[^2]\n\n        Last.[^3]\n", "Outer.|Inner.|Last. 1 2 3"},
		{"tabs", "=== \"Sund\"\n\n    Said.[^1]\n\n=== \"Velden\"\n\n    Too.[^2]\n", "Said.|Too. 1 2"},
		{"three marks of surprise", "So much salt!!! Really???\n\n    code[^1]\n", "So much salt!!! Really???|code[^1]"},
		{"nothing indented below", "!!! note\nText.[^1]\n", "!!! note Text. 1"},
		{"a shortcode for code", "{{< highlight go \"linenos=table\" >}}\na[^1]\n{{< /highlight >}}\n\nSaid.[^2]\n", "a[^1]|Said. 2"},
		{"a block of Liquid", "{% highlight ruby %}\na[^1]\n{% endhighlight %}\nSaid.[^2]\n", "a[^1]|Said. 2"},
		{"one that does not end", "{{< highlight go >}}\nSaid.[^1]\n", "Said. 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Document("a.md", []byte(c.source+"\n\n[^1]: One.\n[^2]: Two.\n[^3]: Three.\n"))
			if err != nil {
				t.Fatal(err)
			}
			var texts, labels []string
			for _, b := range d.Body {
				if text := strings.Trim(b.Text(), `"`); !strings.HasPrefix(text, "Of salt") && text != "Sund" && text != "Velden" {
					texts = append(texts, text)
				}
			}
			for _, n := range d.Notes {
				if len(n.Markers) > 0 {
					labels = append(labels, n.Label)
				}
			}
			if diff := cmp.Diff(c.want, strings.TrimSpace(strings.Join(texts, "|")+" "+strings.Join(labels, " "))); diff != "" {
				t.Errorf("%s\n(-want +got):\n%s", c.source, diff)
			}
		})
	}
}

func FuzzForBlocks(f *testing.F) {
	f.Add("!!! note\n    a\n\n\t???+ tip\n        b\n{{< highlight go >}}\n~~~\n{{< /highlight >}}\r\n=== \"x\"\n\n    y")
	f.Fuzz(func(t *testing.T, s string) {
		out := string(forBlocks([]byte(s), s))
		if len(out) != len(s) || strings.Count(out, "\n") != strings.Count(s, "\n") {
			t.Errorf("%q became %q, which is not as long or has other lines", s, out)
		}
	})
}

func TestSiteAnchors(t *testing.T) {
	d, err := Document("a.md", []byte("(of-salt)=\n# Salt\n\n```{figure} a.png\n:name: map\n```\n\n```{math}\n:label: eq one\n:label: eq-one\na = b\n```\n\n(in text)=nothing\n"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"eq-one", "map", "of-salt", "salt"}, d.Anchors); diff != "" {
		t.Errorf("anchors (-want +got):\n%s", diff)
	}
}
