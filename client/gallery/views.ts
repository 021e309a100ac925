import type { ComponentType } from 'preact'

export type Views = Record<string, ComponentType>
