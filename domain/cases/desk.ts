/** A heading of a desk counts so far: whether six hundred or six thousand wait, one begins at the top. */
export const DESK_COUNTS = 500
