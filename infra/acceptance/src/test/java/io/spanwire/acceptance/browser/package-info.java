/** What people see: the samples' pages in real Chromium. */
@NullMarked
package io.spanwire.acceptance.browser;

import org.jspecify.annotations.NullMarked;
