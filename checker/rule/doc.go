package rule

// doc makes a rule's Doc: a title line of at most 70 characters, why it matters to a reader, an
// example in Markdown that gives exactly one finding of the rule, how to mend it, and when the rule
// is silent.
func doc(title, why, example, mend, silent string) string {
	return "# " + title + "\n" + why + "\n\n```markdown\n" + example + "\n```\n\n" + mend + "\n\nSilent " + silent + "\n"
}
