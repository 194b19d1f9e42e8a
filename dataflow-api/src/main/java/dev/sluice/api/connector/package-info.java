/**
 * What a connector implements. Sources are read in splits with exact positions, sinks write in transactions that a
 * checkpoint completes; both run on the subtask's thread except where a method says otherwise. Nothing here depends on
 * Akka.
 */
@NullMarked
package dev.sluice.api.connector;

import org.jspecify.annotations.NullMarked;
