import { main } from '../../src/cli/main.ts'
import { DECODERS } from '../../src/decoders/catalogue.ts'
import { FORMATS } from '../../src/formats/catalogue.ts'
import { BLOCKS } from './blocks-format.ts'
import { NAMED } from './named-decoder.ts'

/** The whole program with one more line in each of these catalogues. */
process.exitCode = await main(process.argv.slice(2), {
  formats: { ...FORMATS, blocks: BLOCKS },
  decoders: { ...DECODERS, named: NAMED },
})
