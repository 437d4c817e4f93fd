/**
 * A command's JSON Schema, made once from its record and its Jakarta Validation annotations. The same schema validates at
 * the edge and stands in OpenAPI. Read {@link io.spanwire.bus.schema.CommandSchema} first.
 */
@NullMarked
package io.spanwire.bus.schema;

import org.jspecify.annotations.NullMarked;
