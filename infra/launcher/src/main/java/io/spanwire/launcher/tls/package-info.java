/**
 * The default, self-signed certificate of a server, and the trust of the command line's HTTP clients. Depends on the
 * packages {@code folder} and {@code start}. Read {@link io.spanwire.launcher.tls.SelfSigned} first.
 */
@NullMarked
package io.spanwire.launcher.tls;

import org.jspecify.annotations.NullMarked;
