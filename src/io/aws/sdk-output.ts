/** For clients of the AWS SDK: what it has to say is said by its errors. */
export const SILENT_LOGGER = { trace() {}, debug() {}, info() {}, warn() {}, error() {} }

/** To be called before the SDK loads: it warns on the console of versions of Node that we still support. */
export function hideNodeWarning(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
}
