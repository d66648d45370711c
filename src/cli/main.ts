import { explainSinkError } from '../connectors/explain-failure.ts'
import { SinkError } from '../model/connector.ts'
import { DiagnosedError } from '../model/diagnosed-error.ts'
import { diagnose, type Diagnostic, type DiagnosticCode } from '../model/diagnostic.ts'
import { LOCK_HELD } from '../state/diagnostics.ts'
import type { Command } from './arguments/command.ts'
import { parseArguments, type ParsedArguments } from './arguments/parse-arguments.ts'
import { helpView } from './arguments/render-help.ts'
import { CATALOGUES, type CommandCatalogues } from './catalogues.ts'
import type { CommandDeps } from './command-deps.ts'
import { COMMANDS } from './commands/catalogue.ts'
import { APPROVAL_NEEDED, INTERNAL_PROBLEM, WRONG_USAGE } from './diagnostics.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { processDeps } from './process/process-deps.ts'

/** Everything that has variants. */
export interface Variants extends CommandCatalogues {
  readonly commands: readonly Command[]
}

/** Runs one command line and gives the process's exit code. Never rejects. `variants`: catalogues instead of the usual ones. */
export async function main(words: readonly string[], variants: Partial<Variants> = {}): Promise<ExitCode> {
  const { commands, ...catalogues } = { commands: COMMANDS, ...CATALOGUES, ...variants }
  const parsed = await parseArguments(words, commands)
  // Before the arguments could be parsed: only what decides how a mistake is shown.
  const globals = parsed.asks === 'run' ? parsed.globals : { json: words.includes('--json') }
  const deps = processDeps({ words, globals, catalogues })
  try {
    if (parsed.asks !== 'run' || parsed.globals.help) return answer(parsed, commands, deps)
    const run = await parsed.command.load()
    return await run(parsed.args, deps)
  } catch (error) {
    return showFailure(error, deps)
  }
}

/** What needs no command to run. */
function answer(parsed: ParsedArguments, commands: readonly Command[], { view }: CommandDeps): ExitCode {
  if (parsed.asks === 'nonsense') {
    view.diagnostics([parsed.diagnostic])
    return EXIT.usage
  }
  view.showDocument(helpView(commands), parsed.command)
  return EXIT.ok
}

function showFailure(error: unknown, deps: CommandDeps): ExitCode {
  const received = deps.signals.received()
  if (received !== undefined && deps.signals.stop.aborted)
    return received === 'SIGINT' ? EXIT.interrupted : EXIT.terminated
  const diagnostics = diagnosticsOf(error, deps)
  deps.view.diagnostics(diagnostics)
  return EXITS.find(([code]) => diagnostics.some((diagnostic) => diagnostic.code === code.code))?.[1] ?? EXIT.error
}

function diagnosticsOf(error: unknown, deps: CommandDeps): readonly Diagnostic[] {
  if (error instanceof DiagnosedError) return error.diagnostics
  return [error instanceof SinkError ? explainSinkError(error) : internalProblem(error, deps)]
}

/** The diagnostics that scripts distinguish by the exit code. */
const EXITS: readonly (readonly [DiagnosticCode, ExitCode])[] = [
  [LOCK_HELD, EXIT.locked],
  [APPROVAL_NEEDED, EXIT.declined],
  [WRONG_USAGE, EXIT.usage],
]

function internalProblem(error: unknown, deps: CommandDeps): Diagnostic {
  const stack =
    deps.environment['STRMCTL_DEBUG'] === undefined ? '' : `\n\n${error instanceof Error ? (error.stack ?? '') : ''}`
  return diagnose(INTERNAL_PROBLEM, { detail: `${causes(error).join(': ')}${stack}` })
}

function causes(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)]
  return [error.message, ...(error.cause === undefined ? [] : causes(error.cause))]
}
