import { defineCommand } from '../../arguments/command.ts'
import { flag, option, repeated } from '../../arguments/declare.ts'
import { duration, positiveDuration, size, text, wholeNumber } from '../../arguments/value-types.ts'

const MOST_WORKERS = 256

export const UP = defineCommand({
  name: 'up',
  summary: 'Run the applied exporters',
  description:
    'Exports until it is stopped; follows the state, so an apply in another terminal takes effect without a restart.\n' +
    'SIGTERM or Ctrl-C writes the open batches and exits with 0; a second one stops at once, as does\n' +
    'the first one after --grace (exit 143 or 130), and the next start recovers.\n' +
    'With --workers the partitions of each topic are shared among several processes; one that dies is restarted.',
  options: {
    exporter: repeated(text, { placeholder: 'NAME', doc: 'run only these exporters; may be repeated' }),
    once: flag({ doc: 'export what is there now, then exit' }),
    timeout: option(duration, { doc: 'with --once: give up after this long (exit 1)' }),
    grace: option(duration, {
      default: '20s',
      doc: 'when stopped: what is not written after this long is left to the next start',
    }),
    memory: option(size, { default: '128MiB', doc: 'byte budget of all open batches together' }),
    workers: option(wholeNumber({ least: 1, most: MOST_WORKERS }), {
      default: '1',
      doc: 'member processes on this machine, each with an equal share of --memory',
    }),
    spill: option(text, { placeholder: 'DIR', doc: 'write open batches to files there when memory is used up' }),
    'spill-max': option(size, { default: '4GiB', doc: 'with --spill: at most this many bytes there' }),
    lease: option(positiveDuration, {
      default: '10s',
      doc: 'directory streams: a stalled process is replaced after this long',
    }),
  },
  examples: [
    { line: 'strmctl up', doc: 'run all exporters' },
    { line: 'strmctl up --once --timeout 5m', doc: 'catch up, then exit: for cron and CI' },
    { line: 'strmctl up --workers 4 --memory 512MiB', doc: 'four processes, 128 MiB of open batches each' },
  ],
})
