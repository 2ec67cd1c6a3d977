package net

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// privateRanges is BlockList.PRIVATE_RANGES.
var privateRanges = []string{
	"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128",
	"169.254.0.0/16", "fe80::/10", "fc00::/7",
}

var blockListSlot = env.NewSlot(newBlockListClass)

// newBlockListClass is the face of blockList. Source:
// nodejs/node:lib/internal/blocklist.js.
func newBlockListClass(e *env.Env) *env.Class {
	var class *env.Class
	class = e.NewClass("BlockList", 0, nil, func(c goja.ConstructorCall) *goja.Object {
		requireNew(e, c, class, "BlockList")
		e.Attach(c.This).Parts[env.PartOwner] = new(blockList)
		return nil
	})
	defineRuleMethods(e, class)
	class.Method("check", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(checkBlockList(e, thisBlockList(e, c.This), c.Argument(0), c.Argument(1)))
	})
	class.Method("clear", 0, func(c goja.FunctionCall) goja.Value {
		thisBlockList(e, c.This).clear()
		return goja.Undefined()
	})
	class.Method("toJSON", 0, func(c goja.FunctionCall) goja.Value {
		return rulesArray(e, thisBlockList(e, c.This))
	})
	class.Method("fromJSON", 1, func(c goja.FunctionCall) goja.Value {
		addRules(e, thisBlockList(e, c.This), rulesFromJSON(e, c.Argument(0)))
		return goja.Undefined()
	})
	class.Accessor("rules", func(this goja.Value) goja.Value { return rulesArray(e, thisBlockList(e, this)) }, nil)
	class.Accessor("size", func(this goja.Value) goja.Value { return e.VM.ToValue(thisBlockList(e, this).size()) }, nil)
	class.SymbolMethod(customInspect(e), "[nodejs.util.inspect.custom]", 2, func(c goja.FunctionCall) goja.Value {
		return inspectAs(e, c, "BlockList", func() *goja.Object {
			shown := e.VM.NewObject()
			shown.Set("rules", rulesArray(e, thisBlockList(e, c.This)))
			return shown
		})
	})
	class.Static("isBlockList", e.Function("isBlockList", 1, func(c goja.FunctionCall) goja.Value {
		_, ok := blockListOf(e, c.Argument(0))
		return e.VM.ToValue(ok)
	}))
	// A copy has the rules in common with its original.
	defineClone(e, class, func(this goja.Value) any { return thisBlockList(e, this) })
	class.Static("PRIVATE_RANGES", frozen(e, stringArray(e, privateRanges)))
	return class
}

func thisBlockList(e *env.Env, this goja.Value) *blockList {
	b, ok := blockListOf(e, this)
	if !ok {
		errs.Throw(e, "ERR_INVALID_THIS", "BlockList")
	}
	return b
}

// defineRuleMethods defines addX and removeX.
func defineRuleMethods(e *env.Env, class *env.Class) {
	method := func(name string, length int, fn func(b *blockList, c goja.FunctionCall)) {
		class.Method(name, length, func(c goja.FunctionCall) goja.Value {
			fn(thisBlockList(e, c.This), c)
			return goja.Undefined()
		})
	}
	method("addAddress", 1, func(b *blockList, c goja.FunctionCall) {
		b.addAddress(addressArgument(e, c.Argument(0), "address", c.Argument(1)))
	})
	method("addAddresses", 1, func(b *blockList, c goja.FunctionCall) {
		for _, addr := range addressesArgument(e, c.Argument(0), c.Argument(1)) {
			b.addAddress(addr)
		}
	})
	method("removeAddress", 1, func(b *blockList, c goja.FunctionCall) {
		b.removeAddress(addressArgument(e, c.Argument(0), "address", c.Argument(1)))
	})
	method("addRange", 2, func(b *blockList, c goja.FunctionCall) {
		start, end := rangeArguments(e, c)
		if !b.addRange(start, end) {
			errs.Throw(e, "ERR_INVALID_ARG_VALUE", "start", asSocketAddress(e, c.Argument(0), c.Argument(2)), "must come before end")
		}
	})
	method("removeRange", 2, func(b *blockList, c goja.FunctionCall) {
		b.removeRange(rangeArguments(e, c))
	})
	method("addSubnet", 2, func(b *blockList, c goja.FunctionCall) { b.addSubnet(subnetArguments(e, c)) })
	method("removeSubnet", 2, func(b *blockList, c goja.FunctionCall) { b.removeSubnet(subnetArguments(e, c)) })
	method("addCIDR", 1, func(b *blockList, c goja.FunctionCall) { b.addSubnet(cidrArgument(e, c.Argument(0), "cidr")) })
	method("removeCIDR", 1, func(b *blockList, c goja.FunctionCall) {
		b.removeSubnet(cidrArgument(e, c.Argument(0), "cidr"))
	})
	method("addCIDRs", 1, func(b *blockList, c goja.FunctionCall) {
		for _, p := range cidrsArgument(e, c.Argument(0)) {
			b.addSubnet(p)
		}
	})
}

// addressArgument reads a SocketAddress, or a string of the family that family
// names, ipv4 if it is undefined.
func addressArgument(e *env.Env, v goja.Value, name string, family goja.Value) netip.Addr {
	if s, ok := socketAddressOf(e, v); ok {
		return s.addr.Addr()
	}
	validate.String(e, v, name)
	return newSocketAddress(e, addressOptions(e, v, family)).addr.Addr()
}

func addressOptions(e *env.Env, address, family goja.Value) *goja.Object {
	options := e.VM.NewObject()
	options.Set("address", address)
	options.Set("family", validFamily(e, family))
	return options
}

func validFamily(e *env.Env, family goja.Value) string {
	if goja.IsUndefined(family) {
		return "ipv4"
	}
	return validate.String(e, family, "family")
}

// asSocketAddress is what errors show an address argument as.
func asSocketAddress(e *env.Env, v, family goja.Value) goja.Value {
	if _, ok := socketAddressOf(e, v); ok {
		return v
	}
	return e.Construct(socketAddressSlot.Of(e).Ctor, addressOptions(e, v, family))
}

func addressesArgument(e *env.Env, v, family goja.Value) []netip.Addr {
	list := validate.Array(e, v, "addresses")
	validFamily(e, family)
	var addrs []netip.Addr
	for i, item := range arrayItems(list) {
		addrs = append(addrs, addressArgument(e, item, "addresses["+strconv.Itoa(i)+"]", family))
	}
	return addrs
}

func rangeArguments(e *env.Env, c goja.FunctionCall) (start, end netip.Addr) {
	return addressArgument(e, c.Argument(0), "start", c.Argument(2)), addressArgument(e, c.Argument(1), "end", c.Argument(2))
}

func subnetArguments(e *env.Env, c goja.FunctionCall) netip.Prefix {
	network := addressArgument(e, c.Argument(0), "network", c.Argument(2))
	bits := validate.Integer(e, c.Argument(1), "prefix", 0, int64(network.BitLen()))
	return netip.PrefixFrom(network, int(bits))
}

// cidrArgument reads "10.0.0.0/8".
func cidrArgument(e *env.Env, v goja.Value, name string) netip.Prefix {
	text := validate.String(e, v, name)
	slash := strings.LastIndexByte(text, '/')
	if slash < 0 {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", "cidr", v, `must contain a prefix length (e.g. "10.0.0.0/8")`)
	}
	bits, err := strconv.Atoi(text[slash+1:])
	if err != nil || strconv.Itoa(bits) != text[slash+1:] {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", "cidr", v, "prefix length must be a valid integer")
	}
	family := "ipv4"
	if strings.Contains(text[:slash], ":") {
		family = "ipv6"
	}
	return subnetArguments(e, goja.FunctionCall{Arguments: []goja.Value{
		e.VM.ToValue(text[:slash]), e.VM.ToValue(bits), e.VM.ToValue(family),
	}})
}

// cidrsArgument reads all before the list of rules is changed.
func cidrsArgument(e *env.Env, v goja.Value) []netip.Prefix {
	var prefixes []netip.Prefix
	for i, item := range arrayItems(validate.Array(e, v, "cidrs")) {
		prefixes = append(prefixes, cidrArgument(e, item, "cidrs["+strconv.Itoa(i)+"]"))
	}
	return prefixes
}

func checkBlockList(e *env.Env, b *blockList, v, family goja.Value) bool {
	if s, ok := socketAddressOf(e, v); ok {
		return b.check(s.addr.Addr())
	}
	text, name := validate.String(e, v, "address"), "ipv6"
	if strings.EqualFold(validFamily(e, family), "ipv4") {
		name = "ipv4"
	}
	addr, ok := parseAs(text, name)
	return ok && b.check(addr)
}

func rulesArray(e *env.Env, b *blockList) goja.Value { return stringArray(e, b.rules()) }

// rulesFromJSON reads an array of strings, or a string that holds one as JSON.
func rulesFromJSON(e *env.Env, v goja.Value) []string {
	data := v
	if validate.IsString(v) {
		data = e.Invoke(e.VM.Get("JSON").(*goja.Object), "parse", v)
	}
	if !validate.IsArray(data) {
		errs.Throw(e, "ERR_INVALID_ARG_TYPE", "data", []string{"string", "string[]"}, data)
	}
	var lines []string
	for _, item := range arrayItems(data.(*goja.Object)) {
		if !validate.IsString(item) {
			errs.Throw(e, "ERR_INVALID_ARG_TYPE", "data", []string{"string", "string[]"}, data)
		}
		lines = append(lines, item.String())
	}
	return lines
}

// addRules adds the rules that lines describe and skips lines that do not.
func addRules(e *env.Env, b *blockList, lines []string) {
	for _, line := range lines {
		r, ok := parseRule(line)
		if !ok {
			continue
		}
		family := e.VM.ToValue(r.family)
		call := goja.FunctionCall{Arguments: []goja.Value{e.VM.ToValue(r.start), e.VM.ToValue(r.end), family}}
		switch r.kind {
		case "Subnet":
			bits, err := strconv.Atoi(r.end)
			if err != nil {
				continue
			}
			call.Arguments[1] = e.VM.ToValue(bits)
			b.addSubnet(subnetArguments(e, call))
		case "Range":
			b.addRange(rangeArguments(e, call))
		default:
			b.addAddress(addressArgument(e, call.Arguments[0], "address", family))
		}
	}
}
