import { unlink } from 'node:fs/promises'
import { createDurably } from '../../io/disk/create-durably.ts'
import type { CheckStep } from '../../model/connector.ts'
import { checkDestination, type CheckRequest } from '../check-destination.ts'
import { objectPath } from './keys.ts'
import type { Root } from './root.ts'
import { sinkError } from './sink-error.ts'

/** The validation of a local directory. Its first step creates the directory where it is absent. */
export function checkLocalDirectory(root: Root, request: CheckRequest): AsyncIterable<CheckStep> {
  const { signal } = request
  const explained = <T>(action: string, attempt: () => Promise<T>): Promise<T> =>
    attempt().catch((error: unknown) => {
      throw sinkError(error, action, signal)
    })
  return checkDestination(
    {
      place: root.path,
      approach: [
        {
          step: 'directory exists or is created',
          attempt: () => explained(`use the directory "${root.path}"`, () => root.ensure()),
        },
      ],
      create: ({ key }) => {
        const path = objectPath(root.path, key)
        return explained(`write the empty test object "${path}"`, () =>
          createDurably(path, [], { signal, files: root.files }),
        )
      },
      conditionalWrites: 'certain',
      remove: (key) => unlink(objectPath(root.path, key)),
      rights: { remove: 'removing files' },
    },
    request,
  )
}
