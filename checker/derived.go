package checker

import "sync"

// A Derived is something that several rules work out of the documents, in the same way: the first of a
// run that needs it makes it, and all have the same.
type Derived[T any] struct{ derive func(*Pass) T }

// NewDerived returns the Derived that derive makes. It may look at all of a Pass but its Rule.
func NewDerived[T any](derive func(*Pass) T) *Derived[T] { return &Derived[T]{derive} }

// In returns what was made for the run of p. Nobody may change it.
func (d *Derived[T]) In(p *Pass) T {
	if p.derived == nil {
		return d.derive(p)
	}
	made, _ := p.derived.LoadOrStore(d, sync.OnceValue(func() T { return d.derive(p) }))
	return made.(func() T)()
}
