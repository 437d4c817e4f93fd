@NullMarked
package io.spanwire.edge.audit;

import org.jspecify.annotations.NullMarked;
