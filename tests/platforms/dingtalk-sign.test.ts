import { describe, expect, it } from 'vitest'
import { isSignature, sign } from '../../src/platforms/dingtalk/sign.ts'

describe('the signature of a moment', () => {
  it.each([
    // The official example's inputs (receive-message), and two of the robot's.
    ['this is a secret', '1577262236757', 'DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA='],
    ['this is secret', '1704067200000', 'dP9mCg9FwTewq+eA/VwyLSqokv4ybdqzxKl+ukiQa68='],
    ['this is secret', '1577262236757', 'hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM='],
  ])('of %s at %s is as published', (secret, timestamp, expected) => {
    expect(sign(timestamp, secret)).toBe(expected)
    expect(isSignature(expected, timestamp, secret)).toBe(true)
    expect(isSignature(expected.toLowerCase(), timestamp, secret)).toBe(false)
    expect(isSignature(expected.slice(0, -1), timestamp, secret)).toBe(false)
    expect(isSignature('', timestamp, secret)).toBe(false)
  })
})
