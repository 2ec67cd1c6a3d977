// Package compile turns source text into programs for goja: CommonJS files, ES
// modules, scripts, JavaScript and TypeScript. It knows no file system, no
// loader and no VM: equal arguments give equal results, and a Unit may be run
// in any number of VMs.
//
// # From text to program
//
// The text is handed to goja's own parser with a wrapper around it. When the
// parser does not know the syntax (for await, async generators, using,
// decorators) or the file is TypeScript, esbuild first rewrites the text, with
// nothing but the features that goja lacks switched off, and gives a source
// map. The syntax tree is then walked once. The walk moves every node from its
// place in the parsed text to its place in the user's text, so that goja
// counts lines and columns in the file that the user wrote: neither wrapper
// nor rewriting is to be seen in a stack trace, and no source map is needed at
// run time. Call expressions are given the position that V8 reports. Nodes of
// code that esbuild has added lie past the end of the text, by which the stack
// formatter knows them.
//
// # CommonJS
//
// Unit.Program evaluates to Node's module wrapper,
//
//	function (exports, require, module, __filename, __dirname) { ... }
//
// which the loader calls with this and exports alike. A sixth parameter, to be
// passed only when Unit.Dynamic is set, is the function that `import()` calls.
//
// # ES modules
//
// goja knows no modules, so a module becomes a function whose statements are
// the module's, in strict mode, and which keeps the module's bindings in its
// scope. Import and export statements are found by a token scan and blanked,
// each by as many characters as it had; what they said is in Unit.Requests,
// Imports and Exports. After parsing, every reference to an imported name
// becomes a property read of the object of imported bindings, unless an inner
// declaration shadows the name. `export default` declares a variable whose
// name is the reserved word default, which no user code can reach. No binding
// is added under a name that a script could use or declare.
//
// Unit.Program evaluates to a function to be called with this undefined and
//
//   - dynamic: what `import(specifier, options)` calls, and what `import.meta`
//     is a property of. May be left undefined unless Unit.Dynamic is set.
//   - declare: a function, called at once with one object: for each entry of
//     Unit.Exports with a Local name, a property called by the exported name,
//     whose value is a function that returns the binding's present value and
//     throws a ReferenceError while it is uninitialised.
//   - imports: an object with one property for each entry of Unit.Imports,
//     called by its Local name, from which the module reads that binding every
//     time. Getters give live bindings; once a binding can change no more (see
//     Export.Constant) a data property is the same and faster. Assigning to an
//     import must throw a TypeError: setters do so, or non-writable.
//
// The function is a generator. The first next() instantiates the module
// (functions are hoisted, declare is called), so that modules in a cycle can
// call each other's functions; the second begins its evaluation. A top-level
// await is a yield of an array: what is awaited, and the offset of the await in
// the source. The loader resumes the generator with
// next() or throw() when that has settled, and the module has been evaluated
// when the generator is done. This begins as synchronously as the
// specification demands, which an async function could not.
//
// Direct eval in a module does not see imported names.
package compile
