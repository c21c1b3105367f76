package match

// Score says how alike two titles are, from 0 to 1: the F1 over tokens counted with multiplicity,
// Han and kana as bigrams, of the whole titles. From 0.7 up they agree, below 0.5 they do not.
func Score(a, b string) float64 {
	ta, tb := Tokens(a), Tokens(b)
	if len(ta)+len(tb) == 0 {
		return 0
	}
	left := map[string]int{}
	for _, t := range ta {
		left[t]++
	}
	common := 0
	for _, t := range tb {
		if left[t] > 0 {
			left[t]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(ta)+len(tb))
}
