/**
 * A sample domain, shared to-do lists, as a user of Spanwire would write it. Depends on the domain API alone. Read
 * {@link io.spanwire.samples.lists.TodoList} first, which decides, then {@link io.spanwire.samples.lists.ListsDomain}.
 */
@NullMarked
package io.spanwire.samples.lists;

import org.jspecify.annotations.NullMarked;
