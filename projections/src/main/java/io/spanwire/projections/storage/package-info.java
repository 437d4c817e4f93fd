/**
 * What is stored, how fast it grows, and what expires: outcomes by age on purpose, undecided commands never without an
 * alarm. Read {@link io.spanwire.projections.storage.StorageWatch} first.
 */
@NullMarked
package io.spanwire.projections.storage;

import org.jspecify.annotations.NullMarked;
