import { defineCommand } from '../../arguments/command.ts'
import { flag, option, repeated, required } from '../../arguments/declare.ts'
import { choice, duration, numberThat, size, text, wholeNumber, wholeNumbers } from '../../arguments/value-types.ts'

const milliseconds = numberThat((ms) => ms >= 0, 'a number of milliseconds, 0 or more')
const rate = numberThat((perSecond) => perSecond > 0, 'a number above 0')

export const SIMULATE = defineCommand({
  name: 'simulate',
  summary: 'Send random events into a stream',
  positionals: {
    what: required(choice(['random-events']), 'what to send'),
    stream: required(text, 'name of an applied stream'),
  },
  options: {
    interval: option(milliseconds, { placeholder: 'MS', doc: 'milliseconds between events [default: 1000]' }),
    rate: option(rate, { doc: 'events per second, instead of --interval' }),
    count: option(wholeNumber({ least: 0 }), {
      doc: 'stop after this many events; without --interval or --rate as fast as possible',
    }),
    duration: option(duration, { doc: 'stop after this long' }),
    schema: option(choice(['random', 'clickstream'], 'NAME'), { default: 'random', doc: 'shape of the events' }),
    'session-range': option(wholeNumber({ least: 1 }), { default: '1000', doc: 'how many different sessions' }),
    'session-prefix': option(text, { default: 'session', doc: 'how their names begin' }),
    purposes: repeated(wholeNumbers, { doc: 'consent levels of the events, as in 0,1' }),
    size: option(size, { doc: 'least size of an event' }),
    seed: option(text, { doc: 'the same seed gives the same events' }),
    quiet: flag({ doc: 'do not report how many were sent' }),
  },
  examples: [{ line: 'strmctl simulate random-events demo --count 5000', doc: 'five thousand events at once' }],
})
