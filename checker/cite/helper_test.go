package cite_test

import (
	"strings"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// inline makes the runs of a piece of Markdown: [text](target), *italics* and bare addresses. at is
// where it stands in the document.
func inline(doc *checker.Document, src string, at int) []checker.Run {
	var runs []checker.Run
	var style checker.Style
	var link *checker.Link
	add := func(from, to int) {
		if from < to {
			runs = append(runs, checker.Run{Text: src[from:to], Start: at + from, End: at + to, Style: style, Link: link})
		}
	}
	from, linkEnd := 0, -1
	for i := 0; i < len(src); {
		switch {
		case src[i] == '\\' && i+1 < len(src) && src[i+1] < utf8.RuneSelf:
			add(from, i)
			runs = append(runs, checker.Run{Text: src[i+1 : i+2], Start: at + i, End: at + i + 2, Style: style, Link: link})
			i += 2
			from = i
		case src[i] == '*':
			add(from, i)
			style ^= checker.Italic
			i++
			from = i
		case link == nil && src[i] == '[':
			mid, end := linkAt(src, i)
			if end < 0 {
				i++
				continue
			}
			add(from, i)
			target := src[mid+2 : end]
			link = &checker.Link{Form: checker.LinkInline, Raw: target, Target: target, Text: src[i+1 : mid], Span: doc.Span(at+mid+2, at+end)}
			if strings.HasPrefix(target, "http") {
				link.URL = target
			}
			i++
			from, linkEnd = i, mid
		case i == linkEnd:
			add(from, i)
			i += 2 + len(link.Raw) + 1
			link, linkEnd = nil, -1
			from = i
		case link == nil && (strings.HasPrefix(src[i:], "https://") || strings.HasPrefix(src[i:], "http://")):
			add(from, i)
			end := i + strings.IndexAny(src[i:]+" ", " <>[],，；")
			for strings.HasSuffix(src[i:end], ".") || strings.HasSuffix(src[i:end], ")") && strings.Count(src[i:end], "(") < strings.Count(src[i:end], ")") {
				end--
			}
			link = &checker.Link{Form: checker.LinkBare, Raw: src[i:end], Target: src[i:end], Text: src[i:end], URL: src[i:end], Span: doc.Span(at+i, at+end)}
			add(i, end)
			link = nil
			i, from = end, end
		default:
			i++
		}
	}
	add(from, len(src))
	return runs
}

// linkAt returns where the words and the target of the link at i end; end is -1 if there is none.
func linkAt(src string, i int) (mid, end int) {
	mid = strings.Index(src[i:], "](")
	if mid < 0 {
		return 0, -1
	}
	mid += i
	end = strings.IndexByte(src[mid:], ')')
	if end < 0 || strings.Contains(src[i+1:mid], "[") {
		return 0, -1
	}
	return mid, mid + end
}

// noted makes a document whose notes are the texts, labelled from 1 on.
func noted(texts ...string) *checker.Document {
	doc := checker.NewDocument("notes.md", []byte(strings.Join(texts, "\n")))
	at := 0
	for i, text := range texts {
		n := &checker.Note{Kind: checker.Footnote, Label: itoa(i + 1), Span: doc.Span(at, at+len(text)), Runs: inline(doc, text, at)}
		for _, r := range n.Runs {
			n.Text += r.Text
		}
		doc.Notes = append(doc.Notes, n)
		at += len(text) + 1
	}
	return doc
}

func itoa(n int) string {
	if n >= 10 {
		return itoa(n/10) + itoa(n%10)
	}
	return string(rune('0' + n))
}
