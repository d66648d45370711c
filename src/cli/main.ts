import { explainSinkError } from '../connectors/explain-failure.ts'
import { SinkError } from '../model/connector.ts'
import { DiagnosedError } from '../model/diagnosed-error.ts'
import { diagnose, type Diagnostic, type DiagnosticCode } from '../model/diagnostic.ts'
import { LOCK_HELD } from '../state/diagnostics.ts'
import { flagOf, type Args } from './arguments/command.ts'
import { COMMANDS, GLOBAL_OPTIONS } from './commands/specs.ts'
import { APPROVAL_NEEDED, INTERNAL_PROBLEM, WRONG_USAGE } from './diagnostics.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { parseArguments, type ParsedArguments } from './arguments/parse-arguments.ts'
import { processDeps } from './process/process-deps.ts'
import { renderCommandHelp, renderOverview } from './arguments/render-help.ts'
import type { CommandDeps } from './command-deps.ts'
import { viewFor } from './views/view-for.ts'

/** Runs one command line and gives the process's exit code. Never rejects. */
export async function main(words: readonly string[]): Promise<ExitCode> {
  const parsed = await parseArguments(words, COMMANDS, GLOBAL_OPTIONS)
  const deps = processDeps(parsed.asks === 'run' ? parsed.args : wordsOnly(words), words)
  try {
    return await answer(parsed, deps)
  } catch (error) {
    return showFailure(error, deps)
  }
}

/** Before the arguments could be parsed: only what decides how a mistake is shown. */
function wordsOnly(words: readonly string[]): Args {
  return { json: words.includes('--json') }
}

async function answer(parsed: ParsedArguments, deps: CommandDeps): Promise<ExitCode> {
  switch (parsed.asks) {
    case 'help':
      deps.stdout(
        parsed.command === undefined
          ? renderOverview(COMMANDS, GLOBAL_OPTIONS)
          : renderCommandHelp(parsed.command, GLOBAL_OPTIONS),
      )
      return EXIT.ok
    case 'nonsense':
      viewFor(deps).diagnostics([parsed.diagnostic])
      return EXIT.usage
    case 'run': {
      if (flagOf(parsed.args, 'help')) return answer({ asks: 'help', command: parsed.command }, deps)
      const { run } = await parsed.command.load()
      return run(parsed.args, deps)
    }
  }
}

function showFailure(error: unknown, deps: CommandDeps): ExitCode {
  const received = deps.signals.received()
  if (received !== undefined && deps.signals.stop.aborted)
    return received === 'SIGINT' ? EXIT.interrupted : EXIT.terminated
  const diagnostics = diagnosticsOf(error, deps)
  viewFor(deps).diagnostics(diagnostics)
  return EXITS.find(([code]) => diagnostics.some((diagnostic) => diagnostic.code === code.code))?.[1] ?? EXIT.error
}

function diagnosticsOf(error: unknown, deps: CommandDeps): readonly Diagnostic[] {
  if (error instanceof DiagnosedError) return error.diagnostics
  return [error instanceof SinkError ? explainSinkError(error) : internalProblem(error, deps)]
}

/** The diagnostics that scripts tell apart by the exit code. */
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
