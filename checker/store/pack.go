package store

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"reflect"
	"time"
)

// A packing writes values of a struct type as few bytes that are read fast: fields that are zero are
// left out, and numbers take no more bytes than they need. It knows booleans, numbers, strings, slices,
// pointers, structs without unexported fields and times, which it reads as UTC. What it has written is
// good as long as the type has the same fields.
type packing[T any] struct {
	shape  uint64 // of the type: the beginning of all that is written
	layout *layout
}

// A layout says how values of one type are written.
type layout struct {
	form   form
	elem   *layout // of a slice or pointer
	fields []*layout
}

type form int

const (
	formBool form = iota
	formInt
	formUint
	formFloat
	formString
	formBytes
	formSlice
	formPointer
	formStruct
	formTime
)

// newPacking panics if T has something in it that a packing does not know.
func newPacking[T any]() *packing[T] {
	shape := fnv.New64a()
	var layoutOf func(t reflect.Type) *layout
	layoutOf = func(t reflect.Type) *layout {
		fmt.Fprintf(shape, "%s(", t.Kind())
		defer fmt.Fprint(shape, ")")
		switch t.Kind() {
		case reflect.Bool:
			return &layout{form: formBool}
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			return &layout{form: formInt}
		case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
			return &layout{form: formUint}
		case reflect.Float32, reflect.Float64:
			return &layout{form: formFloat}
		case reflect.String:
			return &layout{form: formString}
		case reflect.Slice:
			if t.Elem().Kind() == reflect.Uint8 {
				return &layout{form: formBytes}
			}
			return &layout{form: formSlice, elem: layoutOf(t.Elem())}
		case reflect.Pointer:
			return &layout{form: formPointer, elem: layoutOf(t.Elem())}
		case reflect.Struct:
			if t == reflect.TypeFor[time.Time]() {
				return &layout{form: formTime}
			}
			l := &layout{form: formStruct}
			for f := range t.Fields() {
				if !f.IsExported() {
					break
				}
				fmt.Fprintf(shape, "%s ", f.Name)
				l.fields = append(l.fields, layoutOf(f.Type))
			}
			if len(l.fields) == t.NumField() {
				return l
			}
		}
		panic("store: no packing for a " + t.String())
	}
	p := &packing[T]{layout: layoutOf(reflect.TypeFor[T]())}
	p.shape = shape.Sum64()
	return p
}

// pack writes v.
func (p *packing[T]) pack(v *T) []byte {
	b := binary.BigEndian.AppendUint64(make([]byte, 0, 1024), p.shape)
	return p.layout.append(b, reflect.ValueOf(v).Elem())
}

// unpack reads what pack has written; it is not ok if that is something else.
func (p *packing[T]) unpack(data []byte) (v *T, ok bool) {
	if len(data) < 8 || binary.BigEndian.Uint64(data) != p.shape {
		return nil, false
	}
	v = new(T)
	r := unpacker{rest: string(data[8:])}
	r.read(p.layout, reflect.ValueOf(v).Elem())
	return v, !r.bad && r.rest == ""
}

func (l *layout) append(b []byte, v reflect.Value) []byte {
	switch l.form {
	case formBool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case formInt:
		return binary.AppendVarint(b, v.Int())
	case formUint:
		return binary.AppendUvarint(b, v.Uint())
	case formFloat:
		return binary.BigEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case formString:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		return append(b, v.String()...)
	case formBytes:
		if v.IsNil() {
			return append(b, 0)
		}
		b = binary.AppendUvarint(b, uint64(v.Len())+1)
		return append(b, v.Bytes()...)
	case formSlice:
		if v.IsNil() {
			return append(b, 0)
		}
		b = binary.AppendUvarint(b, uint64(v.Len())+1)
		for i := range v.Len() {
			b = l.elem.append(b, v.Index(i))
		}
		return b
	case formPointer:
		if v.IsNil() {
			return append(b, 0)
		}
		return l.elem.append(append(b, 1), v.Elem())
	case formTime:
		t := v.Interface().(time.Time)
		b = binary.AppendVarint(b, t.Unix())
		return binary.AppendUvarint(b, uint64(t.Nanosecond()))
	}
	for i, f := range l.fields {
		if field := v.Field(i); !field.IsZero() {
			b = f.append(binary.AppendUvarint(b, uint64(i)+1), field)
		}
	}
	return append(b, 0)
}

// An unpacker reads on after a fault, and finds nothing more.
type unpacker struct {
	rest string
	bad  bool
}

func (r *unpacker) fail() {
	r.rest, r.bad = "", true
}

func (r *unpacker) uvarint() uint64 {
	var x uint64
	for i := range min(len(r.rest), binary.MaxVarintLen64) {
		c := r.rest[i]
		x |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			r.rest = r.rest[i+1:]
			return x
		}
	}
	r.fail()
	return 0
}

func (r *unpacker) varint() int64 {
	u := r.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

// take returns the next n bytes.
func (r *unpacker) take(n uint64) string {
	if n > uint64(len(r.rest)) {
		r.fail()
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *unpacker) read(l *layout, v reflect.Value) {
	switch l.form {
	case formBool:
		v.SetBool(r.uvarint() == 1)
	case formInt:
		v.SetInt(r.varint())
	case formUint:
		v.SetUint(r.uvarint())
	case formFloat:
		if s := r.take(8); s != "" {
			v.SetFloat(math.Float64frombits(binary.BigEndian.Uint64([]byte(s))))
		}
	case formString:
		v.SetString(r.take(r.uvarint()))
	case formBytes:
		if n := r.uvarint(); n > 0 {
			v.SetBytes([]byte(r.take(n - 1)))
		}
	case formSlice:
		r.readSlice(l.elem, v)
	case formPointer:
		if r.uvarint() == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			r.read(l.elem, v.Elem())
		}
	case formTime:
		s, ns := r.varint(), r.uvarint()
		v.Set(reflect.ValueOf(time.Unix(s, int64(ns%1e9)).UTC()))
	case formStruct:
		r.readStruct(l, v)
	}
}

func (r *unpacker) readSlice(elem *layout, v reflect.Value) {
	n := r.uvarint()
	if n == 0 {
		return
	}
	n--
	if n > uint64(len(r.rest)) { // each takes a byte at least
		r.fail()
		return
	}
	s := reflect.MakeSlice(v.Type(), int(n), int(n))
	for i := range int(n) {
		r.read(elem, s.Index(i))
	}
	v.Set(s)
}

func (r *unpacker) readStruct(l *layout, v reflect.Value) {
	for i := r.uvarint(); i != 0; i = r.uvarint() {
		if i > uint64(len(l.fields)) {
			r.fail()
			return
		}
		r.read(l.fields[i-1], v.Field(int(i-1)))
	}
}
