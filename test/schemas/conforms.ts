// Checks a document against the schema that is published for it.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const SCHEMAS = join(import.meta.dirname, '..', '..', 'docs', 'schemas');

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
for (const file of readdirSync(SCHEMAS)) {
  ajv.addSchema(JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8')) as object);
}

export function conforms(schema: string, document: unknown): void {
  const validate = ajv.getSchema(`https://kubectl-lease.github.io/schemas/v1alpha1/${schema}.json`);
  assert.ok(validate, `no schema ${schema}`);
  assert.ok(validate(document), ajv.errorsText(validate.errors, { separator: '\n' }));
}
