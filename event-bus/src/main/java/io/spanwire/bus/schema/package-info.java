/**
 * The JSON Schemas of commands, generated from their records and Jakarta Validation annotations. The edge validates
 * with the same schema that OpenAPI publishes. Read {@link io.spanwire.bus.schema.CommandSchema} first.
 */
@NullMarked
package io.spanwire.bus.schema;

import org.jspecify.annotations.NullMarked;
