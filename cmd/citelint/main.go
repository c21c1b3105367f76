// Command citelint checks the citations of documents against their sources.
package main

func main() {}
