package errs

import (
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// def says how the error of one code is made.
type def struct {
	base   base
	format string                              // with %s for each argument; or
	fn     func(e *env.Env, args []any) string // the text as a function of them
}

func (d def) text(e *env.Env, args []any) string {
	if d.fn != nil {
		return d.fn(e, args)
	}
	if n := strings.Count(d.format, "%s"); n != len(args) {
		panic(fmt.Sprintf("errs: %q takes %d arguments, got %d", d.format, n, len(args)))
	}
	if len(args) == 0 {
		return d.format
	}
	texts := make([]any, len(args))
	for i, a := range args {
		texts[i] = shown(e, a)
	}
	return fmt.Sprintf(d.format, texts...)
}

// shown is what util.format('%s', a) makes of an argument.
func shown(e *env.Env, a any) string {
	if o, ok := a.(*goja.Object); ok && e.Inspect != nil && !env.IsFunction(o) {
		return e.Inspect(o, 0)
	}
	return fmt.Sprint(a)
}

// table has every error by its code. The codes are permanent: scripts compare
// them.
var table = map[string]def{
	"ABORT_ERR":                                        {plain, "%s", nil},
	"ERR_AMBIGUOUS_ARGUMENT":                           {typeError, `The "%s" argument is ambiguous. %s`, nil},
	"ERR_ARG_NOT_ITERABLE":                             {typeError, "%s must be iterable", nil},
	"ERR_ASYNC_CALLBACK":                               {typeError, "%s must be a function", nil},
	"ERR_ASYNC_TYPE":                                   {typeError, `Invalid name for async "type": %s`, nil},
	"ERR_BUFFER_OUT_OF_BOUNDS":                         {rangeError, "", bufferOutOfBounds},
	"ERR_BUFFER_TOO_LARGE":                             {rangeError, "Cannot create a Buffer larger than %s bytes", nil},
	"ERR_CHILD_PROCESS_STDIO_MAXBUFFER":                {rangeError, "%s maxBuffer length exceeded", nil},
	"ERR_CONSOLE_WRITABLE_STREAM":                      {typeError, "Console expects a writable stream instance for %s", nil},
	"ERR_CONSTRUCT_CALL_REQUIRED":                      {typeError, "Class constructor %s cannot be invoked without `new`", nil},
	"ERR_DIR_CLOSED":                                   {plain, "Directory handle was closed", nil},
	"ERR_DIR_CONCURRENT_OPERATION":                     {plain, "Cannot do synchronous work on directory handle with concurrent asynchronous operations", nil},
	"ERR_DNS_SET_SERVERS_FAILED":                       {plain, `c-ares failed to set servers: "%s" [%s]`, nil},
	"ERR_ENCODING_NOT_SUPPORTED":                       {rangeError, `The "%s" encoding is not supported`, nil},
	"ERR_ENCODING_INVALID_ENCODED_DATA":                {typeError, "The encoded data was not valid for encoding %s", nil},
	"ERR_EVENT_RECURSION":                              {plain, `The event "%s" is already being dispatched`, nil},
	"ERR_FALSY_VALUE_REJECTION":                        {plain, "Promise was rejected with falsy value", nil},
	"ERR_FEATURE_UNAVAILABLE_ON_PLATFORM":              {typeError, "The feature %s is unavailable on the current platform, which is being used to run Node.js", nil},
	"ERR_ILLEGAL_CONSTRUCTOR":                          {typeError, "Illegal constructor", nil},
	"ERR_INCOMPATIBLE_OPTION_PAIR":                     {typeError, `Option "%s" cannot be used in combination with option "%s"`, nil},
	"ERR_INTERNAL_ASSERTION":                           {plain, "%s", nil},
	"ERR_INVALID_ADDRESS":                              {plain, "Invalid address: %s", nil},
	"ERR_INVALID_ADDRESS_FAMILY":                       {rangeError, "Invalid address family: %s %s:%s", nil},
	"ERR_INVALID_ARG_TYPE":                             {typeError, "", invalidArgType},
	"ERR_INVALID_ARG_VALUE":                            {typeError, "", invalidArgValue},
	"ERR_INVALID_ASYNC_ID":                             {rangeError, "Invalid %s value: %s", nil},
	"ERR_INVALID_BUFFER_SIZE":                          {rangeError, "Buffer size must be a multiple of %s", nil},
	"ERR_INVALID_CHAR":                                 {typeError, "", invalidChar},
	"ERR_INVALID_REPL_EVAL_CONFIG":                     {typeError, `Cannot specify both "breakEvalOnSigint" and "eval" for REPL`, nil},
	"ERR_INVALID_REPL_INPUT":                           {typeError, "%s", nil},
	"ERR_SCRIPT_EXECUTION_INTERRUPTED":                 {plain, "Script execution was interrupted by `SIGINT`", nil},
	"ERR_INVALID_CURSOR_POS":                           {typeError, "Cannot set cursor row without setting its column", nil},
	"ERR_INVALID_FD":                                   {rangeError, `"fd" must be a positive integer: %s`, nil},
	"ERR_INVALID_FD_TYPE":                              {typeError, "Unsupported fd type: %s", nil},
	"ERR_INVALID_FILE_URL_HOST":                        {typeError, `File URL host must be "localhost" or empty on %s`, nil},
	"ERR_INVALID_FILE_URL_PATH":                        {typeError, "File URL path %s", nil},
	"ERR_INVALID_HANDLE_TYPE":                          {typeError, "This handle type cannot be sent", nil},
	"ERR_INVALID_IP_ADDRESS":                           {typeError, "Invalid IP address: %s", nil},
	"ERR_INVALID_MIME_SYNTAX":                          {typeError, "", invalidMIMESyntax},
	"ERR_INVALID_OBJECT_DEFINE_PROPERTY":               {typeError, "%s", nil},
	"ERR_INVALID_PROTOCOL":                             {typeError, `Protocol "%s" not supported. Expected "%s"`, nil},
	"ERR_INVALID_RETURN_PROPERTY":                      {typeError, "", invalidReturnProperty},
	"ERR_INVALID_RETURN_PROPERTY_VALUE":                {typeError, "", invalidReturnPropertyValue},
	"ERR_INVALID_RETURN_VALUE":                         {typeError, "", invalidReturnValue},
	"ERR_INVALID_STATE":                                {plain, "Invalid state: %s", nil},
	"ERR_INVALID_THIS":                                 {typeError, `Value of "this" must be of type %s`, nil},
	"ERR_INVALID_TUPLE":                                {typeError, "%s must be an iterable %s tuple", nil},
	"ERR_INVALID_URI":                                  {uriError, "URI malformed", nil},
	"ERR_INVALID_URL":                                  {typeError, "Invalid URL", nil},
	"ERR_INVALID_URL_SCHEME":                           {typeError, "The URL must be of scheme %s", nil},
	"ERR_IP_BLOCKED":                                   {plain, "IP(%s) is blocked by net.BlockList", nil},
	"ERR_METHOD_NOT_IMPLEMENTED":                       {plain, "The %s method is not implemented", nil},
	"ERR_MISSING_ARGS":                                 {typeError, "", missingArgs},
	"ERR_MISSING_OPTION":                               {typeError, "%s is required", nil},
	"ERR_MULTIPLE_CALLBACK":                            {plain, "Callback called multiple times", nil},
	"ERR_OPERATION_FAILED":                             {plain, "Operation failed: %s", nil},
	"ERR_OUT_OF_RANGE":                                 {rangeError, "", outOfRange},
	"ERR_PARSE_ARGS_UNKNOWN_OPTION":                    {typeError, "", unknownOption},
	"ERR_SERVER_ALREADY_LISTEN":                        {plain, "Listen method has been called more than once without closing.", nil},
	"ERR_SERVER_NOT_RUNNING":                           {plain, "Server is not running.", nil},
	"ERR_SOCKET_ALREADY_BOUND":                         {plain, "Socket is already bound", nil},
	"ERR_SOCKET_BAD_BUFFER_SIZE":                       {typeError, "Buffer size must be a positive integer", nil},
	"ERR_SOCKET_BAD_PORT":                              {rangeError, "", socketBadPort},
	"ERR_SOCKET_DGRAM_IS_CONNECTED":                    {plain, "Already connected", nil},
	"ERR_SOCKET_DGRAM_NOT_CONNECTED":                   {plain, "Not connected", nil},
	"ERR_SOCKET_DGRAM_NOT_RUNNING":                     {plain, "Not running", nil},
	"ERR_SOCKET_BAD_TYPE":                              {typeError, "Bad socket type specified. Valid types are: udp4, udp6", nil},
	"ERR_SOCKET_CLOSED":                                {plain, "Socket is closed", nil},
	"ERR_SOCKET_CLOSED_BEFORE_CONNECTION":              {plain, "Socket closed before the connection was established", nil},
	"ERR_SOCKET_CONNECTION_TIMEOUT":                    {plain, "Socket connection timeout", nil},
	"ERR_SOCKET_HANDLE_ADOPTED":                        {plain, "The bound socket has already been adopted by a server or socket", nil},
	"ERR_STREAM_ALREADY_FINISHED":                      {plain, "Cannot call %s after a stream was finished", nil},
	"ERR_STREAM_CANNOT_PIPE":                           {plain, "Cannot pipe, not readable", nil},
	"ERR_STREAM_DESTROYED":                             {plain, "Cannot call %s after a stream was destroyed", nil},
	"ERR_STREAM_ITER_MISSING_FLAG":                     {typeError, "The stream/iter API requires the --experimental-stream-iter flag", nil},
	"ERR_STREAM_NULL_VALUES":                           {typeError, "May not write null values to stream", nil},
	"ERR_STREAM_PREMATURE_CLOSE":                       {plain, "Premature close", nil},
	"ERR_STREAM_PUSH_AFTER_EOF":                        {plain, "stream.push() after EOF", nil},
	"ERR_STREAM_UNABLE_TO_PIPE":                        {plain, "Cannot pipe to a closed or destroyed stream", nil},
	"ERR_STREAM_UNSHIFT_AFTER_END_EVENT":               {plain, "stream.unshift() after end event", nil},
	"ERR_STREAM_WRAP":                                  {plain, "Stream has StringDecoder set or is in objectMode", nil},
	"ERR_STREAM_WRITE_AFTER_END":                       {plain, "write after end", nil},
	"ERR_SYNTHETIC":                                    {plain, "JavaScript Callstack", nil},
	"ERR_THROTTLED":                                    {plain, "The call was dropped by the throttled function", nil},
	"ERR_SYSTEM_ERROR":                                 {withContext, "A system error occurred", nil},
	"ERR_TTY_INIT_FAILED":                              {plain, "TTY initialization failed", nil},
	"ERR_UNAVAILABLE_DURING_EXIT":                      {plain, "Cannot call function in process exit handler", nil},
	"ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET":       {plain, "`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active", nil},
	"ERR_UNHANDLED_ERROR":                              {plain, "", unhandledError},
	"ERR_UNHANDLED_REJECTION":                          {plain, "This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason \"%s\".", nil},
	"ERR_UNKNOWN_BUILTIN_MODULE":                       {plain, "No such built-in module: %s", nil},
	"ERR_UNKNOWN_CREDENTIAL":                           {plain, "%s identifier does not exist: %s", nil},
	"ERR_UNKNOWN_ENCODING":                             {typeError, "Unknown encoding: %s", nil},
	"ERR_UNKNOWN_SIGNAL":                               {typeError, "", unknownSignal},
	"ERR_USE_AFTER_CLOSE":                              {plain, "%s was closed", nil},
	"ERR_VALID_PERFORMANCE_ENTRY_TYPE":                 {plain, "At least one valid performance entry type is required", nil},
	"ERR_WORKER_UNSUPPORTED_OPERATION":                 {typeError, "%s is not supported in workers", nil},
	"ERR_FS_FILE_TOO_LARGE":                            {rangeError, "File size (%s) is greater than 2 GiB", nil},
	"ERR_FS_EISDIR":                                    {withContext, "Path is a directory", nil},
	"ERR_FS_CP_DIR_TO_NON_DIR":                         {withContext, "Cannot overwrite non-directory with directory", nil},
	"ERR_FS_CP_EEXIST":                                 {withContext, "Target already exists", nil},
	"ERR_FS_CP_EINVAL":                                 {withContext, "Invalid src or dest", nil},
	"ERR_FS_CP_FIFO_PIPE":                              {withContext, "Cannot copy a FIFO pipe", nil},
	"ERR_FS_CP_NON_DIR_TO_DIR":                         {withContext, "Cannot overwrite directory with non-directory", nil},
	"ERR_FS_CP_SOCKET":                                 {withContext, "Cannot copy a socket file", nil},
	"ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY":                {withContext, "Cannot overwrite symlink in subdirectory of self", nil},
	"ERR_FS_CP_UNKNOWN":                                {withContext, "Cannot copy an unknown file type", nil},
	"ERR_FS_WATCH_QUEUE_OVERFLOW":                      {plain, "fs.watch() queued more than %s events", nil},
	"ERR_PARSE_ARGS_INVALID_OPTION_VALUE":              {typeError, "%s", nil},
	"ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL":             {typeError, "Unexpected argument '%s'. This command does not take positional arguments", nil},
	"ERR_PERFORMANCE_INVALID_TIMESTAMP":                {typeError, "%s is not a valid timestamp", nil},
	"ERR_REQUIRE_ESM":                                  {plain, "%s", nil},
	"ERR_REQUIRE_ASYNC_MODULE":                         {plain, "require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level await comes from, use --experimental-print-required-tla.%s", nil},
	"ERR_MODULE_NOT_FOUND":                             {plain, "%s", nil},
	"ERR_PACKAGE_PATH_NOT_EXPORTED":                    {plain, "%s", nil},
	"ERR_PACKAGE_IMPORT_NOT_DEFINED":                   {typeError, "%s", nil},
	"ERR_INVALID_PACKAGE_TARGET":                       {plain, "%s", nil},
	"ERR_INVALID_PACKAGE_CONFIG":                       {plain, "%s", nil},
	"ERR_INVALID_MODULE_SPECIFIER":                     {typeError, "%s", nil},
	"ERR_UNSUPPORTED_DIR_IMPORT":                       {plain, "%s", nil},
	"ERR_UNSUPPORTED_ESM_URL_SCHEME":                   {plain, "%s", nil},
	"ERR_UNKNOWN_FILE_EXTENSION":                       {typeError, "%s", nil},
	"ERR_UNKNOWN_MODULE_FORMAT":                        {rangeError, "Unknown module format: %s for URL %s", nil},
	"ERR_IMPORT_ATTRIBUTE_MISSING":                     {typeError, `Module "%s" needs an import attribute of "%s: %s"`, nil},
	"ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE":           {typeError, `Module "%s" is not of type "%s"`, nil},
	"ERR_IMPORT_ATTRIBUTE_UNSUPPORTED":                 {typeError, `Import attribute "%s" with value "%s" is not supported%s`, nil},
	"ERR_REQUIRE_CYCLE_MODULE":                         {plain, "%s", nil},
	"ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING":      {plain, `Stripping types is currently unsupported for files under node_modules, for "%s"`, nil},
	"ERR_UNSUPPORTED_RESOLVE_REQUEST":                  {typeError, `Failed to resolve module specifier "%s" from "%s": Invalid relative URL or base scheme is not hierarchical.`, nil},
	"ERR_LOADER_CHAIN_INCOMPLETE":                      {plain, `"%s" did not call the next hook in its chain and did not explicitly signal a short circuit. If this is intentional, include ` + "`shortCircuit: true`" + ` in the hook's return.`, nil},
	"ERR_EVAL_ESM_CANNOT_PRINT":                        {plain, "--print cannot be used with ESM input", nil},
	"ERR_INPUT_TYPE_NOT_ALLOWED":                       {plain, "--input-type can only be used with string input via --eval, --print, or STDIN", nil},
	"ERR_NO_TYPESCRIPT":                                {plain, "Node.js is not compiled with TypeScript support", nil},
	"ERR_SCRIPT_EXECUTION_TIMEOUT":                     {plain, "Script execution timed out after %sms", nil},
	"ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING":           {typeError, "A dynamic import callback was not specified.", nil},
	"ERR_WEBASSEMBLY_RESPONSE":                         {typeError, "WebAssembly response %s", nil},
	"ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG":      {typeError, "A dynamic import callback was invoked without --experimental-vm-modules", nil},
	"ERR_CONTEXT_NOT_INITIALIZED":                      {plain, "context used is not initialized", nil},
	"ERR_DOMAIN_CALLBACK_NOT_AVAILABLE":                {plain, "A callback was registered through process.setUncaughtExceptionCaptureCallback(), which is mutually exclusive with using the `domain` module", nil},
	"ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE": {plain, "The `domain` module is in use, which is mutually exclusive with calling process.setUncaughtExceptionCaptureCallback()", nil},
	"ERR_INSPECTOR_NOT_ACTIVE":                         {plain, "Inspector is not active", nil},
	"ERR_TRACE_EVENTS_CATEGORY_REQUIRED":               {typeError, "At least one category is required", nil},
	"ERR_NOT_BUILDING_SNAPSHOT":                        {plain, "Operation cannot be invoked when not building startup snapshot", nil},
	"ERR_INVALID_HTTP_TOKEN":                           {typeError, `%s must be a valid HTTP token ["%s"]`, nil},
	"ERR_HTTP_INVALID_HEADER_VALUE":                    {typeError, `Invalid value "%s" for header "%s"`, nil},
	"ERR_HTTP_BODY_NOT_ALLOWED":                        {plain, "Adding content for this request method or response status is not allowed.", nil},
	"ERR_HTTP_CONTENT_LENGTH_MISMATCH":                 {plain, "Response body's content-length of %s byte(s) does not match the content-length of %s byte(s) set in header", nil},
	"ERR_HTTP_HEADERS_SENT":                            {plain, "Cannot %s headers after they are sent to the client", nil},
	"ERR_HTTP_INVALID_STATUS_CODE":                     {rangeError, "Invalid status code: %s", nil},
	"ERR_HTTP_REQUEST_TIMEOUT":                         {plain, "Request timeout", nil},
	"ERR_HTTP_SOCKET_ASSIGNED":                         {plain, "ServerResponse has an already assigned socket", nil},
	"ERR_HTTP_SOCKET_ENCODING":                         {plain, "Changing the socket encoding is not allowed per RFC7230 Section 3.", nil},
	"ERR_HTTP_TRAILER_INVALID":                         {plain, "Trailers are invalid with this transfer encoding", nil},
	"ERR_UNESCAPED_CHARACTERS":                         {typeError, "%s contains unescaped characters", nil},
	"ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS":          {typeError, "%s", nil},
	"ERR_CHILD_CLOSED_BEFORE_REPLY":                    {plain, "Child closed before reply received", nil},
	"ERR_CHILD_PROCESS_IPC_REQUIRED":                   {plain, "Forked processes must have an IPC channel, missing value 'ipc' in %s", nil},
	"ERR_IPC_CHANNEL_CLOSED":                           {plain, "Channel closed", nil},
	"ERR_IPC_DISCONNECTED":                             {plain, "IPC channel is already disconnected", nil},
	"ERR_IPC_ONE_PIPE":                                 {plain, "Child process can have only one IPC pipe", nil},
	"ERR_IPC_SYNC_FORK":                                {plain, "IPC cannot be used with synchronous forks", nil},
	"ERR_INVALID_SYNC_FORK_INPUT":                      {typeError, "Asynchronous forks do not support Buffer, TypedArray, DataView or string input: %s", nil},
	"ERR_CLOSED_MESSAGE_PORT":                          {plain, "Cannot send data on closed MessagePort", nil},
	"ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST":        {typeError, "Found invalid value in transferList", nil},
	"ERR_TEST_FAILURE":                                 {plain, "%s", nil},
	"ERR_BROTLI_INVALID_PARAM":                         {rangeError, "%s is not a valid Brotli parameter", nil},
	"ERR_ZSTD_INVALID_PARAM":                           {rangeError, "%s is not a valid zstd parameter", nil},
	"ERR_TRAILING_JUNK_AFTER_STREAM_END":               {typeError, "Trailing junk found after the end of the compressed stream", nil},
	"ERR_ZLIB_INITIALIZATION_FAILED":                   {plain, "Initialization failed", nil},
	"ERR_CRYPTO_HASH_FINALIZED":                        {plain, "Digest already called", nil},
	"ERR_CRYPTO_INVALID_DIGEST":                        {typeError, "Invalid digest: %s", nil},
	"ERR_CRYPTO_INVALID_KEYLEN":                        {rangeError, "Invalid key length", nil},
	"ERR_CRYPTO_INVALID_SCRYPT_PARAMS":                 {rangeError, "%s", nil},
	"ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH":              {rangeError, "Input buffers must have the same byte length", nil},
	"ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE":               {typeError, "Invalid key object type %s, expected %s.", nil},
	"ERR_TLS_ALPN_CALLBACK_INVALID_RESULT":             {typeError, "ALPN callback returned a value (%s) that did not match any of the client's offered protocols (%s)", nil},
	"ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS":             {typeError, "The ALPNCallback and ALPNProtocols TLS options are mutually exclusive", nil},
	"ERR_TLS_CERT_ALTNAME_INVALID":                     {plain, "Hostname/IP does not match certificate's altnames: %s", nil},
	"ERR_TLS_HANDSHAKE_TIMEOUT":                        {plain, "TLS handshake timeout", nil},
	"ERR_TLS_INVALID_CONTEXT":                          {typeError, "%s must be a SecureContext", nil},
	"ERR_TLS_INVALID_PROTOCOL_METHOD":                  {typeError, "Unknown method: %s", nil},
	"ERR_TLS_INVALID_PROTOCOL_VERSION":                 {typeError, "%s is not a valid %s TLS protocol version", nil},
	"ERR_TLS_INVALID_STATE":                            {plain, "TLS socket connection must be securely established", nil},
	"ERR_TLS_PROTOCOL_VERSION_CONFLICT":                {typeError, "TLS protocol version %s conflicts with secureProtocol %s", nil},
	"ERR_TLS_RENEGOTIATION_DISABLED":                   {plain, "TLS session renegotiation disabled for this socket", nil},
	"ERR_TLS_REQUIRED_SERVER_NAME":                     {plain, "\"servername\" is required parameter for Server.addContext", nil},
	"ERR_TLS_SNI_FROM_SERVER":                          {plain, "Cannot issue SNI from a TLS server-side socket", nil},
}
