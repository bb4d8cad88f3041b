import { z } from 'zod'
import type { ApiDeps } from './deps.ts'
import type { CommandDoor, ReadDoor } from './door.ts'

const refusals = {
  '401': { description: 'No valid token.' },
  '403': { description: 'The token’s account may not do this.' },
  '404': { description: 'Not there, or outside the scope; which of the two is not told.' },
  '409': { description: 'Already done otherwise, or moved meanwhile.' },
  '422': { description: 'Refused: `problem` says why, `message` says it in words.' },
}
const sent = { '415': { description: 'A command must be sent as `application/json`.' } }
const answer = { '200': { description: 'Done, or done before under the same id.' }, ...refusals }

/** Describes the interface from the very schemas that check its input (OpenAPI 3.1). */
export function openApi(
  deps: Pick<ApiDeps, 'version' | 'publicUrl'>,
  commands: readonly CommandDoor[],
  reads: readonly ReadDoor[],
): object {
  const paths: Record<string, object> = {
    '/read': {
      post: {
        summary: 'Read an official letter; nothing is stored.',
        requestBody: { required: true, content: { 'application/octet-stream': {} } },
        responses: answer,
      },
    },
  }
  for (const command of commands) paths[`/commands/${command.name}`] = { post: commandOperation(command) }
  for (const read of reads) paths[read.path.replace(/:(\w+)/g, '{$1}')] = { get: readOperation(read) }
  return {
    openapi: '3.1.0',
    info: { title: 'Chỉ Đỏ', version: deps.version },
    servers: [{ url: `${deps.publicUrl}/api/v1` }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths,
  }
}

const commandOperation = (command: CommandDoor): object => ({
  summary: command.summary,
  operationId: command.name,
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['id', 'input'],
          properties: {
            id: {
              type: 'string',
              format: 'uuid',
              description: 'Made by the caller (UUIDv7); the same id acts once.',
            },
            input: z.toJSONSchema(command.schema, { io: 'input', unrepresentable: 'any' }),
          },
        },
      },
    },
  },
  responses: { ...answer, ...sent },
})

function readOperation(read: ReadDoor): object {
  const { properties } = z.toJSONSchema(read.query, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, object>
  }
  const names = [...read.path.matchAll(/:(\w+)/g)].map(match => match[1]!)
  return {
    summary: read.summary,
    parameters: [
      ...names.map(name => ({ name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } })),
      ...Object.entries(properties ?? {}).map(([name, schema]) => ({ name, in: 'query', schema })),
    ],
    responses: { '200': { description: 'As of the day asked for.' }, ...refusals },
  }
}
