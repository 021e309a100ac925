import * as z from 'zod/mini'

// Before any schema is made: the page's policy forbids what zod would try in order to be faster.
z.config({ jitless: true })
