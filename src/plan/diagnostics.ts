import type { DiagnosticCode } from '../model/diagnostic.ts'

export const PROTECTED_FROM_DELETION: DiagnosticCode = {
  code: 'STRM1650',
  severity: 'error',
  summary: 'Resource is protected from deletion',
  explanation:
    'The plan would delete or replace a resource that has `lifecycle { prevent_destroy = true }`. The protection is kept in the state, so it also holds when the block is gone from the configuration. If the deletion is wanted, put the block back with `prevent_destroy = false`, apply that, and then remove the block. For a replacement, undo the change of the field marked with "forces replacement", or lift the protection first.',
}

export const STILL_IN_USE: DiagnosticCode = {
  code: 'STRM1651',
  severity: 'error',
  summary: 'Resource is still in use',
  explanation:
    'A resource would be deleted that another one needs, for example a data connector whose batch exporter stays. Nothing that is in use is deleted. Remove the resources that need it as well (`strmctl delete` does so with --recursive), or make them use another one.',
}

export const PLAN_CODES: readonly DiagnosticCode[] = [PROTECTED_FROM_DELETION, STILL_IN_USE]
