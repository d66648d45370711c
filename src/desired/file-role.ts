/** What a file of the configuration's directory is read for; `automatic` and `variables` are files of variable values. */
export type FileRole = 'configuration' | 'variables' | 'automatic'

/** By its name alone, so that files of other tools beside it are ignored. */
export function fileRole(name: string): FileRole | undefined {
  const base = name.slice(name.lastIndexOf('/') + 1)
  if (/^strmctl\.vars\.(?:hcl|ya?ml)$/.test(base)) return 'variables'
  if (/\.auto\.vars\.(?:hcl|ya?ml)$/.test(base)) return 'automatic'
  return /\.strm\.(?:hcl|ya?ml)$/.test(base) ? 'configuration' : undefined
}

/** Whether a file of the configuration's directory belongs to it: `*.strm.hcl`, `*.strm.yaml`, `strmctl.vars.hcl`, `*.auto.vars.hcl` and so on. */
export function isConfigurationFile(name: string): boolean {
  return fileRole(name) !== undefined
}

/** By the ending of its name; whatever has another one is read as HCL. */
export function isYamlFile(name: string): boolean {
  return /\.ya?ml$/.test(name)
}
