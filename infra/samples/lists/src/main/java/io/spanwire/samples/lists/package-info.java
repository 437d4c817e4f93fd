/**
 * Shared to-do lists, as a user of Spanwire would write them. Depends on the domain API alone. Read
 * {@link io.spanwire.samples.lists.TodoList} first: it decides; {@link io.spanwire.samples.lists.ListsDomain} puts the
 * parts together.
 */
@NullMarked
package io.spanwire.samples.lists;

import org.jspecify.annotations.NullMarked;
