import { type DiagnosticCode, errorCode } from '../../model/diagnostic.ts'

export const INVALID_TYPE_CONSTRAINT = errorCode(
  'STRM1280',
  'Invalid type of a variable',
  'The type of a variable is one of string, number, bool and any, or composed of them: list(string), set(string), map(number), tuple([string, number]), object({ name = string, size = optional(number, 1) }). In HCL it is written without quotes, in YAML as a string: type: list(string).',
)

export const VALUE_REQUIRED = errorCode(
  'STRM1281',
  'No value for a required variable',
  'A variable without a default must be given a value. The sources, later ones win: the environment (STRMCTL_VAR_name), strmctl.vars.hcl or strmctl.vars.yaml, *.auto.vars.hcl and *.auto.vars.yaml in the order of their names, --var and --var-file in the order of the command line.',
)

export const INVALID_VARIABLE_VALUE = errorCode(
  'STRM1282',
  'Invalid value for a variable',
  'The value does not fit the type of the variable. Values from the environment and from --var are strings: for lists, maps and objects write an expression, --var \'regions=["eu", "us"]\'. A variable with nullable = false does not accept null.',
)

export const UNDECLARED_VALUE: DiagnosticCode = {
  code: 'STRM1283',
  severity: 'warning',
  summary: 'Value for an undeclared variable',
  explanation:
    'A file of variable values, or a variable of the environment that begins with STRMCTL_VAR_, sets a variable that no file of the configuration declares; it has no effect. This is only a warning, because such files are often shared between configurations. On the command line it is an error.',
}

export const UNDECLARED_OPTION = errorCode(
  'STRM1284',
  'Value for an undeclared variable on the command line',
  'The option --var sets a variable that no file of the configuration declares. It was typed just now, so it is treated as a typo: correct the name, or declare the variable with a "variable" block.',
)

export const VALIDATION_FAILED = errorCode(
  'STRM1285',
  'Value of a variable is not allowed',
  'A "validation" block of the variable has a condition that the given value does not meet; the message is the one that its author wrote. Give another value, or change the condition.',
)

export const INVALID_VALIDATION = errorCode(
  'STRM1286',
  'Invalid validation of a variable',
  'A "validation" block has a condition, an expression that is true or false, and an error_message, a string that tells users what to do. Both may use this variable, other variables and functions.',
)

export const NOT_A_VALUE = errorCode(
  'STRM1287',
  'Block in a file of variable values',
  'A file of variable values holds arguments only, name = value. Blocks belong in configuration files, *.strm.hcl or *.strm.yaml.',
)

export const INVALID_VARIABLE = errorCode(
  'STRM1288',
  'Invalid declaration of a variable',
  'The arguments of a "variable" block are type, default, description, sensitive and nullable. They must be known before anything is evaluated: only literal values and functions, no other variables, locals or resources. The default must fit the type.',
)

export const VARIABLES_CODES: readonly DiagnosticCode[] = [
  INVALID_TYPE_CONSTRAINT,
  VALUE_REQUIRED,
  INVALID_VARIABLE_VALUE,
  UNDECLARED_VALUE,
  UNDECLARED_OPTION,
  VALIDATION_FAILED,
  INVALID_VALIDATION,
  NOT_A_VALUE,
  INVALID_VARIABLE,
]
