#!/usr/bin/env node
// Runs the source as it is, on a Node that strips types; also the entry that the build bundles.
import { start } from '../src/main.ts';

start();
