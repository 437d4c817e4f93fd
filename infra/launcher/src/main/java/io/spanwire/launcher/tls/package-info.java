/**
 * The default certificate of a server, signed by a local authority, and the trust of the command line's HTTP clients. Depends on the
 * packages {@code folder} and {@code start}. Read {@link io.spanwire.launcher.tls.LocalCertificate} first.
 */
@NullMarked
package io.spanwire.launcher.tls;

import org.jspecify.annotations.NullMarked;
