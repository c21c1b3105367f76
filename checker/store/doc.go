// Package store remembers: a Cache keeps good Results, so that they are not asked for again before
// their time, and a State keeps the history of every source, which tells a passing failure from a
// lasting one.
//
// Both are Fetchers around a Fetcher, and files of SQLite. Begin with OpenCache and OpenState; a
// Cache goes around a State, since only what was really looked at is a look.
package store
