package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/citelint/citelint/checker"
)

// spanishSurnames are the commonest family names of Spain and Spanish America that are no given names,
// too: the head of the yearly lists of Spain's Instituto Nacional de Estadística. Those that end in -ez
// need not be named.
var spanishSurnames = capitalSet(`garcía garcia martín ruiz díaz diaz moreno muñoz álvarez romero alonso navarro torres ramos gil serrano blanco
molina morales suárez ortega delgado castro ortiz rubio marín sanz iglesias medina garrido cortés castillo santos lozano guerrero cano prieto
cruz flores herrera peña cabrera campos vega fuentes carrasco reyes caballero nieto aguilar vargas santana herrero lorenzo montero hidalgo
ibáñez ferrer durán santiago mora vicente arias crespo benítez soto román pastor velasco soler moya parra bravo gallardo rojas pardo merino
espinosa franco lara izquierdo rivera rivas casado arroyo redondo camacho silva vera montes mendoza ríos sierra segura carmona valero soriano
bernal mora heredia urrutia echeverría aguirre salazar cárdenas contreras espinoza maldonado acosta figueroa mejía guzmán ayala rosales`)

// isSurname reports whether w is a family name that is known to be one of the commonest Spanish ones.
func isSurname(w string) bool {
	return spanishSurnames[w] || len(w) > 4 && (strings.HasSuffix(w, "ez") || strings.HasSuffix(w, "íz")) && w != "Inez"
}

// capitalSet is wordSet with a capital at the head of each word.
func capitalSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		first, size := utf8.DecodeRuneInString(w)
		set[string(unicode.ToUpper(first))+w[size:]] = true
	}
	return set
}

// isDoubleSurname reports whether two words are the family names of the father and the mother as
// Spanish names have them.
func isDoubleSurname(words []string) bool {
	return len(words) == 2 && isSurname(words[0]) && !isInitial(words[1]) && !isSuffix(words[1])
}

// isSpanish reports whether the document or the segment at hand is in Spanish.
func (lx *lexer) isSpanish() bool {
	if lx.home == "es" {
		return true
	}
	if lx.to-lx.at < 5 || lx.to > len(lx.tokens) {
		return false
	}
	lang, n := latinLanguage(lx.text[lx.tokens[lx.at].start:lx.tokens[lx.to-1].end])
	return lang == "es" && n >= 2
}

// person reads one name that stands in one piece, with both family names if it is a Spanish one:
// Gabriel Ortiz Cabrera.
func (lx *lexer) person(e *element, whole bool) checker.Name {
	if n := len(e.words); n >= 3 && n <= 4 && isDoubleSurname(e.words[n-2:]) && (n == 3 || !particles[e.words[1]]) && lx.isSpanish() {
		return checker.Name{Given: strings.Join(e.words[:n-2], " "), Family: strings.Join(e.words[n-2:], " ")}
	}
	return person(e, whole, lx.eastern)
}
