// Loaded into a measured process: leaves its processor time and its largest resident set behind when it exits.
const { writeFileSync } = require('node:fs')

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakBytes: maxRSS * 1024 }
  writeFileSync(process.env.STRMCTL_BENCH_USAGE, JSON.stringify(usage))
})
