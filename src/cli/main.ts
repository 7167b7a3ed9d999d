import { readEnvironment } from '../config.ts'
import { runCli } from './run-cli.ts'

// What is stored names people: only the service's own account may read it.
process.umask(0o077)
process.exitCode = await runCli(process.argv.slice(2), {
  env: readEnvironment(),
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
})
