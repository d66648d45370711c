import { CONNECTORS } from '../../../src/connectors/catalogue.ts'
import { main } from '../../../src/cli/main.ts'
import { DRAWER } from './drawer.ts'

/** The program with one more destination: runs command lines after each other, since a drawer lives as long as the process. */
for (const line of process.argv.slice(2)) {
  process.stdout.write(`$ ${line}\n`)
  const code = await main(line.split(' '), { connectors: { ...CONNECTORS, drawer: DRAWER } })
  process.stdout.write(`exit ${code}\n`)
}
process.exit()
