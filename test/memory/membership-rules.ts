/** What a client must do that is a member of a group (engine/PROTOCOL.md, rules 2 and 6), together so that each can be taken away to see it missed. */
export interface MembershipRules {
  /** Whose id a static member joins with: none, or the one that a process of this name had last. */
  readonly idToJoinWith: (last: string | undefined) => string | undefined
  /** Each write names its member, and so its process; its generation is not enough. */
  readonly namesMember: boolean
  /** Another process has the instance id: this one ends. */
  readonly endsWhenTaken: boolean
}

export const MEMBERSHIP_RULES: MembershipRules = {
  idToJoinWith: () => undefined,
  namesMember: true,
  endsWhenTaken: true,
}
