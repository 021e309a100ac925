import { fastifyHelmet } from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { isForPrograms } from './route.ts'

/** What every answer tells the browser not to do. @param isSecure whether people come over https */
export async function addHeaders(app: FastifyInstance, isSecure: boolean): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // The QR of a sign-in link arrives as a data address: markup has no other way into the page.
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Browsers ignore these over plain http and complain about them on the console.
    crossOriginOpenerPolicy: isSecure,
    originAgentCluster: isSecure,
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
    if (isForPrograms(request)) reply.header('cache-control', 'no-store')
  })
}
