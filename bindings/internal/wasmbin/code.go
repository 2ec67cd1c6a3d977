package wasmbin

// The instructions that differ from the others of their class, or mean
// something here.
const (
	opBlock         = 0x02
	opLoop          = 0x03
	opIf            = 0x04
	opTry           = 0x06
	opEnd           = 0x0b
	opBrTable       = 0x0e
	opCall          = 0x10
	opReturnCall    = 0x12
	opReturnCallRef = 0x15 // the last of the calls
	opSelectTyped   = 0x1c
	opTryTable      = 0x1f
	opRefFunc       = 0xd2
)

// immediates says what follows an opcode.
type immediates byte

const (
	none immediates = iota
	one             // a LEB128
	two
	memarg
	lane       // a byte
	memargLane // both
	fixed4
	fixed8
	fixed16
	blockType
	heapType
	typeUse      // the index of a type
	typeUseTable // and that of a table
	globalUse
	unknown
)

// immediatesOf returns what follows the opcode of one byte, those that have a
// rule of their own left out.
func immediatesOf(op byte) immediates {
	switch {
	case op == opBlock, op == opLoop, op == opIf, op == opTry:
		return blockType
	case op == 0x11, op == 0x13: // call_indirect, return_call_indirect
		return typeUseTable
	case op == 0x14, op == opReturnCallRef: // call_ref
		return typeUse
	case op == 0x23, op == 0x24: // global.get and set
		return globalUse
	case op == 0xd0: // ref.null
		return heapType
	case op >= 0x07 && op <= 0x09, // catch, throw, rethrow
		op == 0x0c, op == 0x0d, // br, br_if
		op == 0x18,               // delegate
		op >= 0x20 && op <= 0x26, // locals, elements of tables
		op >= 0x3f && op <= 0x42, // memory.size and grow, i32.const, i64.const
		op == 0xd5, op == 0xd6:   // br_on_null, br_on_non_null
		return one
	case op >= 0x28 && op <= 0x3e:
		return memarg
	case op == 0x43:
		return fixed4
	case op == 0x44:
		return fixed8
	case op <= 0x01, op == 0x05, op == 0x0a, op == opEnd, op == 0x0f, op == 0x19, op == 0x1a, op == 0x1b,
		op >= 0x45 && op <= 0xc4, op == 0xd1, op == 0xd3, op == 0xd4:
		return none
	}
	return unknown
}

// extended returns what follows the opcode that is op behind a prefix.
func extended(prefix byte, op uint64) immediates {
	switch prefix {
	case 0xfc: // conversions, memories and tables as a whole
		switch {
		case op <= 7:
			return none
		case op == 8, op == 10, op == 12, op == 14:
			return two
		case op <= 17:
			return one
		}
	case 0xfd: // vectors
		switch {
		case op <= 11, op == 92, op == 93:
			return memarg
		case op >= 84 && op <= 91:
			return memargLane
		case op == 12, op == 13:
			return fixed16
		case op >= 21 && op <= 34:
			return lane
		case op <= 0x113:
			return none
		}
	case 0xfe: // atomics
		switch {
		case op == 3:
			return lane
		case op <= 0x4e:
			return memarg
		}
	}
	return unknown
}

// skip passes over immediates.
func (r *reader) skip(what immediates) {
	switch what {
	case one:
		r.skipLEB("immediate")
	case two:
		r.skipLEB("immediate")
		r.skipLEB("immediate")
	case memarg:
		if align := r.uint(32, "alignment"); align&0x40 != 0 {
			r.skipLEB("memory index")
		}
		r.skipLEB("offset")
	case lane:
		r.byte("lane")
	case memargLane:
		r.skip(memarg)
		r.byte("lane")
	case fixed4:
		r.bytes(4, "f32")
	case fixed8:
		r.bytes(8, "f64")
	case fixed16:
		r.bytes(16, "v128")
	case blockType:
		r.blockType()
	case heapType:
		r.heapType()
	case typeUse:
		r.bounded(r.u32("type index"), r.bounds.types)
	case typeUseTable:
		r.skip(typeUse)
		r.skipLEB("table index")
	case globalUse:
		r.bounded(r.u32("global index"), r.bounds.globals)
	case unknown:
		r.fail(r.at, "invalid opcode")
	}
}

// blockType reads the index of a type, or one value type.
func (r *reader) blockType() {
	if r.more() && (r.b[r.at] == 0x63 || r.b[r.at] == 0x64) {
		r.valType()
		return
	}
	r.heapType()
}

// instruction passes over an instruction and returns its opcode, of which a
// prefix is all that counts here.
func (r *reader) instruction() byte {
	op := r.byte("opcode")
	switch op {
	case opCall, opReturnCall, opRefFunc:
		r.funcIndex()
	case opBrTable:
		for range r.count("labels count") + 1 {
			r.skipLEB("label")
		}
	case opSelectTyped:
		r.valTypes()
	case opTryTable:
		r.blockType()
		for range r.count("catch count") {
			if kind := r.byte("catch kind"); kind < 2 { // with a tag
				r.skipLEB("tag")
			}
			r.skipLEB("label")
		}
	case 0xfc, 0xfd, 0xfe:
		r.skip(extended(op, r.uint(32, "opcode")))
	default:
		r.skip(immediatesOf(op))
	}
	return op
}
