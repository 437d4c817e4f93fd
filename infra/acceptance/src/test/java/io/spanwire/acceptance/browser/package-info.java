/** Tests of the samples' pages in real Chromium. Read {@code TwoWindowsIT} first. */
@NullMarked
package io.spanwire.acceptance.browser;

import org.jspecify.annotations.NullMarked;
