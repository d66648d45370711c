import { fc } from '../../tooling/properties.ts'

/** Text, number, bool, list, object, anything: what a placeholder of a template stands for. */
type Sort = 'T' | 'N' | 'B' | 'L' | 'O' | 'A'

/** Every function at least once, and every form of expression; capital letters stand for expressions of that sort. */
export const TEMPLATES: { readonly [sort in Sort]: readonly string[] } = {
  T: [
    ...lines(
      'upper(T); lower(T); title(T); trim(T, T); trimspace(T); trimprefix(T, T); trimsuffix(T, T); replace(T, "a", T)',
    ),
    ...lines(
      'replace(T, "/[a-h]/", "$0T"); regex("[a-z]*", T); join(T, split("", T)); format("%s|%v", T, A); substr(T, 1, N)',
    ),
    ...lines('jsonencode(A); base64encode(T); base64decode(base64encode(T)); tostring(N); try(file(T), T); env(T, T)'),
    ...lines(
      'try(env(T), T); coalesce(A, "z"); lookup(O, T, T); (B ? T : T); sort(tolist([T, T]))[0]; element([T, T], N)',
    ),
    ...lines(
      '"<${T}>"; "%{ for v in L }.%{ endfor }"; "%{ if B }${T}%{ else }n%{ endif }%{ for k, v in L }${k}%{ endfor }"; try(O.password, T); sensitive(T)',
    ),
    ...lines('join("-", compact([T, null, T])); join("", sort(keys(O)))'),
  ],
  N: [
    ...lines('length(L); length(O); length(T); min(N, N); max(N, N); max(N, [N, N]...); abs(N); ceil(N); floor(N); -N'),
    ...lines('N + N; N * N; N / 4; N % 7; try(tonumber(T), N); (B ? N : N)'),
  ],
  B: [
    ...lines(
      'startswith(T, T); endswith(T, T); strcontains(T, T); contains(L, A); can(regex(T, "user")); can(tonumber(T))',
    ),
    ...lines(
      'tobool(B); issensitive(A); A == A; A != A; [T] == ["user"]; N < N; N >= N; B && B; B || B; !B; (B ? B : B)',
    ),
  ],
  L: [
    ...lines(
      'values(O); keys(O); concat(L, L); flatten([L, [L], A]); distinct(L); reverse(L); range(length(T)); tolist([A, A])',
    ),
    ...lines(
      'toset([T, T]); split(T, T); sort(["b", T]); slice(L, 0, 0); compact([T, T]); zipmap([T, T], [A, A])[*]; jsondecode(jsonencode(L))',
    ),
    ...lines(
      '[A, A]; A[*]; [for x in L : A]; [for x in L : A if B]; [for k, v in O : k]; (B ? L : L); regex("(.)(.*)", "x${T}")',
    ),
  ],
  O: [
    ...lines(
      'merge(O, O); tomap(O); zipmap([T, T], [A, A]); { (T) = A }; { a = A, b = A }; { for k, v in O : k => v }',
    ),
    ...lines('{ for v in L : T => v... }; { for k, v in O : k => A if B }; (B ? O : O); jsondecode(jsonencode(O))'),
  ],
  A: [...lines('T; N; B; L; O; lookup(O, T, A); try(O[T], A); try(L[N], A); coalesce(A, L); try(A.user, A)')],
}

const LEAVES: { readonly [sort in Sort]: readonly string[] } = {
  T: lines('var.secret; var.secrets[1]; var.credentials.password; var.name; "a"'),
  N: lines('length(var.hidden); length(var.secret); 1; 2.5'),
  B: lines('var.secret == ""; strcontains(var.secret, "e"); var.secrets == var.list; true; false'),
  L: lines('var.secrets; var.hidden; var.list; [var.secret]; [var.hidden]'),
  O: lines('var.credentials; { a = var.secret }; { (var.secret) = 1 }; var.settings'),
  A: lines('var.secret; null; var.secrets; var.credentials; var.hidden; 1'),
}

/** Calls and accesses that fail, and might quote what they were given. */
const MISTAKES: readonly string[] = [
  ...lines(
    'tonumber("${T}"); tobool("x${T}"); O[T]; L[T]; [A][N + 9]; T.x; (T + 1); file(T); env(T); lookup({}, T); O.hunter3; O["hunter3"]',
  ),
  ...lines(
    'regex("(${T}", "x"); regex("x{99}", T); replace("a", "/(${T}/", ""); format("%${T}", 1); format("%d", "x${T}"); jsondecode("[${T}")',
  ),
  ...lines(
    'base64decode("${T}="); { (T) = 1, (T) = 2 }; { for x in [T, T] : x => 1 }; upper(A); "${A}"; "<${A}>"; zipmap([T], []); coalesce("", null)',
  ),
]

type Forms = { readonly [form in Sort | 'any' | 'mistake']: string }

/** `any`: expressions that mostly have a value and touch something sensitive; `mistake`: such that mostly have none. */
export const arbitraryExpression = fc.letrec<Forms>((tie) => ({
  T: sortOf('T', tie),
  N: sortOf('N', tie),
  B: sortOf('B', tie),
  L: sortOf('L', tie),
  O: sortOf('O', tie),
  A: sortOf('A', tie),
  any: fc.constantFrom(...TEMPLATES.A, ...TEMPLATES.L, ...TEMPLATES.O).chain((template) => fill(template, tie)),
  mistake: fc.constantFrom(...MISTAKES).chain((template) => fill(template, tie)),
}))

type Tie = fc.LetrecTypedTie<Forms>

function sortOf(sort: Sort, tie: Tie): fc.Arbitrary<string> {
  const templates = fc.constantFrom(...TEMPLATES[sort]).chain((template) => fill(template, tie))
  return fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constantFrom(...LEAVES[sort]), templates)
}

function fill(template: string, tie: Tie): fc.Arbitrary<string> {
  const pieces = template.split(/\b([TNBLOA])\b/)
  const parts = pieces.map((piece) => (isSort(piece) ? tie(piece).map((text) => `(${text})`) : fc.constant(piece)))
  return fc.tuple(...parts).map((texts) => texts.join(''))
}

function isSort(piece: string): piece is Sort {
  return /^[TNBLOA]$/.test(piece)
}

function lines(text: string): readonly string[] {
  return text.split('; ')
}
