import fc from 'fast-check'

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
      '"<${T}>"; "%{ if B }${T}%{ else }n%{ endif }%{ for k, v in L }${k}%{ endfor }"; try(O.password, T); sensitive(T)',
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
    ...lines('tobool(B); issensitive(A); A == A; A != A; N < N; N >= N; B && B; B || B; !B; (B ? B : B)'),
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
  T: lines('var.secret; var.secrets[1]; var.credentials.password; var.credentials.user; var.name; "a"; ""; "user"'),
  N: lines('length(var.hidden); 1; 0; 2.5; var.count'),
  B: lines('var.secret == ""; true; false; var.debug'),
  L: lines('var.secrets; var.hidden; var.list; []; [var.secret]; var.nested'),
  O: lines('var.credentials; { a = var.secret }; { (var.secret) = 1 }; var.settings; {}'),
  A: lines('var.secret; null; var.secrets; var.credentials; var.hidden; 1'),
}

/** Expressions that mostly have a value, about half of them touching something sensitive. */
export const arbitraryExpression: fc.Arbitrary<string> = fc.letrec<{ readonly [sort in Sort]: string }>((tie) => {
  const sortOf = (sort: Sort): fc.Arbitrary<string> =>
    fc.oneof(
      { maxDepth: 3, depthSize: 'medium' },
      fc.constantFrom(...LEAVES[sort]),
      fc.constantFrom(...TEMPLATES[sort]).chain((template) => fill(template, tie)),
    )
  return { T: sortOf('T'), N: sortOf('N'), B: sortOf('B'), L: sortOf('L'), O: sortOf('O'), A: sortOf('A') }
}).A

function fill(template: string, tie: (sort: Sort) => fc.Arbitrary<string>): fc.Arbitrary<string> {
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
