package pdftest

import "strings"

// A Setting says how text is set on pages.
type Setting struct {
	Font    Font
	Size    float64 // of the body; 0: 11
	Columns int     // 0: one
	Leading float64 // the distance of lines in their size; 0: 1.2
	Hyphens bool    // words are parted at the ends of lines
	Scaled  bool
	// Head and Foot return what stands at the top and the bottom of a page; nil: nothing.
	Head, Foot func(page int) string
}

// A Paragraph is set in lines.
type Paragraph struct {
	S     string // «^12» raises the figures behind it as a note's mark
	Size  float64
	Font  Font // Times: the setting's
	Above float64
	Whole bool   // over all columns; only before any that is not
	Note  string // a note at the foot of the page that the paragraph ends on
}

const (
	left, right, top, bottom = 72, 523, 770, 110
	gutter                   = 24
)

// Set sets paragraphs on as many pages as they need.
func (s Setting) Set(paragraphs ...Paragraph) []Page {
	c := &compositor{Setting: s}
	if c.Size == 0 {
		c.Size = 11
	}
	if c.Columns == 0 {
		c.Columns = 1
	}
	if c.Leading == 0 {
		c.Leading = 1.2
	}
	c.newPage()
	for _, p := range paragraphs {
		c.set(p)
	}
	c.endPage()
	return c.pages
}

// A compositor fills pages.
type compositor struct {
	Setting
	pages  []Page
	page   Page
	notes  []string
	column int
	y      float64
	from   float64 // where columns begin
}

func (c *compositor) newPage() {
	c.page, c.notes, c.column, c.y, c.from = nil, nil, 0, top, top
	if c.Head != nil {
		c.draw(Text{X: left, Y: 800, Size: 9, S: c.Head(len(c.pages) + 1), Font: c.Font})
	}
}

func (c *compositor) draw(t Text) {
	t.Scaled = c.Scaled
	c.page = append(c.page, t)
}

func (c *compositor) endPage() {
	y := 96.0
	for _, n := range c.notes {
		c.draw(Text{X: left, Y: y, Size: c.Size * 0.8, S: n, Font: c.Font})
		y -= c.Size
	}
	if c.Foot != nil {
		c.draw(Text{X: 290, Y: 40, Size: 9, S: c.Foot(len(c.pages) + 1), Font: c.Font})
	}
	c.pages = append(c.pages, c.page)
}

func (c *compositor) set(p Paragraph) {
	size, font := c.Size, c.Font
	if p.Size > 0 {
		size = p.Size
	}
	if p.Font != Times {
		font = p.Font
	}
	width := float64(right - left)
	if !p.Whole {
		width = (width - gutter*float64(c.Columns-1)) / float64(c.Columns)
	}
	c.y -= p.Above
	letter := 0.46 // of Times and its like, on average
	if font == Song || font == Courier {
		letter = runeWidth('a', font)
	}
	for _, line := range c.lines(p.S, int(width/size/letter)) {
		if c.y < bottom {
			if c.column++; c.column < c.Columns && !p.Whole {
				c.y = c.from
			} else {
				c.endPage()
				c.newPage()
			}
		}
		x := float64(left)
		if !p.Whole {
			x += float64(c.column) * (width + gutter)
		}
		c.line(x, size, font, line)
		c.y -= size * c.Leading
	}
	if p.Whole {
		c.from = c.y
	}
	if p.Note != "" {
		c.notes = append(c.notes, p.Note)
	}
}

// line draws a line, its marks raised.
func (c *compositor) line(x, size float64, font Font, s string) {
	parts := strings.Split(s, "^")
	c.draw(Text{X: x, Y: c.y, Size: size, S: parts[0], Font: font})
	x += c.width(parts[0], size, font)
	for _, part := range parts[1:] {
		n := 0
		for n < len(part) && strings.IndexByte("0123456789,*", part[n]) >= 0 {
			n++
		}
		c.draw(Text{X: x, Y: c.y + size*0.35, Size: size * 0.65, S: part[:n], Font: font})
		x += c.width(part[:n], size*0.65, font)
		c.draw(Text{X: x, Y: c.y, Size: size, S: part[n:], Font: font})
		x += c.width(part[n:], size, font)
	}
}

// width returns how wide a text is set, roughly.
func (c *compositor) width(s string, size float64, font Font) float64 {
	sum := 0.0
	for _, r := range s {
		sum += size * runeWidth(r, font)
	}
	return sum
}

// runeWidth returns the width of a character in the size of its type: of Times and Helvetica after
// Adobe's metrics of the standard fonts, by classes.
func runeWidth(r rune, font Font) float64 {
	switch {
	case font == Courier:
		return 0.6
	case font == Song:
		return 1
	case font >= Unicode:
		return 0.5
	}
	w := timesWidth(r)
	if font == Helvetica {
		w *= 1.11
	}
	return w
}

func timesWidth(r rune) float64 {
	switch {
	case strings.ContainsRune("ijlt|'", r):
		return 0.278
	case strings.ContainsRune(" .,;:/", r):
		return 0.25
	case strings.ContainsRune("frs()-I", r):
		return 0.35
	case strings.ContainsRune("mMW", r):
		return 0.83
	case strings.ContainsRune("aceuzv", r):
		return 0.44
	case r >= 'A' && r <= 'Z':
		return 0.67
	}
	return 0.5
}

// lines breaks a text into lines of so many characters. A word that does not fit is parted, if words
// are, and if three letters or more go on either side.
func (c *compositor) lines(s string, most int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(s) {
		letters := []rune(word)
		room := most - len([]rune(line)) - 1
		switch {
		case line == "":
			line = word
		case len(letters) <= room:
			line += " " + word
		case c.Hyphens && room >= 4 && plain(letters) && len(letters) >= 7:
			n := min(room-1, len(letters)-3)
			out = append(out, line+" "+string(letters[:n])+"-")
			line = string(letters[n:])
		default:
			out = append(out, line)
			line = word
		}
		for c.Font == Song || c.Font == Unicode {
			letters = []rune(line)
			if len(letters) <= most || strings.Contains(line, " ") {
				break
			}
			out = append(out, string(letters[:most])) // without blanks, lines end anywhere
			line = string(letters[most:])
		}
	}
	return append(out, line)
}

func plain(word []rune) bool {
	for _, r := range word {
		if r < 'a' || r > 'z' {
			return false
		}
	}
	return true
}
